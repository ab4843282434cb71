package main_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"corridor/internal/shared"
)

// TestPage tries what the page makes of answers, in one Chromium on one service,
// each case in a tab of its own.
func TestPage(t *testing.T) {
	tryPages(t, map[string]func(*testing.T, context.Context, string){
		"the stages and who acts in them":      tryStages,
		"levers on recruitment":                tryLevers,
		"from smuggling to trafficking":        tryEvidence,
		"what displaced a route":               tryDisplacement,
		"displaced routes on the map":          tryMap,
		"years of the map":                     tryMapYears,
		"who disagrees on border control":      tryDispute,
		"a search":                             trySearch,
		"expanding nodes, and Back":            tryExpanding,
		"a path":                               tryPath,
		"what the address says is shown again": tryAddress,
		"a wrong input":                        tryWrongInput,
		"a denial in a table":                  tryDenial,
		"disagreements, with undo and redo":    tryDisagreements,
		"a document from its beginning on":     tryReading,
		"who gains at each stage":              tryGains,
		"what is left uncovered":               tryUncovered,
		"a statement of one's own":             tryConsole,
		"statements at fault":                  tryConsoleFaults,
		"a statement that is cancelled":        tryConsoleCancel,
		"what a statement is completed by":     tryConsoleCompletion,
		"the plan of a statement":              tryConsolePlan,
		"an answer opened in the console":      tryConsoleFromAnswers,
		"gathering, undo and redo":             tryGathering,
		"filters, groups and sizes":            tryLooks,
		"ways from the drawing":                tryWays,
		"great numbers":                        tryGreatNumbers,
		"the atlas":                            tryAtlas,
		"the atlas as a table":                 tryAtlasTable,
	})
}

// TestPageItself tries what is the same whatever database answers: it is run once.
func TestPageItself(t *testing.T) {
	tryPages(t, map[string]func(*testing.T, context.Context, string){
		"a click into the drawing":          tryDrawing,
		"a drawing that is scrolled":        tryScrolling,
		"what is not drawn":                 tryRest,
		"light and dark":                    tryColours,
		"a small telephone":                 tryTelephone,
		"the keyboard alone":                tryKeyboard,
		"an address that cannot be decoded": tryOddAddress,
		"Enter in a field for a name":       tryEnter,
		"results on a small telephone":      tryTelephoneResults,
		"a report that something is wrong":  tryWrong,
		"what a term means":                 tryTerms,
		"taking a view away":                tryTakeAway,
		"levers, by keys":                   tryLeversByKeys,
		"into trafficking, by keys":         tryEvidenceByKeys,
		"displacement, by keys":             tryDisplacementByKeys,
		"displaced routes, by keys":         tryMapByKeys,
		"looking closer at the map":         tryMapLook,
		"taking the map away":               tryMapTaken,
		"border control, by keys":           tryDisputeByKeys,
		"gains, by keys":                    tryGainsByKeys,
		"statements that are kept":          tryConsoleShelves,
		"the console by the keyboard alone": tryConsoleKeyboard,
		"an example of an input":            tryExamples,
		"the key for menus":                 tryMenuKey,
		"a click on a group":                tryGroup,
		"an address too long to send":       tryLongAddress,
		"moves on the atlas":                tryAtlasMoves,
	})
}

func tryPages(t *testing.T, cases map[string]func(*testing.T, context.Context, string)) {
	t.Helper()
	at, chromium := serve(t), browser(t)
	if a := get(t, at+"page/page.js", nil); a.status != http.StatusOK {
		shared.Missing(t, "the page is not built: make web builds it")
	}
	for name, try := range cases {
		t.Run(name, func(t *testing.T) { try(t, chromium, at) })
	}
}

const details = "complementary"

