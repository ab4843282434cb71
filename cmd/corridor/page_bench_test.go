package main_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/input"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/performance"
	cdpruntime "github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"corridor/graph"
	"corridor/internal/db"
	"corridor/internal/invented"
	"corridor/internal/shared"
)

// BenchmarkPage prints how fast the page is in a Chromium that draws by software:
// each line from an input to the frame after the one that shows what it led to,
// and beside it the work of the page's main thread for that.
func BenchmarkPage(b *testing.B) {
	at := serve(b)
	if response, err := http.Get(at + "page/page.js"); err != nil || response.Body.Close() != nil || response.StatusCode != http.StatusOK { //nolint:noctx // of our own service
		shared.Missing(b, "the page is not built: make web builds it")
	}
	large := start(b, nil, "--data", largeFolder(b)).address
	for b.Loop() { // once: -benchtime 1x
		fmt.Printf("\nChromium drawing by software, %d cores, load %s\n\n", runtime.GOMAXPROCS(0), load())
		fmt.Println("| what | n | p50, ms | p95, ms | main thread p50, ms | p95, ms | aim |\n| --- | ---: | ---: | ---: | ---: | ---: | --- |")
		benchFirstView(b, at)
		benchExplore(b, at)
		benchLarge(b, large)
		benchHeap(b, at)
		fmt.Printf("\nload %s\n", load())
	}
}

// load is how busy the machine is: figures of one that is busy with other things
// tell little.
func load() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "not known"
	}
	return strings.Join(strings.Fields(string(text))[:2], " and ")
}

// largeFolder makes a folder with a graph of 50,000 nodes and 150,000 relationships.
func largeFolder(b *testing.B) string {
	b.Helper()
	ds, err := invented.Dataset(1, 50_000, 150_000)
	if err != nil {
		b.Fatal(err)
	}
	value := graph.Build(ds)
	value.Edition = 1 << 30 // higher than any, so that the program leaves it there
	folder := filepath.Join(b.TempDir(), "large")
	d, err := db.Open(b.Context(), db.Target{Embedded: true, Folder: folder})
	if err != nil {
		b.Fatal(err)
	}
	if _, err := d.Load(b.Context(), value, nil); err != nil {
		b.Fatal(err)
	}
	if err := d.Close(b.Context()); err != nil {
		b.Fatal(err)
	}
	return folder
}

// sample is how long an input took to be seen, and the main thread's work, in ms.
type sample struct{ took, work float64 }

func tell(what string, samples []sample, aim string) {
	quantile := func(of func(sample) float64, share int) float64 {
		var all []float64
		for _, s := range samples {
			all = append(all, of(s))
		}
		slices.Sort(all)
		return all[min(len(all)-1, len(all)*share/100)]
	}
	took, work := func(s sample) float64 { return s.took }, func(s sample) float64 { return s.work }
	fmt.Printf("| %s | %d | %.0f | %.0f | %.0f | %.0f | %s |\n", what, len(samples), quantile(took, 50), quantile(took, 95), quantile(work, 50), quantile(work, 95), aim)
}

// watching lets a page say how long it took from an input until something is so
// and was painted: the frame after the one in which it is so has begun.
const watching = `window.bench = {
	watch(isSo) {
		let begun = 0;
		for (const kind of ["keydown", "mousedown", "mousemove", "wheel"]) addEventListener(kind, (e) => { begun ||= e.timeStamp }, {capture: true, once: true});
		this.done = new Promise((done) => {
			const frame = () => requestAnimationFrame(begun && isSo() ? () => done(performance.now() - begun) : frame);
			requestAnimationFrame(frame);
		});
		this.was = document.querySelector(".count-line")?.textContent;
	},
	otherwise() { return document.querySelector(".count-line").textContent !== this.was },
	until(isSo) { return new Promise((done) => { const frame = () => requestAnimationFrame(isSo() ? () => done(performance.now()) : frame); frame() }) },
}
bench.first = bench.until(() => document.querySelectorAll("nav a").length > 3 && ` + painted + `)`

