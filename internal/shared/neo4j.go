package shared

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Server is a Neo4j of a test's own, which the test may stop and start again.
type Server struct {
	name        string
	environment []string
	Address     string // host and port, for Bolt
}

// StartNeo4j starts a server on a free port and wipes it when the test is over.
// The environment is that of scripts/neo4j.sh; names of servers that run at
// once differ. Where no test may use a Neo4j it is skipped like the others.
func StartNeo4j(t testing.TB, name string, environment ...string) *Server {
	t.Helper()
	Neo4j(t)
	bolt := freePort(t)
	s := &Server{
		name:        name,
		environment: append([]string{fmt.Sprint("CORRIDOR_NEO4J_BOLT_PORT=", bolt), "CORRIDOR_NEO4J_HTTP_PORT=", "CORRIDOR_NEO4J_HEAP=512m"}, environment...),
		Address:     fmt.Sprint("127.0.0.1:", bolt),
	}
	t.Cleanup(func() { s.script(t, "wipe") })
	s.Start(t)
	return s
}

// Start starts a server that was stopped, on its old address and with its data.
func (s *Server) Start(t testing.TB) {
	t.Helper()
	if uri := s.script(t, "start"); uri != "bolt://"+s.Address {
		t.Fatalf("the server is at %s, not at %s", uri, s.Address)
	}
}

// Stop stops the server as an operator would.
func (s *Server) Stop(t testing.TB) {
	t.Helper()
	s.script(t, "stop")
}

// Kill ends the server at once, as the loss of its machine would.
func (s *Server) Kill(t testing.TB) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(s.home(), "pid"))
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	process, err := os.FindProcess(pid)
	if err == nil {
		err = process.Kill()
	}
	if err != nil {
		t.Fatalf("kill %s: %v", s.name, err)
	}
}

// home is the folder that scripts/neo4j.sh gives the server.
func (s *Server) home() string {
	build := os.Getenv("CORRIDOR_BUILD")
	if build == "" {
		build = filepath.Join(Project(), "build")
	}
	return filepath.Join(build, "neo4j", s.name)
}

func (s *Server) script(t testing.TB, command string) string {
	t.Helper()
	cmd := exec.Command(filepath.Join(Project(), "scripts", "neo4j.sh"), command, "--name", s.name)
	cmd.Env = append(os.Environ(), s.environment...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %s: %v", command, s.name, err)
	}
	return strings.TrimSpace(string(out))
}

// freePort finds a port of loopback that nobody listens on.
func freePort(t testing.TB) int {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close() //nolint:errcheck // only its port was wanted
	return listener.Addr().(*net.TCPAddr).Port
}

// Import stops the server, gives a folder of tables to its importer with the
// arguments that stand in a file there, in place of its data, and starts it again.
func (s *Server) Import(t testing.TB, folder, arguments string) {
	t.Helper()
	s.Stop(t)
	home := s.home()
	java := "java"
	if home := os.Getenv("JAVA_HOME"); home != "" {
		java = filepath.Join(home, "bin", "java")
	}
	cmd := exec.Command(java, "-cp", filepath.Join(filepath.Dir(home), "lib", "*"), "org.neo4j.cli.AdminTool",
		"database", "import", "full", "--overwrite-destination", "neo4j", "@"+arguments)
	cmd.Dir = folder
	cmd.Env = append(os.Environ(), "NEO4J_HOME="+home, "NEO4J_CONF="+filepath.Join(home, "conf"))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("import %s: %v\n%s", folder, err, out)
	}
	s.Start(t)
}
