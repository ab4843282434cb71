package main_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// chart is what the service sends of the atlas.
type chart struct {
	Bounds struct{ Left, Top, Right, Bottom float64 }
	Nodes  []struct {
		Key, Name string
		X, Y      float64
	}
	Groups []struct {
		Name  string
		Count int
		X, Y  float64
	}
	Total struct{ Nodes int }
}

func readChart(t *testing.T, at, query string) chart {
	t.Helper()
	a := get(t, at+"api/v1/atlas"+query, nil)
	var c chart
	if err := json.Unmarshal([]byte(a.content), &c); err != nil || a.status != http.StatusOK {
		t.Fatalf("%d, %v: %.200s", a.status, err, a.content)
	}
	return c
}

// thousands writes a number as the page does.
func thousands(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// onScreen reckons as web/src/draw/place.ts does where something of the whole is drawn.
func (c chart) onScreen(p page, x, y float64) (float64, float64) {
	p.t.Helper()
	box := p.box(".atlas .canvas")
	each := min(box.Width, box.Height) / (1.03 * (c.Bounds.Right - c.Bounds.Left))
	return box.Left + box.Width/2 + x*each, box.Top + box.Height/2 - y*each
}

const atlasDrawn = `document.querySelector(".atlas .canvas")?.dataset.drawn > 0`

// tryAtlas looks into the map by what is drawn, and finds the same by its address.
func tryAtlas(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "")
	p.click("link", "Atlas")
	p.find("heading", "Atlas")
	p.is(atlasDrawn)
	whole := readChart(t, at, "?most=300")
	all := fmt.Sprintf("All %s nodes are in view", thousands(whole.Total.Nodes))
	p.says("status", "", all)
	if drawn := p.value(`document.querySelector(".atlas .canvas").dataset.drawn`); drawn != strconv.Itoa(len(whole.Nodes)+len(whole.Groups)) {
		t.Errorf("%s are drawn of %d nodes and %d groups", drawn, len(whole.Nodes), len(whole.Groups))
	}
	largest := whole.Groups[0]
	for _, g := range whole.Groups {
		if g.Count > largest.Count {
			largest = g
		}
	}
	x, y := whole.onScreen(p, largest.X, largest.Y)
	p.do(network.Enable(), chromedp.ActionFunc(func(ctx context.Context) error { // the way there takes less than the answer
		slow := network.Conditions{Latency: 700, DownloadThroughput: -1, UploadThroughput: -1}
		_, err := network.EmulateNetworkConditionsByRule([]*network.Conditions{&slow}).Do(ctx)
		return err
	}))
	p.do(chromedp.MouseEvent(input.MouseMoved, x, y), chromedp.MouseClickXY(x, y))
	p.is(`location.hash.includes("zoom=")`)
	p.says("status", "", "of "+thousands(whole.Total.Nodes)+" nodes are in view")
	p.is(`!document.querySelector('[aria-busy="true"]')`)
	if fault := p.value(`document.getElementById("state").textContent`); fault != "" {
		t.Errorf("looking into a group: %q", fault)
	}
	said := p.value(`document.querySelector(".atlas [role=status]").textContent`)
	again := tab(t, chromium, at, p.value("location.hash"))
	again.is(atlasDrawn)
	again.says("status", "", said)
	p.back()
	p.says("status", "", all)
}

// tryAtlasMoves goes about by buttons and by the wheel.
func tryAtlasMoves(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "#/atlas")
	p.is(atlasDrawn)
	p.click("button", "Closer")
	p.is(`location.hash === "#/atlas?x=0&y=0&zoom=1.6"`)
	p.click("button", "To the right")
	p.is(`Number(new URLSearchParams(location.hash.split("?")[1]).get("x")) > 0`)
	p.is(`/nodes are in view/.test(document.querySelector(".atlas [role=status]").textContent) && !/^All/.test(document.querySelector(".atlas [role=status]").textContent)`)
	p.click("button", "Show all of it")
	p.is(`location.hash === "#/atlas"`)
	x, y := readChart(t, at, "?most=1").onScreen(p, 0, 0)
	p.do(chromedp.ActionFunc(func(ctx context.Context) error {
		return input.DispatchMouseEvent(input.MouseWheel, x, y).WithDeltaX(0).WithDeltaY(-300).Do(ctx)
	}))
	p.is(`Number(new URLSearchParams(location.hash.split("?")[1]).get("zoom")) > 1`)
	if at := p.value("location.pathname"); at != "/" {
		t.Errorf("the page has gone to %s", at)
	}
	p.is(`document.querySelector("[aria-label='Undo']").disabled === false`)
	p.do(chromedp.EmulateViewport(360, 740))
	p.is(`document.querySelector(".atlas .table")?.checkVisibility()`)
	if width := p.value("document.documentElement.scrollWidth"); width != "360" {
		t.Errorf("the atlas is %s pixels wide on a telephone", width)
	}
}

// tryAtlasTable does all in the table, without the drawing.
func tryAtlasTable(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "#/atlas?as=table")
	whole := readChart(t, at, "?most=300")
	p.find("region", fmt.Sprintf("In view (%d)", len(whole.Nodes)+len(whole.Groups)))
	p.click("button", "Nodes")
	p.is(`document.querySelector(".atlas th[aria-sort=ascending]")?.textContent.startsWith("Nodes") && document.activeElement?.textContent.startsWith("Nodes")`)
	p.click("button", "Nodes ▴")
	p.is(`document.querySelector(".atlas th[aria-sort=descending]")`)
	first := p.value(`document.querySelector(".atlas tbody button.node").getAttribute("aria-label")`)
	if !strings.HasPrefix(first, "Look into the group of ") {
		t.Fatalf("the first is %q", first)
	}
	p.click("button", first)
	p.is(`location.hash.includes("zoom=") && !document.querySelector('[aria-busy="true"]') && document.querySelector(".atlas tbody a[data-key]")`)
	name := p.value(`document.querySelector(".atlas tbody a[data-key]").textContent`)
	p.click("button", "Actions: "+name)
	p.click("menuitem", "Read what is said of it")
	p.find("complementary", "Details")
	p.is(`location.hash.includes("/show/")`)
	p.click("button", "Actions: "+name)
	p.click("menuitem", "Open in Explore")
	p.is(`location.hash.startsWith("#/explore")`)
	p.back()
	p.find("heading", "Atlas")
	p.click("DisclosureTriangle", "How this was asked (Cypher)")
	p.says("main", "", "Query atlas", "/api/v1/atlas?")
}
