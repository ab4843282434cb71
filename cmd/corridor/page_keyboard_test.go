package main_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// focused is the name of what has the focus, as far as the page tells it.
const focused = `(() => { const e = document.activeElement; return (e.getAttribute("aria-label") ?? e.labels?.[0]?.textContent ?? e.textContent).trim() })()`

// focusIsSeen is whether what has the focus is marked, and on the screen.
const focusIsSeen = `(() => {
  const e = document.activeElement, s = getComputedStyle(e), at = e.getBoundingClientRect();
  return e.matches(":focus-visible") && s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2 && at.width > 0 && at.bottom > 0 && at.top < innerHeight && at.right > 0 && at.left < innerWidth;
})()`

// tabTo presses Tab until a thing has the focus, and holds that it is seen on
// each of the things before it that has a name.
func (p page) tabTo(name string) {
	p.t.Helper()
	var passed []string
	for range 150 {
		p.press(kb.Tab)
		now := p.value(focused)
		if seen := p.value(focusIsSeen); now != "" && seen != "true" && p.value("document.activeElement === document.body") != "true" {
			p.t.Errorf("the focus on %.80q is not seen", now)
		}
		if now == name {
			return
		}
		passed = append(passed, fmt.Sprintf("%.30s", now))
	}
	p.t.Fatalf("%q is not reached with Tab, but %s", name, strings.Join(passed, " | "))
}

// askByKeys goes to a named query by words of it, with keys alone.
func (p page) askByKeys(words, title string) {
	p.t.Helper()
	p.find("link", "Ask")
	p.tabTo("Ask")
	p.press(kb.Enter)
	p.find("searchbox", "Find a question")
	p.tabTo("Find a question")
	p.do(chromedp.KeyEvent(words))
	p.find("link", title)
	p.tabTo(title)
	p.press(kb.Enter)
	p.find("heading", title)
}

func tryLeversByKeys(t *testing.T, chromium context.Context, at string) {
	const title = "Levers on a stage, with their proposers"
	p := tab(t, chromium, at, "")
	p.askByKeys("levers proposers stage", title)
	p.find("combobox", "Stage")
	p.tabTo("Stage")
	p.do(chromedp.KeyEvent("a", chromedp.KeyModifiers(input.ModifierCtrl)), chromedp.KeyEvent("recruit"))
	p.find("option", "recruitment stage")
	p.press(kb.ArrowDown, kb.Enter, kb.Enter)
	p.is(`location.hash.includes("stage=stage:recruitment")`)
	p.says("region", title, "licences and rules for recruitment agencies", "Miller and Baumeister 2013", "Waha 2021", "stated")
	p.open("")
	p.askByKeys("no lever acts", "What no lever acts on")
	p.says("region", "What no lever acts on", "recruit people", "exploitation")
}

func tryEvidenceByKeys(t *testing.T, chromium context.Context, at string) {
	const statement = "Through loans for the journey and dependency on the network smuggled people become trafficked people."
	p := tab(t, chromium, at, "")
	p.askByKeys("smuggling trafficking conditions", "When smuggling turns into trafficking")
	p.find("link", statement)
	p.tabTo(statement)
	p.press(kb.Enter)
	p.find("heading", statement)
	p.is(`document.activeElement.textContent === "` + statement + `"`)
	p.says(details, "Details", "Stated: 1 voice for.", "Waha 2021", "asserts")
	p.tabTo("Waha 2021, p45s3")
	p.press(kb.Enter)
	p.find("heading", "Waha 2021, paragraph 45, sentence 3")
	p.press(kb.Escape)
	p.find("heading", "When smuggling turns into trafficking")
}

func tryDisplacementByKeys(t *testing.T, chromium context.Context, at string) {
	const title = "What displaced what, and why"
	p := tab(t, chromium, at, "")
	p.askByKeys("given up routes", title)
	p.says("region", title, "is given up for", "Waha 2021")
}

func tryDisputeByKeys(t *testing.T, chromium context.Context, at string) {
	const statement = "Stricter control at borders curbs trafficking and exploitation."
	p := tab(t, chromium, at, "")
	p.tabTo("Disputes")
	p.press(kb.Enter)
	p.says("article", statement, "For", "Waha 2021", "recommends", "Against", "Chibba 2013", "disputes")
	p.tabTo(statement)
	p.press(kb.Enter)
	p.says(details, "Details", "In dispute: 3 voices for (2 of them recommend it), 3 against", "It contradicts:")
	p.press(kb.Escape)
	p.is(`document.activeElement.textContent === "` + statement + `"`)
}

func tryGainsByKeys(t *testing.T, chromium context.Context, at string) {
	const title = "Gains and losses, stage by stage"
	p := tab(t, chromium, at, "")
	p.askByKeys("gains pays loss stage business", title)
	p.says("region", title, "movement", "insertion", "smuggler", "acts for money", "bears", "death on the way")
}

// tryGains asks with the mouse who gains at each stage.
func tryGains(t *testing.T, chromium context.Context, at string) {
	const title = "Gains and losses, stage by stage"
	p := tab(t, chromium, at, "")
	p.click("link", "Ask")
	p.click("link", title)
	p.says("region", title, "movement", "insertion", "smuggler", "acts for money", "bears", "death on the way")
	p.click("link", "rent out migrants")
	p.says(details, "Details", "rent out migrants", "Waha 2021")
}

// tryUncovered asks with the mouse what no lever acts on.
func tryUncovered(t *testing.T, chromium context.Context, at string) {
	const title = "What no lever acts on"
	p := tab(t, chromium, at, "#/ask")
	p.write("searchbox", "Find a question", "no lever acts")
	p.click("link", title)
	p.says("region", title, "recruit people", "exploitation")
}
