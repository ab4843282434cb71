package main_test

import (
	"bytes"
	"context"
	"fmt"
	"image/png"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const (
	displaced    = "Displaced routes, and why"
	caribbean    = "In 2016 Cubans and Haitians bound for the United States gave up the sea more and more for a way by South and Central America."
	caribbeanKey = "claim:caribbean-sea-route-displaced-to-land"
	libyaKey     = "claim:smuggling-displaced-to-libya"
)

// marked is whether what is chosen, with a key of the map and one of the
// timeline, is marked in both.
func marked(onMap, onTimeline string) string {
	return fmt.Sprintf(`document.querySelector('.worldmap .chosen[data-key=%q]') && document.querySelector('.timeline [data-key=%q]:is([data-marked], [data-near])')`, onMap, onTimeline)
}

// tryMap asks with the mouse which routes were displaced, and why: in the list,
// on the map and on the timeline.
func tryMap(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "")
	p.click("link", "Map")
	p.says("region", displaced, "sea route from Cuba and Haiti to the United States", "is given up for", "way through South and Central America to the United States",
		"because of closure of borders against migration, construction of walls against migration", "North African routes other than Libya",
		"because of borders of other North African countries closed to smuggling", "no year given")
	p.says("region", "Not on the map", "Eastern Europe: the documents give it no bounds", "common geographical routes: no place of it is given")
	p.click("link", "is given up for: "+caribbean)
	p.find("heading", caribbean)
	p.is(marked(caribbeanKey, caribbeanKey) + ` && document.querySelector('.worldmap .route.chosen[data-key="route:caribbean-us-by-sea"]')`)

	p.open("#/map")
	p.click("button", "Show all of it")
	p.onMap(`.change[data-key="` + libyaKey + `"] .badge-of`)
	p.says(details, "Details", "Closure of other North African borders drew smuggling networks to fragile Libya.", "Waha 2021", "asserts")
	p.is(marked(libyaKey, libyaKey))

	p.press(kb.Escape)
	p.click("link", "2016 closure of borders against migration") // on the timeline
	p.says(details, "Details", "closure of borders against migration")
	p.is(`document.querySelector('.timeline [data-marked][data-key="event:borders-closed-2016"]') && document.querySelector('.worldmap .change.near[data-key="` + caribbeanKey + `"]')`)
}

// onMap clicks in the middle of a thing of the map.
func (p page) onMap(selector string) {
	p.t.Helper()
	x, y := p.box(".worldmap " + selector).middle()
	p.do(chromedp.MouseClickXY(x, y))
}

// tryMapYears gives a range of years, which the map, the list and the timeline
// follow, and which stands in the address.
func tryMapYears(t *testing.T, chromium context.Context, at string) {
	const sold = `.route[data-key="route:out-of-eastern-europe"]`
	p := tab(t, chromium, at, "#/map")
	p.is(`document.querySelector('.worldmap ` + sold + `') && document.querySelector('.timeline [data-key="event:september-11-attacks"]')`)
	p.write("spinbutton", "From the year", "2016")
	p.write("spinbutton", "To the year", "2016")
	p.click("button", "Show these years")
	p.is(`location.hash === "#/map?since=2016&until=2016"`)
	p.says("main", "", "Within these years: 4 routes. 7 routes without a year are drawn faintly. 1 route of other years is not shown.")
	p.is(`!document.querySelector('.worldmap ` + sold + `') && !document.querySelector('.timeline [data-key="event:september-11-attacks"]')`)
	p.is(`document.querySelector('.worldmap .route.faint[data-key="route:libya"]') && document.querySelector('.timeline [data-key="event:walls-built-2016"]')`)
	p.click("DisclosureTriangle", "69 entries without a year")
	p.find("link", "flight of masses from Syria")
	p.click("link", "All years")
	p.is(`document.querySelector('.worldmap ` + sold + `')`)
}