// benchTab opens a tab that can be measured.
func benchTab(b *testing.B, chromium context.Context, at, address, ready string) page {
	b.Helper()
	p := tab(b, chromium, "about:blank", "")
	p.at = at
	p.do(cdppage.BringToFront(), performance.Enable(), chromedp.ActionFunc(func(ctx context.Context) error {
		_, err := cdppage.AddScriptToEvaluateOnNewDocument(watching).Do(ctx)
		return err
	}))
	p.open(address)
	p.is(settled + ready)
	return p
}

// promised is what an expression promises, in ms.
func (p page) promised(expression string) (value float64) {
	p.t.Helper()
	p.do(chromedp.Evaluate(expression, &value, func(e *cdpruntime.EvaluateParams) *cdpruntime.EvaluateParams { return e.WithAwaitPromise(true) }))
	return value
}

// metric is one of those that Chromium keeps of a page.
func (p page) metric(name string) (value float64) {
	p.t.Helper()
	p.do(chromedp.ActionFunc(func(ctx context.Context) error {
		all, err := performance.GetMetrics().Do(ctx)
		for _, m := range all {
			if m.Name == name {
				value = m.Value
			}
		}
		return err
	}))
	return value
}

// measure does something as a user does, and waits until it is seen.
func (p page) measure(isSo string, does ...chromedp.Action) sample {
	p.t.Helper()
	p.do(chromedp.Evaluate(`bench.watch(() => `+isSo+`)`, nil))
	before := p.metric("TaskDuration")
	p.do(does...)
	took := p.promised(`bench.done`)
	return sample{took, 1000 * (p.metric("TaskDuration") - before)}
}

// rests waits until nothing is asked, moved or drawn any more.
func (p page) rests() {
	p.t.Helper()
	p.is(settled + "true")
	p.do(chromedp.Sleep(250 * time.Millisecond))
}

const painted = `[...document.querySelectorAll(".canvas")].some((c) => c.dataset.drawn > 0)`

// benchFirstView has a new browser, which has nothing of the page, show it.
func benchFirstView(b *testing.B, at string) {
	b.Helper()
	var samples []sample
	for range 9 {
		chromium := browser(b)
		p := benchTab(b, chromium, at, "", painted)
		samples = append(samples, sample{p.promised(`bench.first`), 1000 * p.metric("TaskDuration")})
		if err := chromedp.Cancel(chromium); err != nil {
			b.Fatal(err)
		}
	}
	tell("first view, with an empty cache, until it is drawn and can be used", samples, "1500")
}

// gatheredNodes is how many nodes Explore shows while it is measured.
const gatheredNodes = 300

// How often each is measured: of fewer than 40 the 95th of a hundred is the worst.
const openings, boxes = 40, 20

// benchExplore opens, filters and types while so many nodes are shown.
func benchExplore(b *testing.B, at string) {
	b.Helper()
	scene, further := gather(b, at)
	p := benchTab(b, browser(b), at, scene, painted)
	var opened, filtered, typed []sample
	for _, key := range further {
		p.open(strings.Replace(scene, "#/explore", "#/explore/show/"+key, 1))
		p.is(settled + painted + ` && document.querySelector("#side .ways button")`)
		p.do(chromedp.Evaluate(`document.querySelector("#side .ways button").focus()`, nil))
		p.rests()
		opened = append(opened, p.measure(`bench.otherwise()`, chromedp.KeyEvent(kb.Enter)))
	}
	p.open(scene)
	p.is(settled + painted)
	p.do(chromedp.Evaluate(`document.querySelector(".filters").open = true`, nil))
	for i := range 2 * boxes { // each is set, then taken away
		p.rests()
		p.do(chromedp.Evaluate(fmt.Sprintf(`[...document.querySelectorAll('.facets [data-facet]')].filter((e) => e.checkVisibility())[%d].focus()`, i/2), nil))
		filtered = append(filtered, p.measure(`bench.otherwise()`, chromedp.KeyEvent(" ")))
	}
	p.do(chromedp.Evaluate(`document.getElementById("text").focus()`, nil))
	for _, word := range []string{"border", "recruit", "libya", "profit", "smugg"} {
		p.do(chromedp.Evaluate(`(document.getElementById("text").value = "", true)`, nil))
		for _, letter := range word {
			p.rests()
			p.do(chromedp.Evaluate(`{ const list = document.querySelector("#search .options"); bench.list = 0; new MutationObserver((_, it) => { bench.list = 1; it.disconnect() }).observe(list, {childList: true}) }`, nil))
			typed = append(typed, p.measure(`bench.list`, chromedp.KeyEvent(string(letter))))
		}
	}
	tell(fmt.Sprintf("Explore with %s: open what is around one more", p.value(`document.querySelector(".canvas").dataset.drawn + " nodes"`)), opened, "150")
	tell("a filter, set or taken away", filtered, "150")
	tell("a letter more in the search, until names are offered", typed, "150")
}

