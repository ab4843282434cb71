package main_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"corridor/internal/shared"
)

// shownView is a view as a reader has it before them, and what tells that it
// is there in full.
type shownView struct{ name, address, ready string }

// shownViews are all views, and what can be read beside them.
var shownViews = []shownView{
	{"business", "#/business", drawnFully},
	{"surroundings", "#/business?around=actor:broker", drawnFully},
	{"explore", "#/explore", `document.querySelector("#view h2")`},
	{"explored", "#/explore?nodes=actor:broker", drawnFully},
	{"atlas", "#/atlas", drawnFully + ` && document.querySelector(".atlas .count-line").textContent`},
	{"atlas-table", "#/atlas?as=table&sort=-nodes", `document.querySelector(".atlas .table")`},
	{"node", "#/business/show/actor:trafficker", drawnFully + ` && document.querySelector("#side .evidence")`},
	{"statement", "#/disputes/show/claim:border-control-curbs-trafficking", `document.querySelector("#side .evidence")`},
	{"passage", "#/documents/show/passage:000-7e35cabc1ae9", `document.querySelector("#side .evidence")`},
	{"search", "#/path/show/find:border", `document.querySelector("#side .found")`},
	{"questions", "#/ask", `document.querySelector(".questions li")`},
	{"question", "#/ask/levers-on-stage?stage=stage:recruitment", drawnFully + ` && document.querySelector(".table")`},
	{"console", "#/cypher", `document.querySelector("#view .console")`},
	{"paths", "#/path?from=actor:broker&to=process:trafficking", drawnFully + ` && document.querySelector(".ways-found")`},
	{"map", "#/map", `document.querySelector(".worldmap .spot")`},
	{"route", "#/map/show/route:libya?since=2000", `document.querySelector(".worldmap .spot.chosen, .worldmap .route.chosen")`},
	{"disputes", "#/disputes", `document.querySelector("article.dispute")`},
	{"contradictions", "#/disputes?kind=contradictions", `document.querySelector("article.pair")`},
	{"documents", "#/documents", `document.querySelector("article.document")`},
	{"reading", "#/documents/doc:000", `document.querySelector(".passage")`},
}

// openedViews are views with something open that no address opens: asking whether
// they are ready presses once what opens it.
var openedViews = []shownView{
	{"console-rows", "#/cypher?text=MATCH+(n:Stage)+RETURN+n,+n.name", `document.querySelector('[role="region"][aria-label="Rows"]')`},
	{"console-plan", "#/cypher?text=EXPLAIN+MATCH+(n:Stage)+RETURN+n", `document.querySelector(".console table")`},
	{"menu", "#/explore?nodes=actor:broker&as=table", `(document.querySelector(".menu") || (document.querySelector(".twin tbody button")?.click(), false))`}, // another width closes it,
	{"taking-away", "#/disputes", `document.querySelector("article.dispute") && ` + opened(`dialog[open]`, `#tools > .quiet:not(#theme, #hints)`)},
	{"reporting", "#/disputes/show/claim:border-control-curbs-trafficking", opened(`dialog[open]`, `#side .wrong-button`)},
}

// opened is whether something is open; if not a button that opens it is pressed.
func opened(what, by string) string {
	return fmt.Sprintf("(document.querySelector(`%s`) || (!window.pressed && (window.pressed = document.querySelector(`%s`))?.click(), false))", what, by)
}

// drawnFully is whether each drawing that can be seen was drawn.
const drawnFully = `document.querySelector(".canvas") && [...document.querySelectorAll(".canvas")].every((c) => c.dataset.drawn || !c.checkVisibility())`

const settled = `!document.querySelector('[aria-busy="true"]') && document.getElementById("state").textContent === "" && `

// screens are the ways in which each view is looked at. All that axe knows is
// tried on a wide screen and on a telephone; colours are all that differ in the
// other two.
var screens = []struct {
	name, scheme string
	narrow       bool
	rules        string // that axe is to try; all where empty
}{
	{"wide-light", "light", false, ""},
	{"wide-dark", "dark", false, "color-contrast"},
	{"narrow-dark", "dark", true, ""},
	{"narrow-light", "light", true, "color-contrast"},
}

