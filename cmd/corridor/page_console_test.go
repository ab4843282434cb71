package main_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/input"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const editor = "Statement in Cypher"

// statement puts the cursor into the editor and replaces what stands there, as
// who pastes does: nothing is completed.
func (p page) statement(text string) {
	p.t.Helper()
	if p.value(`document.activeElement?.className`) != "editor" { // who has run one statement writes on
		p.intoEditor()
	}
	p.do(chromedp.KeyEvent("a", chromedp.KeyModifiers(input.ModifierCtrl)), input.InsertText(text))
}

func (p page) intoEditor() {
	p.t.Helper()
	p.reach("textbox", editor, func(ctx context.Context, found cdp.BackendNodeID) error {
		return dom.Focus().WithBackendNodeID(found).Do(ctx)
	})
}

func (p page) run() {
	p.t.Helper()
	p.do(chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(input.ModifierCtrl)))
}

// answers waits for rows that hold all the words, and alerts for an alert that
// does. They look at roles and names as they are written: to ask Chromium for
// what it makes of them takes it a second after each touch of the page.
func (p page) answers(words ...string) {
	p.t.Helper()
	p.holds(`[role="region"][aria-label="Rows"]`, words)
}

func (p page) alerts(words ...string) {
	p.t.Helper()
	p.holds(`[role="alert"]:not([hidden])`, words)
}

func (p page) holds(what string, words []string) {
	p.t.Helper()
	wanted, err := json.Marshal(words)
	if err != nil {
		p.t.Fatal(err)
	}
	p.is(fmt.Sprintf(`[...document.querySelectorAll('%s')].some((found) => %s.every((word) => found.innerText.includes(word)))`, what, wanted))
}

// inEditor finds what the editor is made of, for what has no role.
const inEditor = `document.querySelector(".editor").shadowRoot`

// violations lists what the content security policy kept the page from.
const violations = `window.violations = []; addEventListener("securitypolicyviolation", (v) => window.violations.push(v.violatedDirective + " " + v.blockedURI + " " + v.sourceFile + ":" + v.lineNumber))`

func tryConsole(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "#/ask")
	p.click("link", "Write Cypher")
	p.find("heading", "Write Cypher")
	p.statement("MATCH (s:Stage) RETURN s, s.name AS name, s.order AS place ORDER BY place")
	p.run()
	p.answers("recruitment", ":Stage")
	p.is(`document.querySelector("tbody td").innerText.startsWith("recruitment")`)
	p.click("button", "name")
	p.is(`location.hash.includes("sort=name") && document.querySelector("tbody td").innerText.startsWith("insertion")`)
	p.click("button", "Graph")
	p.is(`document.querySelector(".canvas").dataset.drawn === "3" && location.hash.includes("as=graph")`)
	p.is(`document.activeElement.textContent === "Graph"`) // what was pressed keeps the focus
	p.click("button", "JSON")
	p.says("main", "", `"name": "recruitment"`)
	p.back()
	p.is(`document.getElementById("as-graph").getAttribute("aria-pressed") === "true"`)
	p.back()
	p.click("link", "recruitment")
	p.find("heading", "recruitment")
	p.click("DisclosureTriangle", "How this was asked (Cypher)")
	p.says("main", "", "curl -H 'Content-Type: application/json' -d '{\"statement\": \"MATCH (s:Stage)")
	p.open("#/cypher?text=UNWIND+range(1,+120)+AS+i+RETURN+i&rows=100")
	p.says("main", "", "20 more rows are left out: at most 100 are shown.")
	p.click("button", "Show up to 1,000")
	p.says("status", "", "120 rows")
}

