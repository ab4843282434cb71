package main_test

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"corridor/internal/dbtest"
	"corridor/internal/shared"
)

// program is the built program: these tests drive it as a user would. folder
// holds the database that they share where they run without a Neo4j.
var program, folder string

func TestMain(m *testing.M) {
	top, err := os.MkdirTemp("", "corridor")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	program, folder = filepath.Join(top, "corridor"), filepath.Join(top, "graph")
	build := exec.Command("go", "build", "-o", program, ".")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build: %v\n%s", err, out)
		os.Exit(1)
	}
	code := m.Run()
	os.RemoveAll(top) //nolint:errcheck // a temporary folder
	os.Exit(code)
}

// ownEnvironment names the test's Neo4j, or none, and never that of whoever
// runs the tests.
func ownEnvironment() []string {
	return append(os.Environ(), "CORRIDOR_NEO4J_URI="+cmp.Or(shared.Neo4jURI(), "bolt://127.0.0.1:1"),
		"CORRIDOR_NEO4J_USER=", "CORRIDOR_NEO4J_PASSWORD_FILE=", "CORRIDOR_NEO4J_DATABASE=", "CORRIDOR_LISTEN=", "CORRIDOR_DATA=",
		"CORRIDOR_TOKENS=", "CORRIDOR_OPEN_TO_ANYONE=", "CORRIDOR_TLS_CERTIFICATE=", "CORRIDOR_TLS_KEY=")
}

// placed adds to a call the folder of the database, where one is wanted and the
// call names none. A Neo4j is named by the environment.
func placed(arguments []string) []string {
	takesOne := slices.Contains([]string{"load", "query", "cypher", "serve", "import", "layers"}, arguments[0])
	names := func(argument string) bool { return slices.Contains([]string{"--uri", "--data", "--memory"}, argument) }
	if !takesOne || slices.ContainsFunc(arguments, names) || !dbtest.Embedded() {
		return arguments
	}
	return append(slices.Clone(arguments), "--data", folder)
}

type result struct {
	out, err string
	code     int
}

// corridor runs the program on the test's database.
func corridor(t testing.TB, arguments ...string) result {
	t.Helper()
	return asCalled(t, placed(arguments)...)
}

// asCalled runs the program with these arguments and no others.
func asCalled(t testing.TB, arguments ...string) result {
	t.Helper()
	return withEnvironment(t, ownEnvironment(), arguments...)
}

// withEnvironment does so with these variables and no others.
func withEnvironment(t testing.TB, environment []string, arguments ...string) result {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, arguments...)
	var out, errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errOut
	cmd.Env = environment
	err := cmd.Run()
	if _, isExit := err.(*exec.ExitError); err != nil && !isExit {
		t.Fatal(err)
	}
	return result{out.String(), errOut.String(), cmd.ProcessState.ExitCode()}
}

// running is a program that a test started and that serves.
type running struct {
	address string        // of the page, with the slash, or of the database
	errors  <-chan string // the first lines it wrote to standard error
	end     func()        // asks it to end, once: a second signal would kill it
	kill    func()        // ends it as a loss of power would
}

// start starts the service on a free port, with further variables and arguments.
func start(t testing.TB, environment []string, arguments ...string) running {
	t.Helper()
	arguments = placed(append([]string{"serve", "--listen", "127.0.0.1:0"}, arguments...))
	return launch(t, environment, "Corridor is at ", arguments...)
}

// startBolt starts just the database on a free port.
func startBolt(t *testing.T, arguments ...string) running {
	t.Helper()
	return launch(t, nil, "The database is at ", append([]string{"bolt", "--listen", "127.0.0.1:0"}, arguments...)...)
}

// launch starts the program, and reads behind greeting where it is. It must end
// cleanly, unless it is killed.
func launch(t testing.TB, environment []string, greeting string, arguments ...string) running {
	t.Helper()
	// Not the test's context: that would kill the service before it is asked to end.
	cmd := exec.CommandContext(context.Background(), program, arguments...)
	cmd.Env = append(ownEnvironment(), environment...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	errors, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := sync.OnceValue(cmd.Wait)
	end := sync.OnceFunc(func() { cmd.Process.Signal(syscall.SIGTERM) }) //nolint:errcheck // Wait tells
	killed := false
	t.Cleanup(func() {
		end()
		if err := ended(); err != nil && !killed {
			t.Errorf("%v did not end cleanly: %v", arguments, err)
		}
	})
	said := lines(errors)
	line, err := bufio.NewReader(out).ReadString('\n')
	address, ok := strings.CutPrefix(strings.TrimSpace(line), greeting)
	if err != nil || !ok {
		t.Fatalf("%v said %q, %v", arguments, line, err)
	}
	kill := func() {
		killed = true
		cmd.Process.Kill() //nolint:errcheck // Wait tells
		ended()            //nolint:errcheck // it was killed
	}
	return running{address, said, end, kill}
}

// lines reads all, so that the writer never waits, and keeps the first ones.
func lines(from io.Reader) <-chan string {
	kept := make(chan string, 100)
	go func() {
		defer close(kept)
		for scanner := bufio.NewScanner(from); scanner.Scan(); {
			select {
			case kept <- scanner.Text():
			default:
			}
		}
	}()
	return kept
}

// saying reads what the service says until a line has all the words.
func (r running) saying(t *testing.T, words ...string) string {
	t.Helper()
	for late := time.After(patience); ; {
		select {
		case line, more := <-r.errors:
			lacks := func(word string) bool { return !strings.Contains(line, word) }
			switch {
			case !more:
				t.Fatalf("the service ended and never said %q", words)
			case !slices.ContainsFunc(words, lacks):
				return line
			}
		case <-late:
			t.Fatalf("the service has not said %q", words)
		}
	}
}

// host and port of the service.
func (r running) host() string {
	_, host, _ := strings.Cut(r.address, "://")
	return strings.Trim(host, "/")
}

// isLoaded is whether the tests' database holds the dataset by what they did.
// None of them runs beside another.
var isLoaded bool

// loaded loads the dataset where it does not stand.
func loaded(t testing.TB) {
	t.Helper()
	if isLoaded {
		return
	}
	if r := corridor(t, "load"); r.code != 0 {
		t.Fatalf("load: %s", r.err)
	}
	isLoaded = true
}

// serve starts the service on a free port, with the dataset loaded, and gives
// its address.
func serve(t testing.TB, flags ...string) string {
	t.Helper()
	loaded(t)
	return start(t, nil, flags...).address
}

// serveNothing starts the service on a database without a node.
func serveNothing(t *testing.T) string {
	t.Helper()
	if dbtest.Embedded() { // whose folder would be loaded
		return start(t, nil, "--uri", startBolt(t, "--memory").address).address
	}
	isLoaded = false
	if r := corridor(t, "cypher", "MATCH (n) DETACH DELETE n", "--write"); r.code != 0 {
		t.Fatal(r.err)
	}
	return start(t, nil).address
}