// gather gives an address at which Explore shows as many nodes, and keys of nodes
// of which more could be opened.
func gather(b *testing.B, at string) (address string, further []string) {
	b.Helper()
	var answer struct {
		Picture struct {
			Nodes         []struct{ Key string }
			Relationships []struct{ From, To string }
		}
		Hidden map[string][]struct{ Total, Shown int }
	}
	read := func(path string, body any) {
		text, err := json.Marshal(body)
		if err != nil {
			b.Fatal(err)
		}
		method := http.MethodPost
		if body == nil {
			method = http.MethodGet
		}
		request, err := http.NewRequestWithContext(b.Context(), method, at+path, bytes.NewReader(text))
		if err != nil {
			b.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/json")
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			b.Fatal(err)
		}
		defer response.Body.Close() //nolint:errcheck // read to its end
		if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
			b.Fatal(err)
		}
	}
	read("api/v1/picture", nil)
	joined := map[string]int{}
	for _, r := range answer.Picture.Relationships {
		joined[r.From]++
		joined[r.To]++
	}
	keys := slices.SortedFunc(maps.Keys(joined), func(x, y string) int { return cmp.Or(joined[y]-joined[x], strings.Compare(x, y)) })
	for n := 10; ; n++ {
		open := make([]map[string]string, n)
		for i, key := range keys[:n] {
			open[i] = map[string]string{"key": key}
		}
		read("api/v1/scene", map[string]any{"nodes": keys[:1], "open": open})
		if len(answer.Picture.Nodes) < gatheredNodes {
			continue
		}
		for _, node := range answer.Picture.Nodes {
			unseen := 0
			for _, group := range answer.Hidden[node.Key] {
				unseen += group.Total - group.Shown
			}
			if unseen > 0 && len(further) < openings && !slices.Contains(keys[:n], node.Key) {
				further = append(further, node.Key)
			}
		}
		return "#/explore?nodes=" + keys[0] + "&open=" + strings.Join(keys[:n], ","), further
	}
}

// benchLarge moves over the large graph, as much of it drawn as ever is.
func benchLarge(b *testing.B, at string) {
	b.Helper()
	p := benchTab(b, browser(b), at, "#/atlas?most=2000", painted)
	p.is(`document.querySelector(".atlas .canvas").dataset.drawn > 1900`)
	benchMoves(p, "atlas, 2,000 drawn")
	p.open("#/explore?nodes=stage:movement&open=stage:movement," + strings.Join(processes(45), ","))
	p.is(settled + `document.querySelector(".explore .canvas")?.dataset.drawn > 1000`)
	benchMoves(p, "Explore, "+p.value(`document.querySelector(".explore .canvas").dataset.drawn`)+" nodes")
}

// processes are keys of the large graph, each of a node that about 40 are parts of.
func processes(n int) (keys []string) {
	for i := range n {
		keys = append(keys, fmt.Sprintf("process:invented-%05d", i+1))
	}
	return keys
}

