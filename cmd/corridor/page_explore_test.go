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

const openMenu = `document.querySelector(".menu")`

// choose takes an option of a select, as the keyboard would.
func (p page) choose(selector, value string) {
	p.t.Helper()
	p.is(fmt.Sprintf(`(() => { const s = document.querySelector(%q); if (s) { s.value = %q; s.dispatchEvent(new Event("change")) } return s })()`, selector, value))
}

// rows is how many rows a table of the twin has: of nodes or of relationships.
func rows(of string) string {
	return fmt.Sprintf(`document.querySelectorAll('.twin [aria-label^="%s"] tbody tr').length`, of)
}

// tryGathering adds a node, opens what is around it, collapses it again, and goes
// back and forth over all of it.
func tryGathering(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "#/explore")
	p.find("heading", "Explore")
	p.write("combobox", "Add a node", "broker")
	p.click("option", "broker actor")
	p.click("button", "Add")
	p.is(`location.hash === "#/explore?nodes=actor:broker"`)
	p.says("main", "", "1 node and 0 relationships are shown.")
	p.click("button", "Table")
	p.click("button", "Actions: broker")
	p.find("menuitem", "Open: gains … (1 not shown)")
	p.click("menuitem", "Open all around it (3 not shown)")
	p.is(rows("Nodes") + " === 4")
	p.is(rows("Relationships") + " >= 3")
	p.click("button", "Actions: broker")
	p.click("menuitem", "Collapse what was opened of it")
	p.is(rows("Nodes") + " === 1")
	p.click("button", "Undo")
	p.is(rows("Nodes") + " === 4")
	p.click("button", "Redo")
	p.is(rows("Nodes") + " === 1")
	p.click("button", "Undo")
	p.click("button", "Actions: profit")
	p.click("menuitem", "Hide it")
	p.is(rows("Nodes") + " === 3")
	p.says("list", "Hidden", "profit")
	p.click("button", "Show again: profit")
	p.is(rows("Nodes") + " === 4")
	p.click("button", "Name")
	p.is(`document.querySelector(".twin tbody tr").dataset.row === "actor:broker" && document.querySelector(".twin th").ariaSort === "ascending"`)
	p.click("DisclosureTriangle", "How this was asked (Cypher)")
	p.says("main", "", "/api/v1/scene", "actor:broker")
}

// tryLooks filters, picks by the legend, groups and sizes what is drawn.
func tryLooks(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "#/explore?nodes=process:trafficking&open=process:trafficking")
	p.is(`Number(document.querySelector(".canvas")?.dataset.drawn) > 30`)
	p.click("DisclosureTriangle", "Filters")
	p.does(`[data-facet="standing:disputed"]`, `click()`)
	p.is(`location.hash.includes("standing=disputed")`)
	p.says("main", "", "The filters take away")
	p.is(`Number(document.querySelector(".canvas").dataset.drawn) < 15`)
	p.click("button", "Take all filters away")
	p.is(`Number(document.querySelector(".canvas").dataset.drawn) > 30`)
	p.does(".legend summary", "click()")
	p.click("button", "lever (what policy can do)")
	p.is(`location.hash.includes("label=Lever")`)
	p.click("button", "lever (what policy can do)")
	p.is(`!location.hash.includes("label=")`)
	p.choose("#group-by", "Lever")
	p.is(`location.hash.includes("group=Lever")`)
	p.choose("#size-by", "degree")
	p.is(`location.hash.includes("size=degree")`)
	p.click("button", "Table")
	p.says("region", "", "levers")
}

