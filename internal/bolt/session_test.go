package bolt

import (
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"corridor/internal/engine/value"
)

const (
	refusal = string(value.RequestInvalid)
	syntax  = string(value.SyntaxError)
)

// What becomes of each message in each state: taken (+), ignored (i), refused
// and the connection closed (x); GOODBYE closes without a word (.).
const stateTable = `
state           HELLO LOGON LOGOFF GOODBYE TELEMETRY ROUTE RESET RUN PULL DISCARD BEGIN COMMIT ROLLBACK
NEGOTIATION     +     x     x      .       x         x     x     x   x    x       x     x      x
AUTHENTICATION  x     +     x      .       x         x     x     x   x    x       x     x      x
READY           x     x     +      .       +         +     +     +   x    x       +     x      x
STREAMING       x     x     x      .       x         x     +     x   +    +       x     x      x
TX_READY        x     x     x      .       x         x     +     +   x    x       x     +      +
TX_STREAMING    x     x     x      .       x         x     +     +   +    +       x     +      +
FAILED          x     x     x      .       x         x     +     i   i    i       x     i      i
`

var messages = map[string][]byte{
	"HELLO": helloMessage(), "LOGON": logonMessage(), "LOGOFF": logoffMessage, "GOODBYE": goodbyeMessage,
	"TELEMETRY": message(0x54, 1), "ROUTE": message(0x66, mapOf(), listOf(), mapOf()), "RESET": resetMessage,
	"RUN": runMessage("UNWIND [1, 2] AS x RETURN x"), "PULL": pullMessage(1), "DISCARD": discardMessage(1),
	"BEGIN": beginMessage(), "COMMIT": commitMessage, "ROLLBACK": rollbackMessage,
}

// ways are the messages that lead to each state, all of which succeed but the last of FAILED.
var ways = map[string]string{
	"NEGOTIATION": "", "AUTHENTICATION": "HELLO", "READY": "HELLO LOGON", "STREAMING": "HELLO LOGON RUN",
	"TX_READY": "HELLO LOGON BEGIN", "TX_STREAMING": "HELLO LOGON BEGIN RUN", "FAILED": "HELLO LOGON",
}

func TestStates(t *testing.T) {
	address := serve(t, &Server{})
	lines := strings.Split(strings.TrimSpace(stateTable), "\n")
	names := strings.Fields(lines[0])[1:]
	for _, line := range lines[1:] {
		cells := strings.Fields(line)
		for i, name := range names {
			t.Run(cells[0]+" "+name, func(t *testing.T) {
				c := dial(t, address).shake(5, 4)
				for _, step := range strings.Fields(ways[cells[0]]) {
					c.want("SUCCESS", messages[step])
				}
				if cells[0] == "FAILED" {
					c.want(syntax, runMessage("NONSENSE"))
				}
				c.send(messages[name])
				c.outcome(cells[i+1])
			})
		}
	}
}

func (c *client) outcome(letter string) {
	c.t.Helper()
	switch letter {
	case "+":
		for {
			a, err := c.receive()
			if err != nil || a.tag != tagRecord && a.tag != tagSuccess {
				c.t.Fatalf("it is not taken: %v %v", a, err)
			}
			if a.tag == tagSuccess {
				return
			}
		}
	case "i":
		c.want("IGNORED")
	case "x":
		c.want(refusal + " CLOSED")
	case ".":
		c.want("CLOSED")
	}
}

