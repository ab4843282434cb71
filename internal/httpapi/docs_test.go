package httpapi_test

import (
	"flag"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"corridor/internal/shared"
)

var update = flag.Bool("update", false, "write the generated parts of docs/http.md anew")

// TestDocsGenerated holds that the tables in docs/http.md are those of the service.
func TestDocsGenerated(t *testing.T) {
	file := filepath.Join(shared.Project(), "docs", "http.md")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := string(text)
	for part, content := range map[string]string{"addresses": addressTable(described(t)), "problems": problemTable(t)} {
		between := regexp.MustCompile(`(?s)(<!-- ` + part + `: written by make update -->\n).*?(<!-- end -->)`)
		if !between.MatchString(want) {
			t.Fatalf("docs/http.md has no place for %s", part)
		}
		want = between.ReplaceAllStringFunc(want, func(found string) string {
			m := between.FindStringSubmatch(found)
			return m[1] + content + m[2]
		})
	}
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil { //nolint:gosec // a document
			t.Fatal(err)
		}
		return
	}
	if want != string(text) {
		t.Error("docs/http.md is not what the service does: make update writes it anew")
	}
}

// addressTable lists the addresses by their groups; the named queries are one.
func addressTable(document *openapi3.T) string {
	lines := make(map[string][]string)
	for _, path := range document.Paths.InMatchingOrder() {
		item := document.Paths.Value(path)
		if strings.HasPrefix(path, "/api/v1/queries/") {
			continue
		}
		for method, operation := range item.Operations() {
			var parameters []string
			for _, p := range operation.Parameters {
				if p.Value.In == "query" {
					parameters = append(parameters, "`"+p.Value.Name+"`")
				}
			}
			address := strings.TrimPrefix(method+" "+path, "GET ")
			lines[operation.Tags[0]] = append(lines[operation.Tags[0]], fmt.Sprintf("| `%s` | %s | %s |\n", address, operation.Summary, strings.Join(parameters, " ")))
		}
	}
	named := "Named queries"
	lines[named] = append(lines[named],
		"| `/api/v1/queries/{name}` | The answer of a named query: its rows, and out of how many they are | its own |\n",
		"| `/api/v1/queries/{name}/picture` | The same as a picture: nodes with places, and relationships | its own |\n",
		"| `/api/v1/queries/{name}/export` | What the answer speaks of, with the evidence, in a format of other tools | its own, `format` |\n")
	table := "| address | what | parameters |\n| --- | --- | --- |\n"
	for _, tag := range document.Tags {
		slices.Sort(lines[tag.Name])
		table += strings.Join(lines[tag.Name], "")
	}
	return table
}

// problemTable lists the kinds of problems as the page about the API does.
func problemTable(t *testing.T) string {
	page := ask(loopback, nil, request(http.MethodGet, "/api/v1/")).Body.String()
	found := regexp.MustCompile(`<dt id="([^"]+)"><code>(\d+)</code> [^<]+</dt><dd>([^<]+)</dd>`).FindAllStringSubmatch(page, -1)
	if len(found) == 0 {
		t.Fatal("the page about the API has no problems")
	}
	slices.SortStableFunc(found, func(a, b []string) int { return strings.Compare(a[2], b[2]) })
	table := "| status | type | when |\n| --- | --- | --- |\n"
	for _, m := range found {
		table += fmt.Sprintf("| %s | `%s` | %s |\n", m[2], m[1], strings.NewReplacer("&#39;", "'", "&#34;", `"`).Replace(m[3]))
	}
	return table
}