func tryStages(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "")
	p.says("region", "recruitment", "Tasks", "recruit people", "Actors", "recruitment agency", "smuggler")
	p.says("region", "movement", "transport people", "trafficker")
	p.says("region", "insertion", "find work for arrivals", "recruitment agency")
	drawn := readPicture(t, at+"api/v1/picture")
	p.find("image", fmt.Sprintf("The business, stage by stage: %d nodes and %d relationships. The same stands in words beside it.", len(drawn.Nodes), len(drawn.Relationships)))
	p.click("button", "trafficker")
	p.find("heading", "trafficker")
	p.says(details, "Details", "asserts", "Waha 2021, p", "statements about it")
	if hash := p.value("location.hash"); hash != "#/business/show/actor:trafficker" {
		t.Errorf("the address %s does not say what is shown", hash)
	}
}

func tryLevers(t *testing.T, chromium context.Context, at string) {
	const title = "Levers on a stage, with their proposers"
	p := tab(t, chromium, at, "")
	p.click("link", "Ask")
	p.write("searchbox", "Find a question", "levers proposers stage")
	p.click("link", title)
	p.find("heading", title)
	p.write("combobox", "Stage", "recruit")
	p.click("option", "recruitment stage")
	p.click("button", "Ask")
	p.says("region", title, "licences and rules for recruitment agencies", "Waha 2021", "stated")
	p.is(`document.querySelector(".asked .in-words").textContent.includes("Asked of the release")`)
	p.is(`location.hash.includes("stage=stage:recruitment")`)
	p.is(`Number(document.querySelector(".answer .canvas").dataset.drawn) > 5`)
	p.click("DisclosureTriangle", "How this was asked (Cypher)")
	p.says("main", "", "MATCH (stage:Stage {key: $stage})", "stage:recruitment", "curl 'http://127.0.0.1")
	p.find("button", "Copy as CSV")
}

func tryEvidence(t *testing.T, chromium context.Context, at string) {
	const statement = "Through loans for the journey and dependency on the network smuggled people become trafficked people."
	p := tab(t, chromium, at, "#/ask/smuggling-into-trafficking")
	p.click("link", statement)
	p.find("heading", statement)
	p.says(details, "Details", "Stated: 1 voice for.", "loan for the journey", "Waha 2021", "asserts", "by implication")
	p.click("link", "Waha 2021, p45s3")
	p.find("heading", "Waha 2021, paragraph 45, sentence 3")
	p.says(details, "Details", "The sentence itself is not shown", "What is drawn from it", statement)
}

// TestPageShowsSentencesOfTheReadersCopies starts the service with the
// documents, and compares what the page quotes with them.
func TestPageShowsSentencesOfTheReadersCopies(t *testing.T) {
	folder := shared.Folder(t, "documents", "sentences on the page are not compared with the documents")
	p := tab(t, browser(t), serve(t, "--documents", folder), "#/business/show/claim:loans-turn-smuggled-into-trafficked")
	p.is(`document.querySelector("blockquote")?.textContent.length > 40`)
	quoted := plain(p.value(`document.querySelector("blockquote").textContent`))
	files, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(plain(string(text)), quoted) {
			return
		}
	}
	t.Errorf("the page quotes %d letters that stand in none of the %d documents", len(quoted), len(files))
}

func plain(text string) string { return strings.Join(strings.Fields(text), " ") }

func tryDisplacement(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "#/ask/displacement")
	p.says("region", "What displaced what, and why", "is given up for", "Waha 2021")
}

func tryDispute(t *testing.T, chromium context.Context, at string) {
	const statement = "Stricter control at borders curbs trafficking and exploitation."
	p := tab(t, chromium, at, "#/ask/disputes")
	p.write("combobox", "About", "tighter border")
	p.click("option", "tighter border control lever (what policy can do)")
	p.click("button", "Ask")
	p.is(`location.hash.includes("about=lever:tighter-border-control")`)
	p.click("link", statement)
	p.says(details, "Details", "In dispute: 3 voices for (2 of them recommend it), 3 against", "It contradicts:", "critics of border control disputes", "United Nations Office on Drugs and Crime recommends")
}