// Conversations, each on a connection of its own that is logged in.
func TestConversations(t *testing.T) {
	address := serve(t, &Server{Writable: true})
	two, nothing := runMessage("UNWIND [1, 2] AS x RETURN x"), runMessage("NONSENSE")
	for _, c := range []struct {
		name    string
		send    [][]byte
		answers string
	}{
		{"rows", [][]byte{two, pullMessage(-1)}, "SUCCESS RECORD[1] RECORD[2] SUCCESS"},
		{"rows in batches", [][]byte{two, pullMessage(1), pullMessage(1)}, "SUCCESS RECORD[1] SUCCESS RECORD[2] SUCCESS"},
		{"exactly the rows there are", [][]byte{two, pullMessage(2), two}, "SUCCESS RECORD[1] RECORD[2] SUCCESS SUCCESS"},
		{"some rows are passed over", [][]byte{two, discardMessage(1), pullMessage(-1)}, "SUCCESS SUCCESS RECORD[2] SUCCESS"},
		{"no rows asked for", [][]byte{two, pullMessage(0)}, "SUCCESS " + refusal},
		{"after a failure all is ignored", [][]byte{nothing, pullMessage(-1), two, commitMessage}, syntax + " IGNORED IGNORED IGNORED"},
		{"failure within rows", [][]byte{runMessage("UNWIND [1, 0] AS x RETURN 1 / x AS y"), pullMessage(-1), two}, "SUCCESS RECORD[1] " + string(value.ArithmeticError) + " IGNORED"},
		{"BEGIN after a failure", [][]byte{nothing, beginMessage()}, syntax + " " + refusal + " CLOSED"},
		{"transaction", [][]byte{beginMessage(), two, pullMessage(-1), commitMessage, two}, "SUCCESS SUCCESS RECORD[1] RECORD[2] SUCCESS SUCCESS SUCCESS"},
		{"two open results", [][]byte{beginMessage(), two, runMessage("RETURN 'a' AS y"), pullOf(1, 0), pullOf(-1, -1), pullOf(-1, 0), rollbackMessage},
			`SUCCESS SUCCESS SUCCESS RECORD[1] SUCCESS RECORD['a'] SUCCESS RECORD[2] SUCCESS SUCCESS`},
		{"a result that is not open", [][]byte{beginMessage(), two, pullOf(-1, 7), pullMessage(-1)}, "SUCCESS SUCCESS " + refusal + " IGNORED"},
		{"a transaction is over with its failure", [][]byte{beginMessage(), nothing, rollbackMessage}, "SUCCESS " + syntax + " IGNORED"},
		{"LOGOFF and LOGON", [][]byte{logoffMessage, logonMessage(), two, pullMessage(-1)}, "SUCCESS SUCCESS SUCCESS RECORD[1] RECORD[2] SUCCESS"},
		{"entity as a parameter", [][]byte{message(0x10, "RETURN $n", mapOf("n", value.OfNode(&value.NodeData{})), mapOf()), pullMessage(-1)}, refusal + " IGNORED"},
		{"unknown message", [][]byte{message(0x33), two}, refusal + " IGNORED"},
		{"too few fields", [][]byte{message(0x10, "RETURN 1"), two}, refusal + " IGNORED"},
		{"no structure", [][]byte{{0x01, 0x02}, two}, refusal + " IGNORED"},
		{"unknown database", [][]byte{runMessage("RETURN 1", "db", value.OfString("nosuch"))}, string(value.DatabaseNotFound)},
		{"another user", [][]byte{runMessage("RETURN 1", "imp_user", value.OfString("you"))}, string(value.ArgumentError)},
	} {
		t.Run(c.name, func(t *testing.T) {
			login(t, address).want(c.answers, c.send...)
		})
	}
}

func TestEveryVersion(t *testing.T) {
	address := serve(t, &Server{Writable: true})
	for _, v := range versions {
		t.Run(fmt.Sprintf("%d.%d", v.major, v.minor), func(t *testing.T) {
			c := dial(t, address).shake(v.major, v.minor)
			c.shapes = v.shapes
			c.want("SUCCESS", helloMessage())
			if v.logon {
				c.want("SUCCESS", logonMessage())
			}
			last := c.want("SUCCESS RECORD[1] SUCCESS", runMessage("RETURN 1 AS x"), pullMessage(-1))
			if last.text("type") != "r" || last.text("db") != "neo4j" || last.text("bookmark") == "" {
				t.Errorf("the summary is %v", last.content)
			}
		})
	}
}

