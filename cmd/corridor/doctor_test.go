package main_test

import (
	"encoding/json"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestDoctorSaysWhatIsFound walks through what a user may be in.
func TestDoctorSaysWhatIsFound(t *testing.T) {
	environment, folder := household(t)
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close() //nolint:errcheck // the test is over
	foreign := t.TempDir()
	if err := os.WriteFile(filepath.Join(foreign, "holiday.jpg"), []byte("no graph"), 0o600); err != nil {
		t.Fatal(err)
	}
	free := freeAddress(t)
	says := func(code int, args []string, words ...string) {
		t.Helper()
		r := corridorIn(t, environment, append([]string{"doctor"}, args...)...)
		for _, w := range words {
			if r.code != code || !strings.Contains(r.out, w) {
				t.Errorf("%v: status %d, want %d and %q: %s%s", args, r.code, code, w, r.out, r.err)
			}
		}
	}
	says(0, []string{"--listen", free}, "is not there yet", free+" is free")
	if _, err := os.Stat(folder); err == nil {
		t.Error("it made the folder")
	}
	says(0, []string{"--listen", free, "--memory"}, "memory: empty at first", "dataset held      none", "0 nodes, 0 relationships", "the graph may take 4GiB", "memory in use")
	says(0, []string{"--listen", free, "--memory", "--memory-limit", "64m"}, "the graph may take 64MiB")
	says(1, []string{"--listen", taken.Addr().String()}, "is taken by another program", "-> stop it")
	says(1, []string{"--listen", free, "--data", foreign}, "it is not a database of this program", "-> --data names another folder")
	says(1, []string{"--listen", free, "--uri", "bolt://127.0.0.1:1"}, "database unreachable", "-> Is Neo4j running there?")

	served := startIn(t, environment)
	says(0, []string{"--listen", served.host()}, "is Corridor's", "which lets others in", "3720 nodes, 8588 relationships", folder)
	r := corridorIn(t, environment, "doctor", "--listen", free, "--format", "json")
	var answer struct {
		Well     bool
		Findings []struct{ What, Found, Do string }
	}
	if err := json.Unmarshal([]byte(r.out), &answer); err != nil || !answer.Well || len(answer.Findings) < 9 {
		t.Errorf("json: %v, %+v", err, answer)
	}
}
