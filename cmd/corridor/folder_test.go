package main_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// household is the environment of a user who has named no database.
func household(t *testing.T) (environment []string, folder string) {
	t.Helper()
	data := filepath.Join(t.TempDir(), "data")
	return []string{"CORRIDOR_NEO4J_URI=", "CORRIDOR_DATA=", "XDG_DATA_HOME=" + data}, filepath.Join(data, "corridor")
}

// corridorIn runs the program with further variables.
func corridorIn(t *testing.T, environment []string, args ...string) result {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program, args...)
	var out, errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errOut
	cmd.Env = append(ownEnvironment(), environment...)
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return result{out.String(), errOut.String(), cmd.ProcessState.ExitCode()}
}

// startIn starts the service on whatever database these variables make it use.
func startIn(t *testing.T, environment []string) running {
	t.Helper()
	return launch(t, environment, "Corridor is at ", "serve", "--listen", "127.0.0.1:0")
}

// TestANewUserNeedsNothing asks, serves and asks again in a folder that nobody named.
func TestANewUserNeedsNothing(t *testing.T) {
	environment, folder := household(t)
	r := corridorIn(t, environment, "query", "stages")
	if r.code != 0 || !strings.Contains(r.out, "27 rows") || !strings.Contains(r.err, "loaded the dataset into "+folder) {
		t.Errorf("at first: status %d: %s%s", r.code, r.out, r.err)
	}
	if info, err := os.Stat(folder); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder: %v, %v", info, err)
	}
	first := startIn(t, environment)
	first.saying(t, "the dataset is in "+folder)
	second := startIn(t, environment)
	if r := corridorIn(t, environment, "cypher", "RETURN 1"); r.code != 0 || r.err != "" {
		t.Errorf("a command beside them: status %d: %s%s", r.code, r.out, r.err)
	}
	first.end() // the second takes over
	for _, path := range []string{"readyz", "api/v1/queries/stages"} {
		if a := get(t, second.address+path, nil); a.status != http.StatusOK {
			t.Errorf("%s of the second: %d %s", path, a.status, a.content)
		}
	}
}

// TestAnOlderProgramLeavesANewerDataset has a folder say that a later edition was loaded.
func TestAnOlderProgramLeavesANewerDataset(t *testing.T) {
	environment, _ := household(t)
	newer := "MATCH (r:Release) SET r.key = 'release:later', r.edition = 1000000, r.release = 'of a later day'"
	if r := corridorIn(t, environment, "cypher", "--write", newer); r.code != 0 {
		t.Fatal(r.err)
	}
	r := corridorIn(t, environment, "cypher", "MATCH (r:Release) RETURN r.release")
	if r.code != 0 || !strings.Contains(r.out, "of a later day\n1 rows") || !strings.Contains(r.err, "is newer than this program's") {
		t.Errorf("status %d: %s%s", r.code, r.out, r.err)
	}
	if r := corridorIn(t, environment, "load"); r.code != 0 || !strings.Contains(r.out, "release ") {
		t.Errorf("load: status %d: %s%s", r.code, r.out, r.err)
	}
	if r := corridorIn(t, environment, "cypher", "MATCH (r:Release) WHERE r.edition < 1000000 RETURN r.loaded"); !strings.Contains(r.out, "true\n1 rows") || r.err != "" {
		t.Errorf("after the load: status %d: %s%s", r.code, r.out, r.err)
	}
}

// TestWhatDoesNotGoTogetherIsRefused holds the rules of which database is meant.
func TestWhatDoesNotGoTogetherIsRefused(t *testing.T) {
	environment, folder := household(t)
	with := func(more ...string) []string { return append(environment[:len(environment):len(environment)], more...) }
	for name, c := range map[string]struct {
		environment, args []string
		want              string
	}{
		"a user of no server":      {environment, []string{"query", "stages", "--user", "x"}, "--user is for a Neo4j"},
		"a database of no server":  {environment, []string{"load", "--memory", "--database", "x"}, "--database is for a Neo4j"},
		"a password of no server":  {with("CORRIDOR_NEO4J_PASSWORD_FILE=x"), []string{"query", "stages"}, "set CORRIDOR_NEO4J_URI too"},
		"two variables":            {with("CORRIDOR_DATA=x", "CORRIDOR_NEO4J_URI=bolt://x"), []string{"query", "stages"}, "are both set"},
		"no folder":                {environment, []string{"query", "stages", "--data", ""}, "name nothing"},
		"no home":                  {with("XDG_DATA_HOME=", "HOME="), []string{"query", "stages"}, "--data FOLDER, or --memory"},
		"writing without clients":  {environment, []string{"serve", "--bolt-write"}, "need --bolt ADDRESS"},
		"clients of a server":      {environment, []string{"serve", "--bolt", "127.0.0.1:0", "--uri", "bolt://x"}, "leave out --bolt, or --uri"},
		"clients from anywhere":    {environment, []string{"serve", "--listen", "127.0.0.1:0", "--bolt", "0.0.0.0:0"}, "give --bolt-password-file"},
		"clients of all addresses": {environment, []string{"serve", "--listen", "127.0.0.1:0", "--bolt", ":0"}, "give --bolt-password-file"},
		"clients of no address":    {environment, []string{"serve", "--bolt", "127.0.0.1"}, "missing port"},
		"a user without password":  {environment, []string{"serve", "--bolt", "127.0.0.1:0", "--bolt-user", "x"}, "--bolt-user x needs --bolt-password-file"},
		"just a database, nowhere": {environment, []string{"bolt", "--data", ""}, "--data names nothing"},
	} {
		t.Run(name, func(t *testing.T) {
			if r := corridorIn(t, c.environment, c.args...); r.code != 2 || !strings.Contains(r.err, c.want) {
				t.Errorf("status %d: %s, want %q", r.code, r.err, c.want)
			}
		})
	}
	if _, err := os.Stat(folder); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("something was opened before it was refused: %v", err)
	}
	for name, more := range map[string][]string{"a flag before a variable": {"CORRIDOR_NEO4J_URI=bolt://127.0.0.1:1", "CORRIDOR_NEO4J_USER=x"}} {
		if r := corridorIn(t, with(more...), "cypher", "--memory", "RETURN 1"); r.code != 0 {
			t.Errorf("%s: status %d: %s", name, r.code, r.err)
		}
	}
}

