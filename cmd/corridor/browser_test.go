package main_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp" // drives a real Chromium, MIT, kept; tests only
	"github.com/chromedp/chromedp/kb"

	"corridor/internal/shared"
)

// browser starts a real Chromium that draws with WebGL on any machine, or with
// the flag "disable-3d-apis" one that has none.
func browser(t testing.TB, flags ...string) context.Context {
	t.Helper()
	path := os.Getenv("CORRIDOR_CHROMIUM")
	if path == "" {
		for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
			if found, err := exec.LookPath(name); err == nil {
				path = found
				break
			}
		}
	}
	if path == "" {
		shared.Missing(t, "no Chromium: the page is not tried in a browser; make test installs one, CORRIDOR_CHROMIUM names one")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WindowSize(1440, 900),
		chromedp.Flag("use-gl", "angle"), chromedp.Flag("use-angle", "swiftshader"), chromedp.Flag("enable-unsafe-swiftshader", true))
	for _, flag := range flags {
		options = append(options, chromedp.Flag(flag, true))
	}
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Run(ctx); err != nil {
		t.Fatalf("start Chromium: %v", err)
	}
	return ctx
}

// patience is how long a page may take to show what is waited for.
const patience = time.Minute

// page is a tab as its user has it: everything is found by role and name.
type page struct {
	t   testing.TB
	ctx context.Context
	at  string // of the service
}

// tab opens a tab of its own at an address of the service. A fault in its
// scripts fails the test.
func tab(t testing.TB, browser context.Context, at, address string) page {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	chromedp.ListenTarget(ctx, func(event any) {
		if thrown, ok := event.(*runtime.EventExceptionThrown); ok {
			t.Errorf("the page threw %v", thrown.ExceptionDetails)
		}
	})
	p := page{t, ctx, at}
	if err := chromedp.Run(ctx); err != nil { // not within a time: the tab would end with it
		t.Fatalf("open a tab: %v", err)
	}
	p.do(chromedp.EmulateViewport(1440, 900), emulation.SetFocusEmulationEnabled(true))
	p.open(address)
	return p
}

func (p page) do(actions ...chromedp.Action) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Run(ctx, actions...); err != nil {
		p.t.Fatal(err)
	}
}

func (p page) open(address string) { p.t.Helper(); p.do(chromedp.Navigate(p.at + address)) }

// narrow makes the window that of a small telephone.
func (p page) narrow() { p.t.Helper(); p.do(chromedp.EmulateViewport(360, 740)) }

func (p page) back() { p.t.Helper(); p.do(chromedp.NavigateBack()) }

func (p page) press(keys ...string) {
	p.t.Helper()
	for _, key := range keys {
		p.do(chromedp.KeyEvent(key))
	}
}

// find waits for the first thing of a role and an accessible name that is not
// hidden; an empty name is any.
func (p page) find(role, name string) {
	p.t.Helper()
	p.reach(role, name, func(context.Context, cdp.BackendNodeID) error { return nil })
}

// reach finds a thing and does something with it, again where the page has put
// another in its place between the two.
func (p page) reach(role, name string, do func(context.Context, cdp.BackendNodeID) error) {
	p.t.Helper()
	p.wait(fmt.Sprintf("a %s %q", role, name), func(ctx context.Context) bool {
		for _, n := range things(ctx, role, name) {
			if !n.Ignored {
				return do(ctx, n.BackendDOMNodeID) == nil
			}
		}
		return false
	})
}

// things are those of a role and an accessible name that are there now.
func things(ctx context.Context, role, name string) []*accessibility.Node {
	root, err := dom.GetDocument().WithDepth(0).Do(ctx)
	if err != nil {
		return nil
	}
	query := accessibility.QueryAXTree().WithNodeID(root.NodeID).WithRole(role)
	if name != "" {
		query = query.WithAccessibleName(name)
	}
	nodes, err := query.Do(ctx)
	if err != nil {
		return nil
	}
	return nodes
}

// wait tries until it is so, and fails with what the page says instead.
func (p page) wait(what string, isSo func(context.Context) bool) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	err := chromedp.Run(ctx, chromedp.ActionFunc(func(ctx context.Context) error {
		for !isSo(ctx) {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(50 * time.Millisecond):
			}
		}
		return nil
	}))
	if err != nil {
		p.t.Fatalf("waited for %s in vain: %v; the page says:\n%.2000s", what, err, p.value("document.body.innerText"))
	}
}