func tryMapByKeys(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "")
	p.find("link", "Map")
	p.tabTo("Map")
	p.press(kb.Enter)
	p.says("region", displaced, "because of closure of borders against migration")
	p.tabTo("is given up for: " + caribbean)
	p.press(kb.Enter)
	p.find("heading", caribbean)
	p.is(marked(caribbeanKey, caribbeanKey))
	p.press(kb.Escape)
	p.is(focused + ` === "is given up for: ` + caribbean + `"`) // where the reader was
	p.tabTo("2016 closure of borders against migration")
	p.press(kb.Enter)
	p.is(`location.hash === "#/map/show/event:borders-closed-2016"`)
}

// tryMapLook looks closer with the buttons and the wheel, and moves by dragging.
func tryMapLook(t *testing.T, chromium context.Context, at string) {
	const libya, cuba = `.spot[data-key="place:libya"] .role`, `.spot[data-key="place:cuba"] .role`
	p := tab(t, chromium, at, "#/map")
	p.is(`document.querySelector('.worldmap ` + libya + `')`)
	apart := func() float64 {
		x, _ := p.box(".worldmap " + libya).middle()
		other, _ := p.box(".worldmap " + cuba).middle()
		return x - other
	}
	first := apart()
	p.click("button", "Closer")
	closer := apart()
	if closer < first*1.5 {
		t.Errorf("the button looks no closer: %.0f pixels, then %.0f", first, closer)
	}
	x, y := p.box(".worldmap " + libya).middle()
	p.do(chromedp.MouseEvent(input.MousePressed, x, y-40, chromedp.ButtonLeft), chromedp.MouseEvent(input.MouseMoved, x-50, y-60, chromedp.ButtonLeft),
		chromedp.MouseEvent(input.MouseReleased, x-50, y-60, chromedp.ButtonLeft))
	if now, _ := p.box(".worldmap " + libya).middle(); now > x-45 || now < x-55 {
		t.Errorf("dragging by 50 pixels moves the map by %.0f", x-now)
	}
	p.is(`location.hash === "#/map"`) // what was dragged was not chosen
	p.do(input.DispatchMouseEvent(input.MouseWheel, x, y).WithDeltaX(0).WithDeltaY(-300))
	p.is(fmt.Sprintf(`(() => { const at = (s) => document.querySelector(".worldmap " + s).getBoundingClientRect().x; return at('%s') - at('%s') > %f })()`, libya, cuba, closer*1.2))
	p.click("button", "Show all of it")
	if all := apart(); all > first+1 || all < first-1 {
		t.Errorf("all of it is %.0f pixels, at first %.0f", all, first)
	}
}

// tryMapTaken takes the map away, and reads the files with tools that know
// nothing of the page.
func tryMapTaken(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "#/map")
	p.is(`document.querySelector('.worldmap .spot')`)
	take := taking(t, p)
	svg := string(take("SVG (drawing)", "corridor-view.svg"))
	wellFormed(t, "the SVG", svg)
	for _, wanted := range []string{">Libya<", ">2: because of closure of<", "Shapes: Natural Earth", "data release"} {
		if !strings.Contains(svg, wanted) {
			t.Errorf("the SVG lacks %q", wanted)
		}
	}
	picture, err := png.DecodeConfig(bytes.NewReader(take("PNG (drawing)", "corridor-view.png")))
	if err != nil || picture.Width < 3000 {
		t.Errorf("a PNG of %d pixels across: %v", picture.Width, err)
	}
	for name, key := range map[string]string{"routes": "route:common-routes", "changes": caribbeanKey, "timeline": "event:walls-built-2016"} {
		if table := string(take("CSV ("+name+")", "corridor-"+name+".csv")); !strings.Contains(table, key) {
			t.Errorf("the table of %s lacks %s", name, key)
		}
	}
	if page := string(take("One offline page", "corridor-view.html")); !strings.Contains(page, displaced) || !strings.Contains(page, `class="worldmap"`) || strings.Contains(page, "<script") {
		t.Error("the offline page lacks the map or its list, or has a script")
	}
	if graph := string(take("GraphML, with evidence", "corridor-view.graphml")); !strings.Contains(graph, "evidence:") || !strings.Contains(graph, libyaKey) {
		t.Error("GraphML lacks a displacement, or all evidence")
	}
}
