package main_test

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// tryDisagreements walks the analyst's question whether the documents agree that
// tighter border control helps.
func tryDisagreements(t *testing.T, chromium context.Context, at string) {
	const statement = "Stricter control at borders curbs trafficking and exploitation."
	p := tab(t, chromium, at, "")
	p.click("link", "Disputes")
	p.find("heading", "Where the documents disagree")
	p.says("article", statement, "For", "Waha 2021", "recommends", "In between", "asks", "Against", "Chibba 2013", "disputes", "probably")
	p.write("searchbox", "With the words", "many observers")
	p.click("button", "Narrow down")
	p.is(`location.hash.includes("words=many+observers")`)
	p.is(`document.querySelectorAll("article.dispute").length < 5`)
	p.click("button", "Undo")
	p.is(`document.querySelectorAll("article.dispute").length === 5`)
	p.click("button", "Redo")
	p.is(`document.querySelectorAll("article.dispute").length < 5`)
	p.click("link", "Only reported")
	p.find("heading", "Where the documents disagree")
	p.click("link", "Cannot both be true")
	p.is(`document.querySelector("article.pair")`)
	p.is(`document.querySelector(".asked pre")?.textContent.length > 0`)
}

// tryReading reads a document in its order, and what stands behind a passage.
func tryReading(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "")
	p.click("link", "Documents")
	p.says("article", "Waha 2021", "passages", "that no other document holds")
	p.click("link", "Read passage by passage: Salt and Stein 1997")
	p.find("heading", "Migration as a Business: The Case of Trafficking (Salt and Stein 1997)")
	p.is(`document.querySelectorAll(".passage").length === 15`)
	p.click("checkbox", "Only passages with something drawn from them")
	p.is(`document.querySelectorAll(".passage").length === 14`)
	p.is(`location.hash === "#/documents/doc:000?only=drawn"`)
	p.click("link", "Documents")
	p.find("heading", "The documents that the graph is drawn from")
}

// tryWrong copies a report that names statement, passage and release.
func tryWrong(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "#/business/show/claim:loans-turn-smuggled-into-trafficked")
	p.find("heading", "Through loans for the journey and dependency on the network smuggled people become trafficked people.")
	p.is(`document.querySelector(".wrong-button")`)
	p.click("button", p.value(`document.querySelector(".wrong-button").getAttribute("aria-label")`))
	p.find("dialog", "Report something wrong")
	said := p.value(`document.querySelector("#wrong-words").value`)
	for _, want := range []string{"Key: claim:loans-turn-smuggled-into-trafficked", "Evidence: evidence:001-", "Passage: passage:001-", "Waha 2021, p", "Release: "} {
		if !strings.Contains(said, want) {
			t.Errorf("the report lacks %q: %s", want, said)
		}
	}
	p.press(kb.Escape)
	p.is(`document.querySelector("dialog.report") === null`)
	p.find("heading", "Through loans for the journey and dependency on the network smuggled people become trafficked people.")
}

// tryTerms points at a term by the keyboard and reads what it means, by source.
func tryTerms(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "#/path?from=process:smuggling&to=process:trafficking")
	p.does("#path-to", "focus()")
	p.does(`a[data-key="process:trafficking"]`, "focus({focusVisible: true})")
	p.says("tooltip", "", "DEFINITIONS OF TRAFFICKING IN HUMAN BEINGS", "Trafficking Protocol, 2000")
	p.press(kb.Escape)
	p.is(`document.querySelector("#term").hidden`)
}
