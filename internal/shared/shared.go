// Package shared finds what is handed to the project's tests beside it: the
// source documents, which may not stand in the project, and the Neo4j that
// tests may use.
package shared

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// Folder returns a folder of what is shared: CORRIDOR_SHARED, or ../shared
// beside the project. Where it is missing the test is skipped with a word on
// what is not tested; on CI (CI=true) it fails instead.
func Folder(t testing.TB, name, untested string) string {
	t.Helper()
	root := os.Getenv("CORRIDOR_SHARED")
	if root == "" {
		root = filepath.Join(Project(), "..", "shared")
	}
	folder := filepath.Join(root, name)
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		Missing(t, "no folder "+name+" in CORRIDOR_SHARED (default ../shared): "+untested)
	}
	return folder
}

// Missing ends a test that lacks what it needs: skipped by hand, failed on CI.
func Missing(t testing.TB, what string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(what)
	}
	t.Skip(what)
}

// Project returns the project's top folder.
func Project() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(file), "..", "..")
}

// Neo4jURI is the address of a Neo4j that tests may wipe: CORRIDOR_TEST_NEO4J,
// as make test sets it. Empty where they are to use no Neo4j.
func Neo4jURI() string { return os.Getenv("CORRIDOR_TEST_NEO4J") }

// Neo4j returns that address for a test that only a Neo4j can pass. What
// corridor/internal/dbtest can give a database to is tested without one.
func Neo4j(t testing.TB) string {
	t.Helper()
	uri := Neo4jURI()
	if uri == "" {
		Missing(t, "CORRIDOR_TEST_NEO4J names no Neo4j: nothing that needs one is tested; make test starts one")
	}
	return uri
}

// Neo4jHTTP is where the Query API of that Neo4j is, for tests that compare with
// it: CORRIDOR_TEST_NEO4J_HTTP, as make test sets it.
func Neo4jHTTP(t testing.TB) string {
	t.Helper()
	Neo4j(t)
	address := os.Getenv("CORRIDOR_TEST_NEO4J_HTTP")
	if address == "" {
		Missing(t, "CORRIDOR_TEST_NEO4J_HTTP names no address: nothing is compared with Neo4j's Query API; make test starts one")
	}
	return address
}