// TestPageForEveryone has axe look for what keeps people out of each view, and
// where CORRIDOR_SCREENSHOTS names a folder, keeps there how each view looks.
func TestPageForEveryone(t *testing.T) {
	axe := readAxe(t)
	at, chromium := serve(t), browser(t)
	if a := get(t, at+"page/page.js", nil); a.status != http.StatusOK {
		shared.Missing(t, "the page is not built: make web builds it")
	}
	t.Run("as a reader's system wants it", func(t *testing.T) { trySettings(t, chromium, at) })
	t.Run("the header in little room", func(t *testing.T) { tryHeader(t, chromium, at) })
	t.Run("hints", func(t *testing.T) { tryHints(t, chromium, at) }) // the views are looked at as they are without
	for _, view := range slices.Concat(shownViews, openedViews) {
		t.Run(view.name, func(t *testing.T) { lookAt(t, chromium, at, view, axe) })
	}
}

// readAxe gives the program that finds what keeps people out. It is put into
// the page by the browser itself, whose rules forbid the page to fetch it.
func readAxe(t *testing.T) string {
	t.Helper()
	file := filepath.Join(shared.Project(), "web", "node_modules", "axe-core", "axe.min.js")
	source, err := os.ReadFile(file)
	if err != nil {
		shared.Missing(t, fmt.Sprintf("%v: nobody looks for what keeps people out of the page; npm ci in web installs axe-core", err))
	}
	return string(source)
}

func lookAt(t *testing.T, chromium context.Context, at string, view shownView, axe string) {
	p := tab(t, chromium, at, view.address)
	p.is(settled + view.ready)
	p.do(chromedp.Evaluate(axe+"; true", nil))
	for _, s := range screens {
		p.do(emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: s.scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}))
		width, height := int64(1440), int64(900)
		if s.narrow {
			width, height = 360, 740
		}
		p.do(chromedp.EmulateViewport(width, height))
		p.is(fmt.Sprintf(`innerWidth === %d && document.documentElement.dataset.theme === %q`, width, s.scheme))
		p.is(settled + view.ready)
		p.keepPicture(view.name + "-" + s.name + ".png")
		for _, wrong := range p.barriers(s.rules) {
			t.Errorf("%s: %s", s.name, wrong)
		}
	}
}

// keepPicture writes how the tab looks, where somebody wants to see it.
func (p page) keepPicture(name string) {
	p.t.Helper()
	folder := os.Getenv("CORRIDOR_SCREENSHOTS")
	if folder == "" {
		return
	}
	var picture []byte
	p.do(cdppage.BringToFront(), chromedp.CaptureScreenshot(&picture)) // a tab behind another may not be painted anew
	if err := os.MkdirAll(folder, 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name), picture, 0o644); err != nil {
		p.t.Fatal(err)
	}
}

// audited is what axe is asked for: the rules of WCAG 2.2, levels A and AA, and
// what else is good practice.
const audited = `{resultTypes: ["violations"], runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}, rules: {"target-size": {enabled: true}}}`

// barriers are what axe finds wrong, each with its rule, the element and what
// to do.
func (p page) barriers(rule string) []string {
	p.t.Helper()
	options := audited
	if rule != "" {
		options = fmt.Sprintf(`{resultTypes: ["violations"], runOnly: {type: "rule", values: [%q]}}`, rule)
	}
	var found string
	p.do(chromedp.Evaluate(`axe.run(document, `+options+`).then((r) => JSON.stringify(r.violations))`, &found, func(e *runtime.EvaluateParams) *runtime.EvaluateParams {
		return e.WithAwaitPromise(true)
	}))
	var violations []struct {
		ID, Help, HelpURL string
		Nodes             []struct{ HTML, FailureSummary string }
	}
	if err := json.Unmarshal([]byte(found), &violations); err != nil {
		p.t.Fatalf("axe answers %.200q: %v", found, err)
	}
	var all []string
	for _, v := range violations {
		for i, n := range v.Nodes {
			if i == 5 {
				all = append(all, fmt.Sprintf("%s: and %d more", v.ID, len(v.Nodes)-i))
				break
			}
			all = append(all, fmt.Sprintf("%s (%s): %.200s: %s", v.ID, v.Help, n.HTML, strings.Join(strings.Fields(n.FailureSummary), " ")))
		}
	}
	return all
}