// tryDrawing clicks where the picture says that things are.
func tryDrawing(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "")
	p.is(`document.querySelector(".canvas")?.dataset.drawn`)
	p.click("button", "Show all of it")
	p.is(`document.querySelector(".roll").scrollHeight === document.querySelector(".roll").clientHeight`)
	drawn := readPicture(t, p.value(asked))
	x, y := drawn.onScreen(p, "lever:tighter-border-control")
	p.do(chromedp.MouseEvent(input.MouseMoved, x, y), chromedp.MouseClickXY(x, y))
	p.find("heading", "tighter border control")
	// The side is wider now. A line bows beside the straight way between its ends.
	fromX, fromY := drawn.onScreen(p, "lever:tighter-border-control")
	toX, toY := drawn.onScreen(p, "process:trafficking")
	length := math.Hypot(toX-fromX, toY-fromY)
	for off := 0.0; off < 60; off++ {
		x, y := (fromX+toX)/2+off*(toY-fromY)/length, (fromY+toY)/2-off*(toX-fromX)/length
		p.do(chromedp.MouseEvent(input.MouseMoved, x, y))
		if p.value(`document.querySelector(".canvas").classList.contains("pointing")`) == "true" {
			p.do(chromedp.MouseClickXY(x, y))
			if p.value(`location.hash.includes("/show/claim:")`) == "true" { // or it is a node that stands there
				p.says(details, "Details", "STATEMENT", "It joins")
				return
			}
		}
	}
	t.Error("no line was met between a lever and what it acts on")
}

// tryScrolling holds that of a drawing larger than its frame what is read is in
// sight, and the keyboard reaches the rest.
func tryScrolling(t *testing.T, chromium context.Context, at string) {
	const passed = `document.querySelector(".roll").scrollTop`
	p := tab(t, chromium, at, "")
	p.is(`document.querySelector(".canvas")?.dataset.drawn`)
	p.is(passed + ` === 0`)
	p.is(`document.querySelector(".canvas").offsetHeight <= document.querySelector(".roll").clientHeight && document.querySelector(".roll").scrollHeight > 1000`)
	p.tabTo("The drawing, to be scrolled")
	p.press(kb.End)
	p.is(passed + ` > 500`)
	p.press(kb.Home)
	p.is(passed + ` === 0`)
	p.click("button", "slavery")
	p.find("heading", "slavery")
	p.is(passed + ` > 200`)
	drawn := readPicture(t, p.value(asked))
	p.open("#/business/show/actor:trafficker")
	p.find("heading", "trafficker")
	for _, n := range drawn.Nodes {
		if n.Key == "actor:trafficker" {
			// Where it is in the whole, in parts of its height, is in sight.
			p.is(fmt.Sprintf(`(() => { const r = document.querySelector(".roll"), at = %v * r.scrollHeight - r.scrollTop; return at > 0 && at < r.clientHeight })()`, 1-n.Y/drawn.Bands[0].Top))
		}
	}
}

// tryRest holds that each kind of what is not drawn leads to all of that kind.
func tryRest(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "")
	p.find("heading", "The business, stage by stage")
	p.is(`/^Not drawn: [0-9]+ nodes$/.test(document.querySelector(".rest summary").textContent)`)
	p.click("DisclosureTriangle", p.value(`document.querySelector(".rest summary").textContent`))
	p.click("link", "59 places")
	p.find("heading", "Nodes, page by page")
	p.is(`document.querySelectorAll(".table tbody tr").length === 59`)
	p.click("link", "Libya")
	p.find("heading", "Libya")
}

// asked is the address of the picture that the page shows: it has as many columns
// as the window has room for.
const asked = `performance.getEntriesByType("resource").find((r) => r.name.includes("/picture")).name`

type picture struct {
	Lanes []struct{ Left, Right float64 }
	Bands []struct{ Top, Bottom float64 }
	Nodes []struct {
		Key  string
		X, Y float64
	}
	Relationships []any
}

func readPicture(t *testing.T, address string) picture {
	t.Helper()
	var answer struct{ Picture picture }
	if err := json.Unmarshal([]byte(get(t, address, nil).content), &answer); err != nil {
		t.Fatal(err)
	}
	return answer.Picture
}