func tryConsoleFaults(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "")
	p.do(chromedp.ActionFunc(func(ctx context.Context) error {
		_, err := cdppage.AddScriptToEvaluateOnNewDocument(violations).Do(ctx)
		return err
	}), chromedp.Navigate("about:blank"))
	p.open("#/cypher")
	p.statement("MATCH (n:Stage)\nRETURN nam(n)")
	p.run()
	p.alerts("This statement cannot be run.", "nknown function 'nam'")
	p.is(inEditor + `.querySelector(".cm-lintRange-error").textContent.startsWith("nam")`)
	p.click("button", "Go to line 2, column 8")
	p.do(input.InsertText("labels(n) + "))
	p.statement("MATCH (n:Stage) SET n.x = 1")
	p.run()
	p.alerts("This console only reads", "the statement writes: SET")
	p.is(inEditor + `.querySelector(".cm-lintRange-error").textContent === "SET"`)
	p.statement("RETURN $n * 2 AS twice")
	p.click("DisclosureTriangle", "Parameters")
	p.write("textbox", "Parameters", "{n: 21}")
	p.click("button", "Run")
	p.alerts("The parameters cannot be read as JSON", "column 2")
	p.write("textbox", "Parameters", `{"n": 21}`)
	p.click("button", "Run")
	p.answers("twice", "42")
	p.is(`!` + inEditor + `.querySelector(".cm-lintRange-error")`)
	p.statement("MATCH (n:NoSuchLabel) RETURN n")
	p.run()
	p.says("main", "", "found nothing", "The database remarks:", "NoSuchLabel")
	if kept := p.value(`window.violations.join("\n")`); kept != "" {
		t.Errorf("the content security policy kept the page from\n%s", kept)
	}
	if coloured := p.value(`getComputedStyle(` + inEditor + `.querySelector(".cm-line span")).color !== getComputedStyle(document.body).color`); coloured != "true" {
		t.Error("the statement is not coloured: the styles of the editor are not there")
	}
}

// tryConsoleCancel ends a statement that would not end by itself.
func tryConsoleCancel(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "#/cypher")
	p.statement("UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b WITH a, b WHERE a < 0 RETURN a")
	p.run()
	p.click("button", "Cancel")
	p.says("status", "", "Cancelled after")
	p.statement("RETURN 'goes on' AS it")
	p.run()
	p.answers("goes on")
}

func tryConsoleCompletion(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "#/cypher")
	written := inEditor + `.querySelector(".cm-content").innerText.trim()`
	p.intoEditor()
	p.press("MATCH (s:Sta")
	p.says("listbox", "", "Stage")
	p.is(inEditor + `.querySelector("[aria-selected]")?.textContent.startsWith("Stage")`)
	p.press(kb.Tab) // takes what is offered
	p.is(written + ` === "MATCH (s:Stage)"`)
	p.press(") RETURN s.ord")
	p.is(inEditor + `.querySelector("[aria-selected]")?.textContent.startsWith("order")`)
	p.press(kb.Escape)
	p.is(`!` + inEditor + `.querySelector("[aria-selected]") && document.activeElement.className === "editor"`)
	p.press(kb.Tab) // and now goes on
	p.is(`document.activeElement.textContent === "Parameters"`)
	p.is(written + ` === "MATCH (s:Stage) RETURN s.ord"`)
}

func tryConsolePlan(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "#/cypher?text=MATCH+(s:Stage)+RETURN+s.name")
	p.click("button", "Plan")
	p.click("button", "PROFILE it")
	p.says("region", "Plan", "ProduceResults", "NodeByLabelScan", "Rows that came", "Reads (db hits)")
	p.is(`document.querySelector('.plan td[data-name="Rows that came"]').innerText === "3"`)
	p.click("button", "Table")
	p.answers("recruitment")
	p.back()
	p.statement("EXPLAIN MATCH (s:Stage) RETURN s.name")
	p.run()
	p.says("main", "", "Nothing was run.")
	p.is(`!document.querySelector('.plan td[data-name="Rows that came"]')`)
}

