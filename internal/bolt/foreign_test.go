package bolt

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"corridor/internal/shared"
)

var update = flag.Bool("update", false, "rewrite the transcripts of cypher-shell in testdata/clients")

// clientTime is how long all that one client does may take at most, where it hangs.
const clientTime = 4 * time.Minute

const clientPassword = "of-this-test"

// guardedServer asks for clientPassword.
func guardedServer() *Server {
	return &Server{Writable: true, Auth: NewAuth("neo4j", clientPassword)}
}

// TestForeignDrivers has each driver do what its users do; the programs in
// testdata/clients say what comes of it.
func TestForeignDrivers(t *testing.T) {
	for _, d := range foreignDrivers(t) {
		t.Run(d.name+", everybody let in", func(t *testing.T) { d.run(t, serve(t, &Server{Writable: true}), "") })
		t.Run(d.name+", with a password", func(t *testing.T) { d.run(t, serve(t, guardedServer()), clientPassword) })
	}
}

// TestNeo4jAnswersForeignDriversAlike holds that those programs expect nothing
// that only this server does.
func TestNeo4jAnswersForeignDriversAlike(t *testing.T) {
	_, address, found := strings.Cut(shared.Neo4j(t), "://")
	if !found {
		t.Fatal("CORRIDOR_TEST_NEO4J is no address with a scheme")
	}
	for _, d := range foreignDrivers(t) {
		t.Run(d.name, func(t *testing.T) { d.run(t, address, "") })
	}
}

// foreignDriver is a program that uses a driver, and where it finds the driver.
type foreignDriver struct {
	name        string
	command     []string
	environment string
}

func foreignDrivers(t *testing.T) []foreignDriver {
	clients := shared.Clients(t)
	python := []string{"python3", "-W", "ignore", "driver.py"}
	return []foreignDriver{
		{"python 5", python, "PYTHONPATH=" + filepath.Join(clients, "python-5")},
		{"python 6", python, "PYTHONPATH=" + filepath.Join(clients, "python-6")},
		{"javascript", []string{"node", "--test", "--test-reporter=spec", "driver.mjs"}, "CLIENT=" + filepath.Join(clients, "javascript")},
	}
}

func (d foreignDriver) run(t *testing.T, server, password string) {
	t.Helper()
	environment := []string{d.environment, "SERVER=" + server, "PASSWORD=" + password}
	if said, status := runClient(t, d.command, environment, ""); status != 0 {
		t.Errorf("status %d\n%s", status, said)
	}
}

// TestCypherShell runs the transcripts in testdata/clients. A line that begins
// with "$ " is given to bash, "< " goes into it; what follows is what came, with
// "[N]" at the end where the status is not 0.
func TestCypherShell(t *testing.T) {
	path := filepath.Join(shared.Clients(t), "cypher-shell") + ":" + os.Getenv("PATH")
	for _, c := range []struct {
		file           string
		server         *Server
		user, password string
	}{
		{"cypher-shell.txt", &Server{Writable: true}, "", ""},
		{"cypher-shell-password.txt", guardedServer(), "neo4j", clientPassword},
	} {
		t.Run(c.file, func(t *testing.T) {
			server := serve(t, c.server)
			environment := []string{"PATH=" + path, "SERVER=" + server, "NEO4J_ADDRESS=bolt://" + server,
				"NEO4J_USERNAME=" + c.user, "NEO4J_PASSWORD=" + c.password}
			file := filepath.Join("testdata", "clients", c.file)
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := strings.ReplaceAll(replay(t, string(text), environment), server, "SERVER")
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != string(text) {
				t.Errorf("%s: what came is\n%s", file, got)
			}
		})
	}
}

// took is how long something took, which is another time each time.
var took = regexp.MustCompile(`[0-9]+ ms`)

// replay gives a transcript again, with what came now.
func replay(t *testing.T, text string, environment []string) string {
	t.Helper()
	head, rest, _ := strings.Cut(text, "$ ")
	var b strings.Builder
	b.WriteString(head)
	for _, one := range strings.Split(rest, "\n$ ") {
		lines := strings.Split(one, "\n")
		var asked, input strings.Builder
		for _, line := range lines[1:] {
			if given, ok := strings.CutPrefix(line, "< "); ok {
				asked.WriteString(line + "\n")
				input.WriteString(given + "\n")
			}
		}
		said, status := runClient(t, []string{"bash", "-c", lines[0]}, environment, input.String())
		b.WriteString("$ " + lines[0] + "\n" + asked.String() + took.ReplaceAllString(said, "N ms"))
		if status != 0 {
			fmt.Fprintf(&b, "[%d]\n", status)
		}
		b.WriteString("\n")
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// runClient gives what a client says, errors among the rest, and its status.
func runClient(t *testing.T, command, environment []string, input string) (string, int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), clientTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Dir = filepath.Join("testdata", "clients")
	cmd.Env = append(os.Environ(), environment...)
	cmd.Stdin = strings.NewReader(input)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	if ctx.Err() != nil {
		t.Fatalf("%s did not end within %v\n%s", command, clientTime, said.String())
	}
	return said.String(), cmd.ProcessState.ExitCode()
}
