package internal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"corridor/internal/shared"
)

// tracked lists the project's files that end in suffix, as git has them or
// would take them.
func tracked(t *testing.T, suffix string) []string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "git", "ls-files", "-co", "--exclude-standard")
	cmd.Dir = shared.Project()
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for file := range strings.FieldsSeq(string(out)) {
		if strings.HasSuffix(file, suffix) {
			files = append(files, file)
		}
	}
	return files
}

var (
	linked = regexp.MustCompile(`\]\(([^)#]+)\)`)
	quoted = regexp.MustCompile("`([a-z.]+/[a-zA-Z0-9_./-]*|[A-Z]+\\.md|Makefile)`")
)

// TestPathsInTheDocsExist holds that what the docs point to is there.
func TestPathsInTheDocsExist(t *testing.T) {
	for _, file := range tracked(t, ".md") {
		text, err := os.ReadFile(filepath.Join(shared.Project(), file))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range linked.FindAllStringSubmatch(string(text), -1) {
			if !strings.Contains(m[1], "://") {
				exists(t, file, filepath.Join(filepath.Dir(file), m[1]))
			}
		}
		for _, m := range quoted.FindAllStringSubmatch(string(text), -1) {
			if strings.HasPrefix(m[1], "build/") || strings.Contains(m[1], "..") {
				continue // made by the build, or beside the project
			}
			if top, _, _ := strings.Cut(m[1], "/"); dataFolder[top] {
				exists(t, file, filepath.Join("graph/dataset", m[1]))
				continue
			}
			exists(t, file, m[1])
		}
	}
}

// dataFolder are folders that the docs name as the dataset's own.
var dataFolder = map[string]bool{"nodes": true, "claims": true, "readings": true}

func exists(t *testing.T, doc, path string) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(shared.Project(), path)); err != nil {
		t.Errorf("%s names %s, which does not exist", doc, path)
	}
}

const (
	longestFile     = 800 // lines
	longestFunction = 70
)

// TestFilesAndFunctionsAreShort holds the bounds on what a reader must take in
// at once.
func TestFilesAndFunctionsAreShort(t *testing.T) {
	for _, name := range tracked(t, ".go") {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, filepath.Join(shared.Project(), name), nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		if lines := fset.Position(file.FileEnd).Line; lines > longestFile && !strings.HasSuffix(name, "_test.go") {
			t.Errorf("%s has %d lines, more than %d", name, lines, longestFile)
		}
		for _, decl := range file.Decls {
			function, ok := decl.(*ast.FuncDecl)
			if !ok || strings.HasSuffix(name, "_test.go") {
				continue
			}
			if lines := fset.Position(function.End()).Line - fset.Position(function.Pos()).Line; lines > longestFunction {
				t.Errorf("%s: %s has %d lines, more than %d", name, function.Name.Name, lines, longestFunction)
			}
			if function.Name.IsExported() && function.Doc == nil {
				t.Errorf("%s: %s has no comment", name, function.Name.Name)
			}
		}
	}
}

// TestNothingOfThisMachineStandsInTheProject holds that no absolute path of a
// workplace and no address of a package registry is written down.
func TestNothingOfThisMachineStandsInTheProject(t *testing.T) {
	forbidden := regexp.MustCompile(`(^|[^a-z0-9_.-])/(work|root|home|tmp)/|proxy\.golang\.org|registry\.npmjs\.org|repo1?\.maven|pypi\.org|deb\.debian\.org`)
	for _, name := range tracked(t, "") {
		if strings.HasSuffix(name, ".png") || name == "internal/docs_test.go" {
			continue
		}
		text, err := os.ReadFile(filepath.Join(shared.Project(), name))
		if err != nil {
			t.Fatal(err)
		}
		if m := forbidden.Find(text); m != nil {
			t.Errorf("%s holds %q", name, m)
		}
	}
}

// TestTitlesAreNamesOfTheDataset holds that only names and titles are let
// through by the check of copied words.
func TestTitlesAreNamesOfTheDataset(t *testing.T) {
	names := namesOfTheDataset(t)
	text, err := os.ReadFile(filepath.Join(shared.Project(), "graph/dataset/titles.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line != "" && !names[line] {
			t.Errorf("titles.txt: %q is no name or alias in the dataset", line)
		}
	}
}