func tryConsoleShelves(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "#/cypher")
	defer p.value(`localStorage.clear()`) // tabs share it
	p.value(`localStorage.clear()`)
	p.do(chromedp.Reload())
	p.statement("RETURN 'first' AS it")
	p.run()
	p.answers("first")
	p.write("textbox", "Name", "mine\r")
	p.says("status", "", "Saved as “mine”.")
	p.statement("RETURN 'second' AS it")
	p.run()
	p.answers("second")
	p.do(chromedp.Reload())
	p.find("link", "RETURN 'second' AS it")
	p.click("link", "mine")
	p.answers("first")
	p.click("link", "RETURN 'second' AS it")
	p.answers("second")
	file := filepath.Join(t.TempDir(), "queries.json")
	if err := os.WriteFile(file, []byte(`{"format": "corridor saved queries 1", "queries": [{"name": "theirs", "text": "RETURN $n AS n", "parameters": "{\"n\": 7}"}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	p.do(chromedp.ActionFunc(func(ctx context.Context) error {
		found, _, err := runtime.Evaluate(`document.querySelector("input[type=file]")`).Do(ctx)
		if err != nil {
			return err
		}
		return dom.SetFileInputFiles([]string{file}).WithObjectID(found.ObjectID).Do(ctx)
	}))
	p.says("status", "", "1 query taken in.")
	p.click("link", "theirs")
	p.answers("7")
	p.click("button", "Remove theirs")
	p.is(`![...document.querySelectorAll("a")].some((a) => a.textContent === "theirs")`)
	p.click("DisclosureTriangle", "Examples")
	p.write("searchbox", "Find an example", "levers stage proposers")
	p.click("link", "Levers on a stage, with their proposers")
	p.answers("Waha 2021")
	p.is(`document.getElementById("console-parameters").value.includes("stage:recruitment")`)
}

// tryConsoleKeyboard asks and reads an answer without a mouse.
func tryConsoleKeyboard(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "#/cypher")
	p.find("textbox", editor)
	reach := func(what string) {
		t.Helper()
		for range 60 {
			p.press(kb.Tab)
			if p.value(what) == "true" {
				return
			}
		}
		t.Fatalf("Tab does not reach %s", what)
	}
	reach(`document.activeElement.className === "editor"`)
	p.press("RETURN 1 AS one ")
	reach(`document.activeElement.textContent === "Run"`)
	p.press(kb.Enter)
	p.answers("one", "1")
	p.is(`document.activeElement.className === "editor"`)
	reach(`document.activeElement.textContent === "JSON"`)
	p.press(kb.Enter)
	p.is(`document.querySelector(".json")?.textContent.includes('"one": 1')`)
	p.intoEditor()
	p.do(chromedp.KeyEvent("z", chromedp.KeyModifiers(input.ModifierCtrl))) // what was typed, not what is shown
	p.is(`!` + inEditor + `.querySelector(".cm-content").innerText.includes("one") && location.hash.includes("as=json")`)
}

func tryConsoleFromAnswers(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "#/ask/levers-on-stage?stage=stage:recruitment")
	p.says("region", "Levers on a stage, with their proposers", "Waha 2021")
	p.click("link", "Open in the console")
	p.answers("Waha 2021")
	p.is(`document.getElementById("console-parameters").value.includes("stage:recruitment")`)
	p.narrow()
	p.is(`document.documentElement.scrollWidth === 360`)
	p.click("button", "Graph")
	p.is(`document.querySelector(".canvas").dataset.drawn > 5 && document.documentElement.scrollWidth === 360`)
}

// TestFunctionsOfTheConsoleAreKnown asks the database about every function that
// the console offers: what it does not take it must refuse for another reason.
func TestFunctionsOfTheConsoleAreKnown(t *testing.T) {
	source, err := os.ReadFile(filepath.Join("..", "..", "web", "src", "texts", "cypher.ts"))
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(string(source), "export const functions")
	list, _, _ = strings.Cut(list, "export const ofNodes")
	named := regexp.MustCompile(`(?m)^  \["(\w+)", "\(`).FindAllStringSubmatch(list, -1)
	if len(named) < 50 {
		t.Fatalf("only %d functions are read out of the page's source", len(named))
	}
	at := serve(t)
	for _, name := range append(named, []string{"", "noSuchFunction"}) {
		body, err := json.Marshal(map[string]string{"statement": "EXPLAIN RETURN " + name[1] + "(1)"})
		if err != nil {
			t.Fatal(err)
		}
		answer, err := http.Post(at+"api/v1/cypher", "application/json", strings.NewReader(string(body))) //nolint:noctx // the service ends with the test
		if err != nil {
			t.Fatal(err)
		}
		var problem struct{ Detail string }
		err = json.NewDecoder(answer.Body).Decode(&problem)
		answer.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if isUnknown := strings.Contains(strings.ToLower(problem.Detail), "unknown function"); isUnknown != (name[1] == "noSuchFunction") {
			t.Errorf("%s: %s", name[1], problem.Detail)
		}
	}
}

// tryExamples holds that an example of an input is a click away from its answer.
func tryExamples(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "#/ask/disputes")
	p.click("button", "try: trafficking")
	p.is(`location.hash.includes("about=process:trafficking") && document.getElementById("parameter-about")?.value === "trafficking in human beings"`)
	p.find("region", "Claims in dispute, with every voice")
	p.is(`![...document.querySelectorAll("button")].some((b) => b.textContent === "try: trafficking")`)
}

// tryGreatNumbers holds that a number that the page's own language would round is
// shown as it is.
func tryGreatNumbers(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "#/cypher")
	p.statement("UNWIND [9007199254740993, -9223372036854775807, 12] AS n RETURN n, {of: n} AS held")
	p.run()
	p.answers("9007199254740993", "-9223372036854775807", `{"of":9007199254740993}`)
	p.click("button", "JSON")
	p.says("main", "", `"n": 9007199254740993`, `"of": -9223372036854775807`)
}
