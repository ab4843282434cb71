package httpapi_test

import (
	"io"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"corridor/internal/dbtest"
	"corridor/internal/httpapi"
	"corridor/internal/shared"
)

// workedExample is a program in docs/http.md with what it prints.
var workedExample = regexp.MustCompile("(?s)\n```(sh|python|javascript|go)\n(.*?)```\n\n```text\n(.*?)```\n")

// interpreters run a program in a file.
var interpreters = map[string]struct {
	ending  string
	command []string
}{
	"sh":         {".sh", []string{"sh"}},
	"python":     {".py", []string{"python3"}},
	"javascript": {".mjs", []string{"node"}},
	"go":         {".go", []string{"go", "run"}},
}

// TestWorkedExamples runs the programs of docs/http.md as they stand there, but
// for the port, and holds that they print what is said.
func TestWorkedExamples(t *testing.T) {
	file := filepath.Join(shared.Project(), "docs", "http.md")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(nil)
	server.Config = httpapi.NewServer(dbtest.Loaded(t), httpapi.Options{Address: server.Listener.Addr(), Log: logTo(io.Discard)})
	server.Start()
	defer server.Close()
	tried := map[string]bool{}
	now := workedExample.ReplaceAllStringFunc(string(text), func(found string) string {
		m := workedExample.FindStringSubmatch(found)
		tried[m[1]] = true
		printed := runExample(t, m[1], strings.ReplaceAll(m[2], "http://127.0.0.1:8270", server.URL))
		if printed == "" {
			t.Errorf("the example in %s prints nothing", m[1])
		}
		if !*update && printed != m[3] {
			t.Errorf("the example in %s prints\n%s\nand not\n%s", m[1], printed, m[3])
		}
		return strings.TrimSuffix(found, m[3]+"```\n") + printed + "```\n"
	})
	for language := range interpreters {
		if !tried[language] {
			t.Errorf("docs/http.md has no example in %s", language)
		}
	}
	if *update {
		if err := os.WriteFile(file, []byte(now), 0o644); err != nil { //nolint:gosec // a document
			t.Fatal(err)
		}
	}
}

func runExample(t *testing.T, language, program string) string {
	t.Helper()
	by := interpreters[language]
	file := filepath.Join(t.TempDir(), "example"+by.ending)
	if err := os.WriteFile(file, []byte(program), 0o600); err != nil {
		t.Fatal(err)
	}
	run := exec.CommandContext(t.Context(), by.command[0], append(by.command[1:], file)...) //nolint:gosec // the table above
	var complaints strings.Builder
	run.Stderr = &complaints
	printed, err := run.Output()
	if err != nil {
		t.Errorf("the example in %s: %v\n%s", language, err, complaints.String())
	}
	return string(printed)
}