// benchMoves drags, turns the wheel and points at one thing after the other.
func benchMoves(p page, of string) {
	p.t.Helper()
	var box struct{ X, Y, Width, Height float64 }
	p.do(chromedp.Evaluate(`(() => { document.querySelector(".canvas").scrollIntoView({block: "center"}); return document.querySelector(".canvas").getBoundingClientRect().toJSON() })()`, &box))
	x, y := box.X+box.Width/2, box.Y+box.Height/2
	at := func(kind input.MouseType, x, y float64, button input.MouseButton) chromedp.Action {
		return input.DispatchMouseEvent(kind, x, y).WithButton(button).WithClickCount(1)
	}
	var dragged, zoomed, pointed, settledAgain []sample
	p.rests()
	p.do(at(input.MousePressed, x, y, input.Left))
	for i := range 40 {
		dragged = append(dragged, p.measure("true", at(input.MouseMoved, x+float64(i%20)*6, y+float64(i%7)*5, input.Left)))
	}
	p.do(at(input.MouseReleased, x, y, input.Left))
	for i := range 12 {
		for range 4 { // until the part that it led to is drawn
			p.rests()
		}
		turn := input.DispatchMouseEvent(input.MouseWheel, x, y).WithDeltaX(0).WithDeltaY(float64(i%2*240 - 120))
		zoomed = append(zoomed, p.measure("true", turn))
	}
	for i := range 40 {
		pointed = append(pointed, p.measure("true", at(input.MouseMoved, x+float64(i*13%300)-150, y+float64(i*29%200)-100, input.None)))
	}
	if strings.HasPrefix(of, "atlas") {
		for i := range 12 {
			p.rests()
			p.rests()
			p.do(chromedp.Evaluate(fmt.Sprintf(`document.querySelectorAll(".moves button")[%d].focus()`, 2+i%2), nil))
			settledAgain = append(settledAgain, p.measure("bench.otherwise()", chromedp.KeyEvent(kb.Enter)))
		}
	}
	tell(of+": drag by a step", dragged, "main thread 50")
	tell("turn the wheel by a notch", zoomed, "main thread 50")
	tell("point elsewhere", pointed, "main thread 50")
	if len(settledAgain) > 0 {
		tell("go on to the next part, until it is drawn", settledAgain, "")
	}
}

// cyclesOfHeap is how often is opened and collapsed before memory is compared;
// before the first of them the browser has compiled what that runs, which it keeps
// as memory of the page.
const cyclesOfHeap, cyclesToCompile = 200, 20

// benchHeap opens and collapses, and compares what memory is kept.
func benchHeap(b *testing.B, at string) {
	b.Helper()
	const collapsed, opened = "#/explore?nodes=process:trafficking,stage:movement&open=stage:movement", "#/explore?nodes=process:trafficking,stage:movement&open=stage:movement,process:trafficking"
	p := benchTab(b, browser(b), at, collapsed, painted)
	kept := func() (heap, listeners, nodes float64) {
		p.rests()
		for range 3 {
			p.do(chromedp.ActionFunc(func(ctx context.Context) error { return heapprofiler.CollectGarbage().Do(ctx) }))
		}
		return p.metric("JSHeapUsedSize") / (1 << 20), p.metric("JSEventListeners"), p.metric("Nodes")
	}
	cycles := func(n int) {
		p.promised(fmt.Sprintf(`(async () => { for (let i = 0; i < %d; i++) for (const hash of [%q, %q]) {
			bench.was = document.querySelector(".count-line").textContent;
			location.hash = hash;
			await bench.until(() => bench.otherwise());
		} return 0 })()`, n, opened, collapsed))
	}
	first, _, _ := kept()
	cycles(cyclesToCompile)
	heap, listeners, nodes := kept()
	for done := 0; done < cyclesOfHeap; done += 20 { // less than a page waits for
		cycles(20)
	}
	after, listenersAfter, nodesAfter := kept()
	fmt.Printf("\nMemory after %d times opening and collapsing: %.1f MiB, at the start %.1f (%.1f before anything was compiled): %+.0f %% (aim: 20); listeners %.0f, were %.0f; nodes of the page %.0f, were %.0f\n",
		cyclesOfHeap, after, heap, first, 100*(after-heap)/heap, listenersAfter, listeners, nodesAfter, nodes)
}