// onScreen reckons as web/src/draw/scale.ts does where a node is drawn.
func (drawn picture) onScreen(p page, key string) (x, y float64) {
	p.t.Helper()
	box := p.box(".canvas")
	left, right, bottom, top := 0.0, drawn.Lanes[len(drawn.Lanes)-1].Right, 0.0, drawn.Bands[0].Top
	for _, n := range drawn.Nodes {
		left, right, bottom, top = min(left, n.X-1), max(right, n.X+5), min(bottom, n.Y-1), max(top, n.Y+1)
	}
	for _, n := range drawn.Nodes {
		if n.Key == key {
			return box.Left + (n.X-left)/(right-left)*box.Width, box.Top + (top-n.Y)/(top-bottom)*box.Height
		}
	}
	p.t.Fatalf("%s is not in the picture", key)
	return 0, 0
}

func trySearch(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "")
	p.write("combobox", "Find", "brokr\r")
	p.says(details, "Details", "found for “brokr”", "broker")
	p.write("combobox", "Find", "<zeppelin>\r")
	p.find("heading", "Nothing is called “<zeppelin>”")
	p.back()
	p.click("link", "broker")
	p.find("heading", "broker")
	if focused := p.value("document.activeElement.textContent"); focused != "broker" {
		t.Errorf("what was found does not have the focus, but %q", focused)
	}
}

func tryExpanding(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "#/business/show/actor:broker")
	p.click("button", "Show neighbours")
	p.find("heading", "Around broker")
	p.says(details, "Details", "broker")
	p.press(kb.Escape)
	p.click("button", "Table")
	p.click("link", "profit")
	p.find("heading", "profit")
	p.click("button", "Show neighbours")
	p.find("heading", "Around broker and profit")
	p.click("button", "Drawing")
	p.is(`Number(document.querySelector(".canvas").dataset.drawn) > 10`)
	p.back()
	p.back()
	p.find("heading", "Around broker")
	for range 4 {
		p.back()
	}
	p.find("heading", "The business, stage by stage")
	p.find("heading", "broker")
}

func tryPath(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "#/business/show/actor:broker")
	p.click("button", "Paths from here")
	p.is(`document.getElementById("path-from")?.value === "broker"`)
	p.write("combobox", "To", "trafficking in human")
	p.click("option", "trafficking in human beings process")
	p.click("button", "Find paths")
	p.says("main", "", "3 ways of 2 to 3 steps", "broker — gains → profit — comes out of → trafficking in human beings")
	p.click("link", "gains")
	p.says(details, "Details", "STATEMENT", "profit")
	p.press(kb.Escape)
	p.click("button", "Light up way 1 in the drawing")
	p.is(`document.querySelector(".canvas").dataset.drawn > 2`)
}

func tryColours(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "")
	scheme := func(value string) chromedp.Action {
		return emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: value}})
	}
	const light, dark = `getComputedStyle(document.body).backgroundColor === "rgb(252, 251, 248)"`, `getComputedStyle(document.body).backgroundColor === "rgb(19, 24, 27)"`
	p.do(scheme("light"))
	p.is(light)
	p.do(scheme("dark"))
	p.is(dark)
	p.find("button", "Use light colours")
	p.do(network.Enable(), network.SetBlockedURLs().WithURLPatterns([]*network.BlockPattern{{URLPattern: "*://*:*/page/page.js", Block: true}}), chromedp.Reload())
	p.is(dark + ` && document.getElementById("theme").textContent === "Dark"`) // before the program is there
	p.do(network.SetBlockedURLs(), chromedp.Reload())
	defer p.value(`localStorage.clear()`) // tabs share it
	p.click("button", "Use light colours")
	p.is(light)
	p.do(chromedp.Reload())
	p.is(light)
	p.find("button", "Use dark colours")
	p.click("button", "Use dark colours")
	p.do(scheme("light"))
	p.is(dark)
	p.find("button", "Use light colours")
}

