package internal_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"corridor/internal/shared"
)

// rooms says which packages of ours each package may import; what is not
// written is forbidden. Tests may import anything but cmd.
var rooms = map[string][]string{
	"graph":               {},
	"cypher":              {},
	"web":                 {},
	"bench":               {"internal/engine", "internal/engine/value", "graph", "internal/db", "internal/invented"},
	"internal":            {},
	"internal/shared":     {},
	"internal/dbtest":     {"graph", "internal/db", "internal/shared"},
	"internal/invented":   {"graph"},
	"internal/notice":     {},
	"internal/ingest":     {"graph"},
	".":                   {},
	"internal/exchange":   {"graph"},
	"internal/db":         {"graph", "cypher", "internal/engine", "internal/bolt", "internal/exchange"},
	"internal/layout":     {},
	"internal/cyphertest": {},
	"internal/bolt":       {"internal/engine", "internal/engine/value"},
	"internal/engine": {"internal/engine/value", "internal/engine/syntax", "internal/engine/plan", "internal/engine/exec",
		"internal/engine/storage"},
	"internal/engine/value":   {},
	"internal/engine/syntax":  {},
	"internal/engine/plan":    {"internal/engine/syntax", "internal/engine/value"},
	"internal/engine/storage": {"internal/engine/value"},
	"internal/engine/exec":    {"internal/engine/syntax", "internal/engine/value", "internal/engine/plan", "internal/engine/storage"},
	"internal/statement":      {},
	"internal/httpapi":        {"cypher", "web", "graph", "internal/db", "internal/ingest", "internal/layout", "internal/statement", "internal/exchange"},
	"cmd/corridor":            {"graph", "cypher", "internal/db", "internal/ingest", "internal/httpapi", "internal/exchange"},
}

// guarded are libraries that only some packages may import.
var guarded = map[string][]string{
	"github.com/neo4j/neo4j-go-driver": {"internal/db"},
	"github.com/gin-gonic/gin":         {"internal/httpapi"},
	"github.com/google/uuid":           {"graph", "internal/httpapi", "internal/engine/exec"},
	"github.com/spf13/cobra":           {"cmd/corridor"},
}

func TestRooms(t *testing.T) {
	root := shared.Project()
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (strings.HasPrefix(entry.Name(), ".") && path != root || entry.Name() == "build") {
			return filepath.SkipDir
		}
		if filepath.Ext(path) != ".go" {
			return nil
		}
		folder, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		checkFile(t, filepath.ToSlash(folder), path)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func checkFile(t *testing.T, room, path string) {
	t.Helper()
	allowed, known := rooms[room]
	if !known {
		t.Errorf("%s is a room without a line in rooms", room)
	}
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	test := strings.HasSuffix(path, "_test.go")
	for _, spec := range file.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		if ours, ok := strings.CutPrefix(name, "corridor/"); ok {
			if test && !strings.HasPrefix(ours, "cmd/") {
				continue
			}
			if !slices.Contains(allowed, ours) {
				t.Errorf("%s imports %s: %s may import %v", path, ours, room, allowed)
			}
		}
		for library, may := range guarded {
			if strings.HasPrefix(name, library) && !slices.Contains(may, room) && !test {
				t.Errorf("%s imports %s, which only %v may", path, library, may)
			}
		}
	}
}