// tryWays looks for the ways between two nodes from the drawing, by the right
// button and by the keyboard, and lights one up.
func tryWays(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "#/explore?nodes=actor:broker")
	p.is(`Number(document.querySelector(".canvas")?.dataset.drawn) === 1`)
	x, y := p.box(".canvas").middle()
	p.wait("a menu at the node", func(ctx context.Context) bool {
		// The node stands near the middle, to the left of the room for its name.
		for dx := -140.0; dx <= 20; dx += 4 {
			press := input.DispatchMouseEvent(input.MousePressed, x+dx, y).WithButton(input.Right).WithClickCount(1)
			if press.Do(ctx) != nil || input.DispatchMouseEvent(input.MouseReleased, x+dx, y).WithButton(input.Right).WithClickCount(1).Do(ctx) != nil {
				return false
			}
			var open bool
			if chromedp.Evaluate("Boolean("+openMenu+")", &open).Do(ctx) == nil && open {
				return true
			}
		}
		return false
	})
	p.click("menuitem", "Paths from here")
	p.says("status", "", "Paths from broker: choose the other end")
	p.write("combobox", "The other end", "trafficking in human")
	p.click("option", "trafficking in human beings process")
	p.click("button", "Find paths")
	p.find("heading", "From broker to trafficking in human beings")
	p.is(`document.querySelectorAll(".ways-found li").length >= 2`)
	p.click("button", "Light up way 2")
	p.is(`location.hash.includes("way=0.1")`)
	p.says("status", "", "Lit up: broker, then")
	p.press(kb.Tab)
	p.click("button", "Undo")
	p.is(`!location.hash.includes("way=")`)
}

// tryMenuKey opens what can be done with a node by the key for menus: in the table,
// and beside the view.
func tryMenuKey(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "#/explore?nodes=actor:broker&open=actor:broker&as=table")
	kept := `location.hash.includes("nodes=actor:broker,resource:profit")`
	p.find("link", "profit")
	p.does(`.twin a[data-key="resource:profit"]`, `focus()`)
	p.do(chromedp.KeyEvent(kb.F10, chromedp.KeyModifiers(input.ModifierShift)))
	p.find("menu", "Actions: profit")
	p.click("menuitem", "Keep it whatever is collapsed")
	p.is(kept)
	p.find("button", "Take away: profit") // once it is drawn so
	p.does(`.twin a[data-key="resource:profit"]`, `focus()`)
	p.press(kb.ContextMenu)
	p.click("menuitem", "Keep it no longer")
	p.is("!" + kept)
	p.is(`document.activeElement.matches('.twin a[data-key="resource:profit"]')`) // in the table made anew
	p.open("#/explore/show/resource:profit?nodes=actor:broker&open=actor:broker&as=table")
	p.is(`document.activeElement.matches("#side h2") && document.activeElement.textContent === "profit"`)
	p.press(kb.ContextMenu)
	p.click("menuitem", "Paths to here")
	p.says("status", "", "Paths to profit: choose the other end")
	p.does(`.twin a[data-key="actor:broker"]`, `focus()`)
	p.press(kb.ContextMenu)
	p.click("menuitem", "Paths from here")
	p.find("heading", "From broker to profit")
}

// tryGroup clicks on what stands for several nodes: each then stands by itself.
func tryGroup(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "#/explore?nodes=actor:broker,actor:smuggler,actor:trafficker&group=ActorType")
	p.is(`document.querySelector(".canvas")?.dataset.drawn === "1"`)
	x, y := p.box(".canvas").middle()
	p.wait("the group to come apart", func(ctx context.Context) bool {
		for dx := -140.0; dx <= 20; dx += 4 {
			if chromedp.MouseEvent(input.MouseMoved, x+dx, y).Do(ctx) != nil {
				return false
			}
			var over bool
			if chromedp.Evaluate(`document.querySelector(".canvas").classList.contains("pointing")`, &over).Do(ctx) == nil && over {
				return chromedp.MouseClickXY(x+dx, y).Do(ctx) == nil
			}
		}
		return false
	})
	p.is(`document.querySelector(".canvas").dataset.drawn === "3" && !location.hash.includes("group=")`)
}

// tryLongAddress holds that a reader is told when a link grows too long to send.
func tryLongAddress(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "#/explore?nodes=actor:broker")
	p.says("main", "", "1 node and 0 relationships are shown.")
	p.is(`!document.querySelector("#view").textContent.includes("characters")`)
	p.open("#/explore?nodes=actor:broker&hide=" + strings.Repeat("condition:border-regime-that-is-porous,", 210))
	p.says("status", "", "many programs cut a link off that has more than 8,000")
}