func tryTelephone(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "")
	p.narrow()
	p.find("button", "recruitment")
	p.is(`!document.querySelector(".canvas").checkVisibility()`)
	p.click("button", "Drawing")
	p.is(`Number(document.querySelector(".canvas").dataset.drawn) > 100`)
	for address, heading := range map[string]string{
		"#/business/show/process:trafficking":                               "trafficking in human beings",
		"#/business/show/claim:border-control-curbs-trafficking":            "Stricter control at borders curbs trafficking and exploitation.",
		"#/business?around=actor:smuggler":                                  "Around smuggler",
		"#/ask":                                                             "What do you want to know?",
		"#/ask/disputes":                                                    "Claims in dispute, with every voice",
		"#/ask/levers-on-stage?stage=stage:recruitment":                     "Levers on a stage, with their proposers",
		"#/path?from=actor:recruitment-agency&to=exploitation:prostitution": "How is one joined to the other?",
		"#/business/show/find:border":                                       "",
	} {
		p.open(address)
		p.find("heading", heading)
		p.is(`document.getElementById("state").textContent === ""`)
		if width := p.value("document.documentElement.scrollWidth"); width != "360" {
			t.Errorf("%s is %s pixels wide", address, width)
		}
	}
}

func tryKeyboard(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "")
	p.find("button", "recruitment")
	reach := func(name string) {
		t.Helper()
		for range 60 {
			p.press(kb.Tab)
			if p.value("document.activeElement.textContent") == name {
				return
			}
		}
		t.Fatalf("%q is not reached with Tab", name)
	}
	p.write("combobox", "Find", "brok")
	p.find("option", "broker actor")
	p.press(kb.ArrowDown)
	p.is(`document.activeElement.getAttribute("aria-activedescendant")`)
	p.press(kb.Escape)
	p.is(`document.activeElement.getAttribute("aria-expanded") === "false"`)
	reach("recruitment")
	p.press(kb.ArrowDown, kb.ArrowDown, kb.Enter)
	p.find("heading", "finance the journey")
	p.is(`document.activeElement.textContent === "finance the journey"`)
	reach("Show neighbours")
	p.press(kb.Escape)
	p.find("heading", "In words")
	p.is(`location.hash === "#/business"`)
	p.is(`document.activeElement.matches("button.node") && document.activeElement.textContent === "finance the journey"`)
}

// tryDenial holds that a statement that something is not so does not read as a fact.
func tryDenial(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "#/ask/side-effects")
	p.find("region", "What levers and programmes bring about beside their targets")
	const row = `[...document.querySelectorAll("tr")].find((r) => r.querySelector(".denied"))`
	p.is(row + `?.querySelector('[data-name="Does"]').textContent.includes("does not ")`)
	p.is(`![...document.querySelectorAll("th")].some((h) => h.textContent === "Polarity")`)
	p.is(`!/(claim|evidence|stat|key): /.test(document.querySelector("tbody").innerText)`)
}

func tryEnter(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "#/ask/levers-on-stage")
	p.write("combobox", "Stage", "move\r")
	p.is(`location.hash === "#/ask/levers-on-stage?stage=stage:movement"`)
	p.is(`document.getElementById("parameter-stage")?.value === "movement"`)
	p.says("region", "Levers on a stage, with their proposers", "border control along the routes")
	p.open("#/path")
	p.write("combobox", "From", "broker")
	before := p.value("history.length")
	p.find("option", "broker actor")
	p.press(kb.ArrowDown, kb.Enter)
	p.is(`document.getElementById("path-from").value === "broker"`)
	if after := p.value("history.length"); after != before {
		t.Errorf("to choose a name sent the form: the history grew from %s to %s", before, after)
	}
	p.write("combobox", "To", "border")
	p.click("button", "Find paths")
	p.says("alert", "", "choose one from the list")
	p.click("option", "border or immigration official actor")
	p.click("button", "Find paths")
	p.is(`location.hash === "#/path?from=actor:broker&to=actor:border-official"`)
}

// tryTelephoneResults holds that what a button asks for is not beneath the panel.
func tryTelephoneResults(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "#/business/show/actor:broker")
	p.narrow()
	p.click("button", "Show neighbours")
	p.find("heading", "Around broker")
	p.find("link", "profit")
	p.open("#/business/show/actor:broker")
	p.find("button", "Paths from here")
	p.is(`!document.querySelector("[aria-busy]")`) // the view that comes beneath the panel moves it
	p.click("button", "Paths from here")
	p.find("heading", "How is one joined to the other?")
}