func TestPatchForUTC(t *testing.T) {
	c := dial(t, serve(t, &Server{})).shake(4, 4)
	patches := listOf(value.OfString("utc"), value.OfString("other"))
	if hello := c.want("SUCCESS", helloMessage("patch_bolt", patches)); value.Print(hello.get("patch_bolt")) != "['utc']" {
		t.Errorf("HELLO is answered with %v", hello.content)
	}
	c.shapes.utc = true
	c.want("SUCCESS RECORD['2020-06-01T12:00+02:00'] SUCCESS", runMessage("RETURN datetime('2020-06-01T12:00+02:00') AS d"), pullMessage(-1))
}

func TestSummary(t *testing.T) {
	c := login(t, serve(t, &Server{Writable: true}))
	made := c.want("SUCCESS SUCCESS", runMessage("CREATE (:A:B {x: 1})-[:T]->(:A)"), pullMessage(-1))
	stats := made.get("stats").Mapping()
	for name, want := range map[string]int64{"nodes-created": 2, "relationships-created": 1, "properties-set": 1, "labels-added": 3, "nodes-deleted": 0} {
		if got, known := stats.Get(name); known != (want > 0) || known && got.Int() != want {
			t.Errorf("%s: %v, not %d", name, got, want)
		}
	}
	if made.text("type") != "w" || made.get("t_last").Kind() != value.Integer {
		t.Errorf("the summary is %v", made.content)
	}
	explained := c.want("SUCCESS SUCCESS", runMessage("EXPLAIN MATCH (n:Nope) RETURN n"), pullMessage(-1))
	if explained.get("plan").Kind() != value.Map || explained.get("notifications").Kind() != value.List {
		t.Errorf("the summary of an EXPLAIN is %v", explained.content)
	}
	checkAboutPlans(t, explained.get("plan").Mapping())
	off := c.want("SUCCESS SUCCESS", runMessage("EXPLAIN MATCH (n:Nope) RETURN n", "notifications_minimum_severity", value.OfString("OFF")), pullMessage(-1))
	if !off.get("notifications").IsNull() {
		t.Errorf("remarks that were not wanted: %v", off.content)
	}
}

// checkAboutPlans: cypher-shell takes from the first step what it shows above a plan.
func checkAboutPlans(t *testing.T, root *value.Mapping) {
	t.Helper()
	of := func(m *value.Mapping, name string) value.Value { v, _ := m.Get(name); return v }
	for _, name := range []string{"version", "planner", "planner-impl", "planner-version", "runtime", "runtime-impl", "runtime-version"} {
		if of(of(root, "args").Mapping(), name).Kind() != value.String {
			t.Errorf("the plan does not say its %s", name)
		}
	}
	for _, child := range of(root, "children").Items() {
		if !of(of(child.Mapping(), "args").Mapping(), "planner").IsNull() {
			t.Error("a step says what is said of the plan")
		}
	}
}

const slow = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a * b = -1 RETURN count(*) AS n"

func TestResetStopsAQuery(t *testing.T) {
	c := login(t, serve(t, &Server{}))
	c.want("SUCCESS", runMessage(slow))
	c.send(pullMessage(-1), pullMessage(-1))
	time.Sleep(50 * time.Millisecond)
	c.want(string(value.Terminated)+" IGNORED IGNORED SUCCESS", resetMessage, resetMessage)
	c.want("SUCCESS RECORD[1] SUCCESS", runMessage("RETURN 1 AS x"), pullMessage(-1))
}

func TestResetStopsWaitingForAnotherWriter(t *testing.T) {
	address := serve(t, &Server{Writable: true})
	first, second := login(t, address), login(t, address)
	first.want("SUCCESS SUCCESS SUCCESS", beginMessage(), runMessage("CREATE (:First)"), pullMessage(-1))
	second.send(runMessage("CREATE (:Second)"), pullMessage(-1))
	time.Sleep(50 * time.Millisecond)
	second.want(string(value.Terminated)+" IGNORED SUCCESS", resetMessage)
	first.want("SUCCESS", commitMessage)
	second.want("SUCCESS RECORD[1] SUCCESS", runMessage("MATCH (n) RETURN count(n) AS n"), pullMessage(-1))
}

