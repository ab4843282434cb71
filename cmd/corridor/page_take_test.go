package main_test

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	download "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// taking opens what takes a view away, and gives a way to take a file by the name
// of its button.
func taking(t *testing.T, p page) func(label, name string) []byte {
	folder := t.TempDir()
	p.do(download.SetDownloadBehavior(download.SetDownloadBehaviorBehaviorAllow).WithDownloadPath(folder))
	p.click("button", "Take away")
	p.find("dialog", "Take this view away")
	return func(label, name string) []byte {
		p.click("button", label)
		p.says("dialog", "", name+" is made.")
		return downloaded(t, filepath.Join(folder, name))
	}
}

// tryTakeAway takes a view away in each form, and reads the files with tools that
// know nothing of the page.
func tryTakeAway(t *testing.T, chromium context.Context, at string) {
	p := tab(t, chromium, at, "#/business/show/claim:border-control-curbs-trafficking")
	drawn := readPicture(t, at+"api/v1/picture")
	p.is(`Number(document.querySelector(".canvas")?.dataset.drawn) > 0`)
	p.find("heading", "Stricter control at borders curbs trafficking and exploitation.")
	take := taking(t, p)
	svg := string(take("SVG (drawing)", "corridor-view.svg"))
	wellFormed(t, "the SVG", svg)
	if discs := strings.Count(svg, "<circle"); discs != len(drawn.Nodes) {
		t.Errorf("%d nodes are drawn, and the SVG has %d", len(drawn.Nodes), discs)
	}
	picture, err := png.DecodeConfig(bytes.NewReader(take("PNG (drawing)", "corridor-view.png")))
	if err != nil || picture.Width < 3000 {
		t.Errorf("a PNG of %d pixels across: %v", picture.Width, err)
	}
	if lines := strings.Count(string(take("CSV (nodes)", "corridor-nodes.csv")), "\r\n"); lines != len(drawn.Nodes)+1 {
		t.Errorf("%d lines of CSV for %d nodes", lines, len(drawn.Nodes))
	}
	var taken struct{ Nodes, Relationships []any }
	if err := json.Unmarshal(take("JSON", "corridor-view.json"), &taken); err != nil || len(taken.Relationships) != len(drawn.Relationships) {
		t.Errorf("%d relationships in JSON: %v", len(taken.Relationships), err)
	}
	graphml := string(take("GraphML, with evidence", "corridor-view.graphml"))
	wellFormed(t, "GraphML", graphml)
	if !strings.Contains(graphml, "evidence:003-a01944e6e791~claim:border-control-curbs-trafficking") {
		t.Error("GraphML lacks a line of evidence of what is drawn")
	}
	page := take("One offline page", "corridor-view.html")
	p.says("dialog", "", "Cite this view")
	p.click("DisclosureTriangle", "BibTeX")
	p.says("dialog", "", "@misc{corridor-", "accessed 2")
	tryOffline(t, chromium, page)
}

// tryOffline opens the taken page from a folder of its own, where nothing can be
// fetched, and reads what the view said.
func tryOffline(t *testing.T, chromium context.Context, page []byte) {
	file := filepath.Join(t.TempDir(), "view.html")
	if err := os.WriteFile(file, page, 0o600); err != nil {
		t.Fatal(err)
	}
	p := tab(t, chromium, "file://"+file, "")
	var asked []string
	chromedp.ListenTarget(p.ctx, func(event any) {
		if sent, ok := event.(*network.EventRequestWillBeSent); ok && !strings.HasPrefix(sent.Request.URL, "file://"+file) {
			asked = append(asked, sent.Request.URL)
		}
	})
	p.do(network.Enable(), chromedp.Reload())
	p.says("main", "", "The business, stage by stage", "Stricter control at borders curbs trafficking and exploitation.", "Chibba 2013", "disputes", "recruit people")
	p.is(`document.querySelectorAll("svg circle").length > 100 && !document.querySelector("script, button, a[href]")`)
	p.is(`getComputedStyle(document.querySelector(".badge")).fontWeight === "600"`) // its style came with it
	if len(asked) > 0 {
		t.Errorf("the offline page asks for %v", asked)
	}
}

// downloaded waits for a file that the browser is writing.
func downloaded(t *testing.T, file string) []byte {
	t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if content, err := os.ReadFile(file); err == nil && len(content) > 0 {
			return content
		}
	}
	t.Fatalf("%s never came", filepath.Base(file))
	return nil
}

func wellFormed(t *testing.T, what, content string) {
	t.Helper()
	for reader := xml.NewDecoder(strings.NewReader(content)); ; {
		if _, err := reader.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Errorf("%s: %v", what, err)
			return
		}
	}
}