// freeAddress is one of loopback that nobody listens on.
func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close() //nolint:errcheck // only its address was wanted
	return listener.Addr().String()
}

// TestServeOpensTheDatabaseToClients speaks to it with the driver: what may be
// done is the server's to say, not the client's access mode.
func TestServeOpensTheDatabaseToClients(t *testing.T) {
	password := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(password, []byte("of-this-test\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	right, wrong := neo4j.BasicAuth("neo4j", "of-this-test", ""), neo4j.BasicAuth("neo4j", "of another", "")
	for name, c := range map[string]struct {
		flags []string
		auth  neo4j.AuthToken
		write string // the code that refuses it
	}{
		"to read":            {nil, neo4j.NoAuth(), "Neo.ClientError.Statement.AccessMode"},
		"to read and write":  {[]string{"--bolt-write"}, neo4j.NoAuth(), ""},
		"with a password":    {[]string{"--bolt-password-file", password}, right, "Neo.ClientError.Statement.AccessMode"},
		"without a password": {[]string{"--bolt-password-file", password}, wrong, "Neo.ClientError.Security.Unauthorized"},
	} {
		t.Run(name, func(t *testing.T) {
			address := freeAddress(t)
			start(t, nil, append([]string{"--memory", "--bolt", address}, c.flags...)...)
			driver, err := neo4j.NewDriverWithContext("bolt://"+address, c.auth)
			if err != nil {
				t.Fatal(err)
			}
			defer driver.Close(t.Context()) //nolint:errcheck // nothing is lost
			if err := createMine(t, driver); codeOf(err) != c.write {
				t.Errorf("a write: %v, want %q", err, c.write)
			}
			if strings.Contains(c.write, "Security") {
				return
			}
			answer, err := neo4j.ExecuteQuery(t.Context(), driver, "MATCH (n) RETURN count(n) > 3000, count(CASE WHEN n:Mine THEN 1 END)", nil, neo4j.EagerResultTransformer)
			if err != nil {
				t.Fatal(err)
			}
			mine := map[bool]int64{true: 1}[c.write == ""]
			if found := fmt.Sprint(answer.Records[0].Values); found != fmt.Sprint([]any{true, mine}) {
				t.Errorf("a read: %s", found)
			}
		})
	}
}

// createMine asks for a session that may write.
func createMine(t *testing.T, driver neo4j.DriverWithContext) error {
	t.Helper()
	session := driver.NewSession(t.Context(), neo4j.SessionConfig{AccessMode: neo4j.AccessModeWrite})
	defer session.Close(t.Context()) //nolint:errcheck // nothing is lost
	result, err := session.Run(t.Context(), "CREATE (:Mine)", nil)
	if err == nil {
		_, err = result.Consume(t.Context())
	}
	return err
}

func codeOf(err error) string {
	var server *neo4j.Neo4jError
	if errors.As(err, &server) {
		return server.Code
	}
	return ""
}

// TestOnlyTheHolderOpensTheDatabase holds that who works through another process says so.
func TestOnlyTheHolderOpensTheDatabase(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "graph")
	start(t, nil, "--data", folder)
	for name, args := range map[string][]string{
		"serve": {"serve", "--data", folder, "--listen", "127.0.0.1:0", "--bolt", "127.0.0.1:0"},
		"bolt":  {"bolt", "--data", folder, "--listen", "127.0.0.1:0"},
	} {
		if r := corridor(t, args...); r.code != 3 || !strings.Contains(r.err, "End that process") {
			t.Errorf("%s: status %d: %s%s", name, r.code, r.out, r.err)
		}
	}
}

// TestMemoryLimit lets a graph grow over what it may take.
func TestMemoryLimit(t *testing.T) {
	environment, _ := household(t)
	grow := "UNWIND range(1, 200000) AS i CREATE (:Note {text: 'a note that takes some room ' + i}) RETURN count(*) AS n"
	r := corridorIn(t, append(environment, "CORRIDOR_MEMORY_LIMIT=16MiB"), "cypher", "--write", grow)
	if r.code != 3 || !strings.Contains(r.err, "the limit is 16 MiB") || !strings.Contains(r.err, "Neo4j server") {
		t.Errorf("over the limit: status %d, %s", r.code, r.err)
	}
	if r := corridorIn(t, environment, "cypher", "--memory-limit", "16m", "MATCH (n:Note) RETURN count(n)"); r.code != 0 || !strings.Contains(r.out, "\n0") {
		t.Errorf("what was refused left something: %s%s", r.out, r.err)
	}
	if r := corridorIn(t, environment, "cypher", "--write", grow); r.code != 0 {
		t.Errorf("within the limit: %s", r.err)
	}
	for _, wrong := range []string{"much", "-1", "12"} {
		if r := corridorIn(t, append(environment, "CORRIDOR_MEMORY_LIMIT="+wrong), "cypher", "RETURN 1"); r.code != 2 || !strings.Contains(r.err, "want a size") {
			t.Errorf("a limit of %s: status %d, %s", wrong, r.code, r.err)
		}
	}
}
