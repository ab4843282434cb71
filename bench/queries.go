package main

import (
	"embed"
	"strings"
)

//go:embed queries/*.cypher
var queryFiles embed.FS

// reads are the queries that change nothing, in the order in which they are run;
// writes the others. Each stands in a file of its name.
var (
	reads = []string{"ping", "point", "hop1", "hop2", "hop3", "var14", "spath", "range", "group", "topk",
		"twohopagg", "tri", "optcol", "unwind", "legsum", "prefix", "contains"}
	writes = []string{"create10k", "merge1k", "tx1"}
)

// query is the text of a query and what it does in a few words, which its file
// says in the first line.
func query(name string) (text, title string) {
	file, err := queryFiles.ReadFile("queries/" + name + ".cypher")
	if err != nil {
		panic(err) // it is embedded, so the name is one that the list above has wrong
	}
	title, text, _ = strings.Cut(strings.TrimPrefix(string(file), "// "), "\n")
	return strings.TrimSpace(text), title
}