func TestPanicEndsOneSession(t *testing.T) {
	all := &serving{Server: &Server{Database: open(t), Log: slog.New(slog.DiscardHandler)}, limits: Limits{}.orDefaults()}
	all.requests = []request{
		{tag: 0x01, fields: "m", states: anywhere, do: (*session).hello},
		{tag: 0x33, states: anywhere, do: func(s *session, _ []value.Value) (*value.Mapping, error) {
			s.out.text("half an answer")
			panic("a fault")
		}},
	}
	c := newClient(t, listen(t, all)).shake(5, 4)
	c.want("SUCCESS", helloMessage())
	c.want(string(value.Internal)+" CLOSED", message(0x33))
	newClient(t, listen(t, all)).shake(5, 4).want("SUCCESS", helloMessage())
}

func TestClientThatLeavesStopsItsQuery(t *testing.T) {
	s := &Server{Writable: true}
	address := serve(t, s)
	c := login(t, address)
	c.want("SUCCESS SUCCESS SUCCESS", beginMessage(), runMessage("CREATE (:Left)"), pullMessage(-1))
	c.want("SUCCESS", runMessage(slow))
	c.send(pullMessage(-1))
	time.Sleep(50 * time.Millisecond)
	c.Close() //nolint:errcheck // that is what is tested
	login(t, address).want("SUCCESS RECORD[0] SUCCESS SUCCESS SUCCESS",
		runMessage("MATCH (n:Left) RETURN count(n) AS n"), pullMessage(-1), runMessage("CREATE (:Next)"), pullMessage(-1))
}