func tryOddAddress(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "#100%")
	p.find("heading", "Not shown")
	p.says(details, "Details", "100%")
	p.find("heading", "The business, stage by stage")
}

func tryAddress(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "#/ask/levers-on-stage/show/actor:smuggler?stage=stage:movement")
	p.find("heading", "smuggler")
	p.is(`document.getElementById("parameter-stage")?.value === "movement"`)
	p.says("region", "Levers on a stage, with their proposers", "border control along the routes")
	p.open("#actor%3Abroker")
	p.find("heading", "broker")
	p.open("#/ask/no-such-question")
	p.says("alert", "", "No query is called “no-such-question”")
}

func tryWrongInput(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "#/ask/levers?target=process:traficking")
	p.says("alert", "", "No answer:", "process:trafficking")
	p.open("#/path?from=actor:broker&to=actor:nobody")
	p.says("alert", "", "No way is shown:", "actor:nobody")
}

// TestPageSaysThatNothingIsLoaded shows the page of an empty database.
func TestPageSaysThatNothingIsLoaded(t *testing.T) {
	p := tab(t, browser(t), serveNothing(t), "")
	p.says("status", "", "corridor load")
}

// TestPageWithoutWebGL holds that the list does what the drawing does.
func TestPageWithoutWebGL(t *testing.T) {
	p := tab(t, browser(t, "disable-3d-apis"), serve(t), "")
	p.says("main", "", "This browser cannot draw here")
	p.click("button", "trafficker")
	p.says(details, "Details", "asserts")
}

// late stands before the service and holds back its answer to one path.
func late(t *testing.T, service, path string, until <-chan struct{}) string {
	t.Helper()
	at, err := url.Parse(service)
	if err != nil {
		t.Fatal(err)
	}
	forward, over := httputil.NewSingleHostReverseProxy(at), make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == path {
			select {
			case <-until:
			case <-over:
			}
		}
		forward.ServeHTTP(w, r)
	}))
	t.Cleanup(func() { close(over); server.Close() }) // which waits for what is held back
	return server.URL + "/"
}

// TestPageShowsNoOldAnswer holds that the answer to one address does not stand
// under the next while that loads.
func TestPageShowsNoOldAnswer(t *testing.T) {
	answered := make(chan struct{})
	p := tab(t, browser(t), late(t, serve(t), "/api/v1/scene", answered), "")
	p.find("button", "trafficker")
	p.open("#/business?around=actor:broker")
	p.is(`document.getElementById("view").getAttribute("aria-busy") === "true" && !document.querySelector(".drawing, button.node")`)
	close(answered)
	p.find("heading", "Around broker")
	p.is(`!document.getElementById("view").hasAttribute("aria-busy")`)
}

// TestPageIsWaitedForAsLongAsTheReaderWants cancels what takes long, and asks for it again.
func TestPageIsWaitedForAsLongAsTheReaderWants(t *testing.T) {
	answered := make(chan struct{})
	p := tab(t, browser(t), late(t, serve(t), "/api/v1/documents", answered), "#/documents")
	p.find("progressbar", "Loading the graph …")
	p.click("button", "Cancel")
	p.says("status", "", "Cancelled")
	p.is(`!document.getElementById("view").hasAttribute("aria-busy")`)
	close(answered)
	p.click("button", "Ask again")
	p.find("heading", "The documents that the graph is drawn from")
	p.is(`document.getElementById("state").textContent === ""`)
}

// TestPageShowsTheLatestChoice holds that an answer that comes late does not
// overwrite that to a later question.
func TestPageShowsTheLatestChoice(t *testing.T) {
	answered := make(chan struct{})
	p := tab(t, browser(t), late(t, serve(t), "/api/v1/nodes/stage:recruitment", answered), "")
	p.click("button", "recruitment")
	p.says("status", "", "Loading …")
	p.open("#/business/show/stage:insertion")
	p.find("heading", "insertion")
	close(answered)
	p.open("#/business/show/task:transfer")
	p.find("heading", "transfer people")
	p.says(details, "Details", "transfer people")
}