// trySettings has a reader who wants no motion, one who forces colours, and one
// who reads at twice the size.
func trySettings(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "#/business")
	p.is(settled + drawnFully)
	set := func(name, value string) {
		p.do(emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: name, Value: value}}))
	}
	const moves = `[...document.querySelectorAll("*")].some((e) => { const s = getComputedStyle(e); return s.transitionDuration !== "0s" || (s.animationName !== "none" && s.animationDuration !== "0s") })`
	set("prefers-reduced-motion", "no-preference")
	p.is(moves) // so that what follows tells something
	set("prefers-reduced-motion", "reduce")
	p.is("!" + moves)
	set("forced-colors", "active")
	p.is(`matchMedia("(forced-colors: active)").matches`)
	p.is(`getComputedStyle(document.querySelector("nav [aria-current]")).outlineStyle !== "none"`)
	p.is(`getComputedStyle(document.querySelector(".stroke.disputed")).borderTopStyle === "solid" && getComputedStyle(document.querySelector(".stroke.reported")).borderTopStyle === "dashed"`)
	set("forced-colors", "none")
	p.do(chromedp.EmulateViewport(720, 450, chromedp.EmulateScale(2)))
	for _, view := range shownViews {
		p.open(view.address)
		p.is(settled + view.ready)
		if width := p.value("document.documentElement.scrollWidth"); width != "720" {
			t.Errorf("at twice the size %s is %s pixels wide, more than the 720 of its window", view.name, width)
		}
	}
}

// tryHints has the first visit explain itself, and no later one unless it is
// asked to.
func tryHints(t *testing.T, chromium context.Context, at string) {
	const shown = `document.querySelector(".hints").checkVisibility()`
	lookAt(t, chromium, at, shownView{"hints", "#/ask", shown + ` && document.querySelector(".questions li")`}, readAxe(t))
	p := tab(t, chromium, at, "#/ask")
	p.says("region", "Hints", "Hint 1 of 3: Choose anything")
	p.is(`document.activeElement === document.body`) // they take nobody's focus
	p.click("button", "Next hint")
	p.says("region", "Hints", "Hint 2 of 3:", "in dispute")
	p.press(kb.Enter) // the button has the focus still
	p.says("region", "Hints", "Hint 3 of 3:", "The address holds what you see")
	p.is(`document.activeElement.textContent === "Close the hints"`)
	p.press(kb.Enter)
	p.is("!" + shown + ` && document.activeElement.textContent === "Hints"`)
	p.do(chromedp.Reload())
	p.find("heading", "What do you want to know?")
	p.is("!" + shown)
	p.click("button", "Hints")
	p.says("region", "Hints", "Hint 1 of 3:")
	p.click("button", "Close the hints")
	p.is("!" + shown)
}

// tryHeader holds that the header leaves a small telephone its room, and that
// all of it can be reached there.
func tryHeader(t *testing.T, chromium context.Context, at string) {
	const height = `document.querySelector("header").offsetHeight`
	p := tab(t, chromium, at, "#/path/show/actor:broker")
	p.do(chromedp.EmulateViewport(1280, 800))
	p.is(height + ` < 60`)
	p.narrow()
	p.is(height + ` <= 110`)
	p.find("heading", "broker")
	p.open("#/ask")
	p.open("#/path/show/actor:broker")
	p.is(`document.getElementById("to-path").getBoundingClientRect().right <= innerWidth`)
	p.is(`document.getElementById("to-path").getAttribute("aria-current") === "page"`)
	p.is(`!document.getElementById("theme").checkVisibility()`)
	p.click("button", "Tools")
	p.find("button", "Take away")
	p.press(kb.Escape)
	p.is(`!document.getElementById("theme").checkVisibility() && document.activeElement.textContent === "Tools"`)
	p.is(`location.hash.includes("/show/actor:broker")`) // what is read stays
	p.press(kb.Enter)
	p.click("button", "Use dark colours")
	p.is(`document.documentElement.dataset.theme === "dark"`)
	p.value(`localStorage.clear()`) // tabs share it
}