// logged keeps what is logged.
type logged struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *logged) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// TestClientThatTakesNothingIsNoFault has a client that reads none of its rows:
// it may be gone, and nothing has told the server.
func TestClientThatTakesNothingIsNoFault(t *testing.T) {
	log := &logged{}
	address := serve(t, &Server{Limits: Limits{Write: 50 * time.Millisecond}, Log: slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	c := login(t, address)
	c.want("SUCCESS", runMessage("UNWIND range(1, 100000000) AS x RETURN 'a row that takes some room on its way' AS y"))
	c.send(pullMessage(-1))
	for range 1000 {
		if strings.Contains(log.String(), "a client left") {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if text := log.String(); !strings.Contains(text, "level=DEBUG msg=\"a client left") || strings.Contains(text, "level=ERROR") {
		t.Errorf("it is logged:\n%s", text)
	}
}

// TestWhoOnlyReadsEndsNothingOfOthers has clients who try to end each other's
// transactions, and their own.
func TestWhoOnlyReadsEndsNothingOfOthers(t *testing.T) {
	d := open(t)
	writer := login(t, serve(t, &Server{Database: d, Writable: true}))
	reading := serve(t, &Server{Database: d})
	reader, other := login(t, reading), login(t, reading)
	password := serve(t, &Server{Database: d, Auth: NewAuth("neo4j", "secret")})
	known := message(0x6A, value.OfMap(basic("neo4j", "secret")))
	guarded, again := dial(t, password).shake(5, 4), dial(t, password).shake(5, 4)
	guarded.want("SUCCESS SUCCESS", helloMessage(), known)
	again.want("SUCCESS SUCCESS", helloMessage(), known)

	// begun is the name of a transaction that c has begun.
	begun := func(c *client) string {
		c.want("SUCCESS SUCCESS", beginMessage("tx_metadata", mapOf("whose", value.OfString(fmt.Sprint(c.LocalAddr())))), runMessage(
			"SHOW TRANSACTIONS YIELD transactionId, metaData WHERE metaData.whose = '"+fmt.Sprint(c.LocalAddr())+"' RETURN transactionId"))
		c.send(pullMessage(-1))
		row, err := c.receive()
		if err != nil || row.tag != tagRecord {
			t.Fatal(row, err)
		}
		if end, err := c.receive(); err != nil || end.tag != tagSuccess {
			t.Fatal(end, err)
		}
		return row.content.Items()[0].Text()
	}
	end := func(id string) []byte {
		return runMessage("TERMINATE TRANSACTIONS '" + id + "' YIELD message RETURN message = 'Transaction terminated.' AS done")
	}
	forbidden := "SUCCESS " + string(value.Forbidden)
	writers, readers := begun(writer), begun(reader)
	for _, c := range []*client{other, again} {
		for _, id := range []string{writers, readers} {
			c.want(forbidden, end(id), pullMessage(-1))
			c.want("SUCCESS", resetMessage)
		}
		c.want("SUCCESS RECORD[false] SUCCESS", end("neo4j-transaction-0"), pullMessage(-1))
	}
	writer.want("SUCCESS RECORD[1] SUCCESS SUCCESS", runMessage("RETURN 1 AS x"), pullMessage(-1), rollbackMessage)
	again.want("SUCCESS RECORD[true] SUCCESS", end(begun(guarded)), pullMessage(-1))
	guarded.want(string(value.Terminated), runMessage("RETURN 1"))
	writer.want("SUCCESS RECORD[true] SUCCESS", end(readers), pullMessage(-1))
}

func TestServerThatOnlyReads(t *testing.T) {
	address := serve(t, &Server{})
	c := login(t, address)
	c.send(runMessage("CREATE ()"), pullMessage(-1))
	first, err := c.receive()
	if err == nil && first.tag == tagSuccess {
		first, err = c.receive()
	}
	if err != nil || first.String() != string(value.AccessMode) {
		t.Errorf("a write is answered with %v, %v", first, err)
	}
	login(t, address).want("SUCCESS RECORD[0] SUCCESS", runMessage("MATCH (n) RETURN count(n) AS n"), pullMessage(-1))
}

func TestRoute(t *testing.T) {
	c := login(t, serve(t, &Server{}))
	asked := message(0x66, mapOf("address", value.OfString("db.example:7687")), listOf(), mapOf())
	table := c.want("SUCCESS", asked).get("rt").Mapping()
	servers, _ := table.Get("servers")
	if len(servers.Items()) != 3 {
		t.Fatalf("the table is %v", value.OfMap(table))
	}
	for _, server := range servers.Items() {
		if addresses, _ := server.Mapping().Get("addresses"); value.Print(addresses) != "['db.example:7687']" {
			t.Errorf("a server has the addresses %v", addresses)
		}
	}
	c.want(string(value.DatabaseNotFound), message(0x66, mapOf(), listOf(), mapOf("db", value.OfString("nosuch"))))
}

func TestLogin(t *testing.T) {
	address := serve(t, &Server{Auth: NewAuth("neo4j", "secret")})
	right, wrong := message(0x6A, value.OfMap(basic("neo4j", "secret"))), message(0x6A, value.OfMap(basic("neo4j", "no")))
	unauthorized := string(value.Unauthorized)
	dial(t, address).shake(5, 4).want("SUCCESS SUCCESS SUCCESS", helloMessage(), right, resetMessage)
	dial(t, address).shake(5, 4).want("SUCCESS "+unauthorized+" CLOSED", helloMessage(), wrong)
	dial(t, address).shake(5, 4).want("SUCCESS "+unauthorized+" CLOSED", helloMessage(), logonMessage())
	dial(t, address).shake(4, 4).want(unauthorized+" CLOSED", helloMessage())
	old := helloMessage("scheme", value.OfString("basic"), "principal", value.OfString("neo4j"), "credentials", value.OfString("secret"))
	dial(t, address).shake(4, 4).want("SUCCESS SUCCESS", old, resetMessage)
	dial(t, address).shake(5, 4).want("SUCCESS SUCCESS SUCCESS "+unauthorized+" CLOSED", helloMessage(), right, logoffMessage, wrong)
}