// click presses the mouse in the middle of a thing, once it rests: what is
// still to be drawn around it may move it away.
func (p page) click(role, name string) {
	p.t.Helper()
	var at dom.Quad
	p.reach(role, name, func(ctx context.Context, found cdp.BackendNodeID) error {
		if err := dom.ScrollIntoViewIfNeeded().WithBackendNodeID(found).Do(ctx); err != nil {
			return err
		}
		before, err := place(ctx, found)
		if err != nil {
			return err
		}
		time.Sleep(rest)
		if at, err = place(ctx, found); err == nil && !slices.Equal(at, before) {
			return fmt.Errorf("the %s %q moves", role, name)
		}
		return err
	})
	p.do(chromedp.MouseClickXY((at[0]+at[4])/2, (at[1]+at[5])/2))
}

// rest is how long a thing keeps its place before it is taken to stay there.
const rest = 100 * time.Millisecond

// place is where a thing is on the screen.
func place(ctx context.Context, thing cdp.BackendNodeID) (dom.Quad, error) {
	quads, err := dom.GetContentQuads().WithBackendNodeID(thing).Do(ctx)
	if err != nil {
		return nil, err
	}
	if len(quads) == 0 {
		return nil, errors.New("it has no place on the page")
	}
	return quads[0], nil
}

// write replaces what stands in an input.
func (p page) write(role, name, text string) {
	p.t.Helper()
	p.reach(role, name, func(ctx context.Context, found cdp.BackendNodeID) error {
		return dom.Focus().WithBackendNodeID(found).Do(ctx)
	})
	p.do(chromedp.Evaluate(`document.activeElement.select()`, nil), chromedp.KeyEvent(kb.Backspace), chromedp.KeyEvent(text))
}

// says waits until a thing holds all the words.
func (p page) says(role, name string, words ...string) {
	p.t.Helper()
	p.wait(fmt.Sprintf("%q in the %s %q", words, role, name), func(ctx context.Context) bool {
		text := p.text(ctx, role, name) // costs more than all the rest
		lacks := func(word string) bool { return !strings.Contains(text, word) }
		return !slices.ContainsFunc(words, lacks)
	})
}

// text is what a thing says now, or nothing where it is not there.
func (p page) text(ctx context.Context, role, name string) string {
	var all []string
	for _, n := range things(ctx, role, name) {
		object, err := dom.ResolveNode().WithBackendNodeID(n.BackendDOMNodeID).Do(ctx)
		if err != nil {
			continue
		}
		result, _, err := runtime.CallFunctionOn("function() { return this.innerText ?? this.textContent }").WithObjectID(object.ObjectID).WithReturnByValue(true).Do(ctx)
		var text string
		if err == nil && json.Unmarshal(result.Value, &text) == nil {
			all = append(all, text)
		}
	}
	return strings.Join(all, "\n")
}

// value is what an expression gives in the page, as text.
func (p page) value(expression string) string {
	p.t.Helper()
	var value any
	if err := chromedp.Run(p.ctx, chromedp.Evaluate(expression, &value)); err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
	return fmt.Sprint(value)
}

// is waits until an expression is true in the page.
func (p page) is(expression string) {
	p.t.Helper()
	p.wait(expression, func(ctx context.Context) bool {
		var so bool
		return chromedp.Evaluate("Boolean("+expression+")", &so).Do(ctx) == nil && so
	})
}

// does has a method of what a selector finds called, once it is there.
func (p page) does(selector, method string) {
	p.t.Helper()
	p.is(fmt.Sprintf(`(() => { const found = document.querySelector(%q); found?.%s; return found })()`, selector, method))
}

// box is where on the screen what a selector finds is, in pixels from within its border on.
type box struct{ Left, Top, Width, Height float64 }

func (b box) middle() (x, y float64) { return b.Left + b.Width/2, b.Top + b.Height/2 }

func (p page) box(selector string) box {
	p.t.Helper()
	var b *box
	p.wait("where "+selector+" is", func(ctx context.Context) bool {
		expression := fmt.Sprintf(`(() => { const e = document.querySelector(%q), r = e?.getBoundingClientRect(); return r && {left: r.left + e.clientLeft, top: r.top + e.clientTop, width: r.width, height: r.height} })()`, selector)
		return chromedp.Evaluate(expression, &b).Do(ctx) == nil && b != nil
	})
	return *b
}
