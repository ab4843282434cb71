package main_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestBackupAndRestore walks through both: a backup while another process has
// the folder open, what is refused, and back again.
func TestBackupAndRestore(t *testing.T) {
	folder := t.TempDir()
	data, file := filepath.Join(folder, "graph"), filepath.Join(folder, "one.corridor-backup")
	says := func(r result, code int, words string) {
		t.Helper()
		if r.code != code || !strings.Contains(r.out+r.err, words) {
			t.Errorf("status %d, %s%s; want %d and %q", r.code, r.out, r.err, code, words)
		}
	}
	says(corridor(t, "backup", file, "--data", data), 2, "no database in "+data)
	says(corridor(t, "check", "--data", data), 2, "no database in "+data)
	served := launch(t, nil, "The database is at ", "bolt", "--data", data, "--listen", "127.0.0.1:0")
	says(corridor(t, "cypher", "--write", "--uri", served.address, "CREATE (:Mine {note: 'kept'})"), 0, "")
	says(corridor(t, "backup", file, "--data", data), 0, "1 nodes, 0 relationships")
	says(corridor(t, "backup", file, "--data", data), 2, "corridor: the file exists already: "+file+"\n")
	says(corridor(t, "backup", file, "--memory"), 2, "unknown flag: --memory")
	says(corridor(t, "restore", file, "--memory"), 2, "unknown flag: --memory")
	says(corridor(t, "backup", file, "--uri", served.address, "--replace"), 0, "checked\nsha256 ")
	says(corridor(t, "check", "--data", data), 0, "no fault\ndataset: none is loaded")
	says(corridor(t, "restore", file, "--data", data, "--replace"), 3, "End that process first")

	other := filepath.Join(folder, "other")
	says(corridor(t, "restore", file, "--data", other), 0, "1 nodes")
	says(corridor(t, "restore", file, "--data", other), 2, "--replace")
	says(corridor(t, "restore", file, "--data", other, "--replace"), 0, "1 nodes")
	says(corridor(t, "check", "--data", other), 0, "no fault in 1 nodes")

	turn(t, file, 100)
	says(corridor(t, "restore", file, "--data", filepath.Join(folder, "third")), 3, file)
	snapshots, err := filepath.Glob(filepath.Join(other, "snapshot-*"))
	if err != nil || len(snapshots) != 1 {
		t.Fatal(snapshots, err)
	}
	turn(t, snapshots[0], 60)
	says(corridor(t, "check", "--data", other), 1, snapshots[0])
}

// turn turns a bit of a file.
func turn(t *testing.T, path string, at int) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b[at] ^= 1
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestCheckNamesABrokenRule adds what the rules of the dataset forbid.
func TestCheckNamesABrokenRule(t *testing.T) {
	data := filepath.Join(t.TempDir(), "graph")
	if r := corridor(t, "load", "--data", data); r.code != 0 {
		t.Fatal(r.err)
	}
	if r := corridor(t, "check", "--data", data); r.code != 0 || !strings.Contains(r.out, "breaks no rule") {
		t.Errorf("status %d: %s%s", r.code, r.out, r.err)
	}
	if r := corridor(t, "cypher", "--write", "--data", data, "MATCH (c:Claim)-[r:SUBJECT]->() WITH r LIMIT 1 DELETE r"); r.code != 0 {
		t.Fatal(r.err)
	}
	if r := corridor(t, "check", "--data", data); r.code != 1 || !strings.Contains(r.err, "rule of evidence") {
		t.Errorf("status %d: %s%s", r.code, r.out, r.err)
	}
}

func TestExport(t *testing.T) {
	folder := t.TempDir()
	script, tables := filepath.Join(folder, "graph.cypher"), filepath.Join(folder, "tables")
	for name, c := range map[string]struct {
		args []string
		code int
		want string
	}{
		"another format":    {[]string{"--format", "xml"}, 2, "graphml"},
		"tables to nowhere": {[]string{"--format", "csv"}, 2, "needs --to"},
		"over another":      {[]string{"--to", folder}, 2, "there already"},
		"no such folder":    {[]string{"--to", filepath.Join(folder, "no", "where")}, 3, "no such file"},
		"a script":          {[]string{"--to", script}, 0, "exported 0 nodes"},
		"to the output":     {nil, 0, "CREATE CONSTRAINT"},
		"for another tool":  {[]string{"--format", "graphml"}, 0, "<graphml"},
		"a script of some":  {[]string{"--query", "levers-on-stage", "stage=stage:movement"}, 0, "exported 0 nodes and 0 relationships"},
		"tables of some":    {[]string{"--format", "csv", "--cypher", "RETURN 1", "--to", tables}, 2, "tables has a part of it"},
		"of a query":        {[]string{"--format", "gexf", "--query", "levers-on-stage", "stage=stage:movement"}, 0, "exported 0 nodes and 0 relationships"},
		"of a statement":    {[]string{"--format", "node-link", "--cypher", "MATCH (n {key: $key}) RETURN n", "key=x"}, 0, `"nodes"`},
		"of no query":       {[]string{"--format", "gexf", "--query", "no-such"}, 2, "no-such"},
		"of a writer":       {[]string{"--format", "gexf", "--cypher", "CREATE (n)"}, 2, "read"},
		"without a query":   {[]string{"--format", "gexf", "stage=x"}, 2, "parameters are of --query"},
		"no constraints":    {[]string{"--format", "gexf", "--enterprise"}, 2, "no constraints"},
		"tables":            {[]string{"--format", "csv", "--to", tables}, 0, "exported 0 nodes"},
	} {
		r := corridor(t, append([]string{"export", "--memory"}, c.args...)...)
		if r.code != c.code || !strings.Contains(r.out+r.err, c.want) {
			t.Errorf("%s: status %d, %s%s; want %d and %q", name, r.code, r.out, r.err, c.code, c.want)
		}
	}
	for _, path := range []string{script, filepath.Join(tables, "import.args"), filepath.Join(tables, "README.txt"), filepath.Join(tables, "schema.cypher")} {
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	}
}
