package main_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"corridor/internal/shared"
)

var update = flag.Bool("update", false, "write the answers in the README anew")

var console = regexp.MustCompile("(?s)```console\n\\$ build/corridor ([^\n]*)\n(.*?)```")

// TestTheReadmeAnswersAsTheProgramDoes runs the commands in the README and
// compares what they print with what stands under them.
func TestTheReadmeAnswersAsTheProgramDoes(t *testing.T) {
	loaded(t)
	file := filepath.Join(shared.Project(), "README.md")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	anew := console.ReplaceAllStringFunc(string(text), func(block string) string {
		asked++
		m := console.FindStringSubmatch(block)
		r := corridor(t, strings.Fields(m[1])...)
		if r.code != 0 {
			t.Errorf("%s: status %d: %s", m[1], r.code, r.err)
		}
		if r.out != m[2] && !*update {
			t.Errorf("%s prints now\n%s", m[1], r.out)
		}
		return "```console\n$ build/corridor " + m[1] + "\n" + r.out + "```"
	})
	if asked != 5 {
		t.Errorf("%d questions are asked, five are promised", asked)
	}
	if *update {
		if err := os.WriteFile(file, []byte(anew), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
