package db_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"corridor/graph"
	"corridor/internal/db"
	"corridor/internal/dbtest"
	"corridor/internal/ingest"
	"corridor/internal/shared"
)

// knowledge is a layer on the dataset: a node, a text of the user's with a claim
// that stands in it, evidence against a claim of the dataset, a relationship that
// they assert.
const knowledge = `{"node": {"key": "actor:ferryman", "name": "ferryman", "side": "illegitimate", "subtype_of": ["actor:smuggler"]}}
{"node": {"key": "doc:field-notes", "name": "Field notes", "kind": "report", "year": "2026", "language": "en", "certain": true, "held": "whole text", "short": "Notes 2026"}}
{"claim": {"key": "claim:brokers-pay-ferrymen", "text": "Brokers pay ferrymen.", "type": "COOPERATES_WITH", "subject": "actor:broker", "object": "actor:ferryman"}, "evidence": {"voice": "doc:field-notes", "stance": "asserts", "hedge": "none", "reading": "explicit", "says": "A broker was seen to pay.", "document": "doc:field-notes", "at": "p1s1", "words": "He paid the ferryman."}}
{"evidence": {"on": "claim:brokers-raise-trafficking-risk", "voice": "doc:field-notes", "stance": "disputes", "hedge": "none", "reading": "explicit", "says": "Some were protected by theirs.", "document": "doc:field-notes", "at": "p1s2", "words": "The broker protected them."}}
{"relationship": {"type": "COMPETES_WITH", "subject": "actor:ferryman", "object": "actor:smuggler", "note": "as I saw"}}
`

func itemsOf(t *testing.T, text string) []graph.Item {
	t.Helper()
	items, err := graph.ReadItems([]graph.Source{{Name: "a.jsonl", Data: []byte(text)}}, ingest.MarkOf)
	if err != nil {
		t.Fatal(err)
	}
	return items
}

// withLayers removes the layers of a test at its end: a Neo4j is shared.
func withLayers(t *testing.T, names ...string) *db.DB {
	t.Helper()
	d := dbtest.Loaded(t)
	t.Cleanup(func() {
		ctx := context.WithoutCancel(t.Context())
		for _, name := range names {
			if _, err := d.RemoveLayer(ctx, name); err != nil && !errors.Is(err, db.ErrNoLayer) {
				t.Error(err)
			}
		}
		if _, err := d.Write(ctx, "DROP CONSTRAINT layer_name IF EXISTS", nil, db.DefaultLimits); err != nil {
			t.Error(err)
		}
	})
	return d
}

func addTo(t *testing.T, d *db.DB, layer, text string) db.LayerChange {
	t.Helper()
	done, err := d.ImportLayer(t.Context(), db.LayerImport{Layer: layer, By: "ada", Items: itemsOf(t, text)})
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// graphOf is all that stands, without the ids that hold for a moment.
func graphOf(t *testing.T, d *db.DB) string {
	t.Helper()
	var all strings.Builder
	for _, text := range []string{
		"MATCH (n) WHERE NOT n:Layer RETURN labels(n), properties(n) ORDER BY n.key",
		"MATCH (a)-[r]->(b) RETURN a.key, type(r), b.key, properties(r) ORDER BY a.key, type(r), b.key, r.claim, r.kind, r.passage, r.basis",
	} {
		rows, err := d.Read(t.Context(), text, nil, db.Limits{Time: db.DefaultLimits.Time, Rows: 1_000_000, Bytes: 1 << 30})
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows.Values {
			fmt.Fprintln(&all, row...)
		}
	}
	return all.String()
}

func counts(t *testing.T, d *db.DB, layer string) string {
	t.Helper()
	nodes := one(t, d, "MATCH (n) WHERE n.layer = '"+layer+"' RETURN count(n)")
	return fmt.Sprint(nodes, " and ", one(t, d, "MATCH ()-[r]->() WHERE r.layer = '"+layer+"' RETURN count(r)"))
}

// TestALayerComesAndGoesAsAWhole walks through all that can be done with one; at
// the end the graph is what it was before.
func TestALayerComesAndGoesAsAWhole(t *testing.T) {
	d := withLayers(t, "notes")
	before := graphOf(t, d)
	dry, err := d.ImportLayer(t.Context(), db.LayerImport{Layer: "notes", By: "ada", Items: itemsOf(t, knowledge), Dry: true})
	if err != nil {
		t.Fatal(err)
	}
	if have := counts(t, d, "notes"); have != "0 and 0" {
		t.Fatalf("a dry run made %s", have)
	}
	done := addTo(t, d, "notes", knowledge)
	if fmt.Sprint(done.Counts) != fmt.Sprint(dry.Counts) || done.Merged != (graph.Merged{Added: 6}) || done.Layer.By != "ada" {
		t.Errorf("done %+v, dry %+v", done, dry)
	}
	if have := counts(t, d, "notes"); have != "7 and 13" {
		t.Errorf("the layer has %s", have)
	}
	if err := d.CheckRules(t.Context()); err != nil {
		t.Error(err)
	}
	if changes := load(t, d, dbtest.Dataset(t)); changes.Any() {
		t.Errorf("the dataset was touched: %+v", changes)
	}
	for text, want := range map[string]any{
		"MATCH (:ActorType {key: 'actor:broker'})-[r:COOPERATES_WITH {claim: 'claim:brokers-pay-ferrymen'}]->(f) RETURN r.standing + ' ' + r.by + ' ' + f.key":                                             "asserted ada actor:ferryman",
		"MATCH (:ActorType {key: 'actor:ferryman'})-[r:COMPETES_WITH]->() RETURN r.basis + ' ' + r.note":                                                                                                   "asserted as I saw",
		"MATCH (c:Claim {key: 'claim:brokers-raise-trafficking-risk'})<-[:BEARS_ON]-(e {layer: 'notes'})-[:CITES]->(p)-[:IN]->(d) RETURN c.against + size([k IN c.evidence WHERE k = e.key]) + p.sentence": int64(2),
	} {
		if have := one(t, d, text); have != want {
			t.Errorf("%s: %v, want %v", text, have, want)
		}
	}
	if again := addTo(t, d, "notes", knowledge); again.Merged != (graph.Merged{Same: 6}) || again.Layer != done.Layer {
		t.Errorf("a second time: %+v, after %+v", again, done)
	}
	whole := graphOf(t, d)
	turned(t, d, d.HideLayer, true)
	if have := counts(t, d, "notes"); have != "0 and 0" {
		t.Errorf("a hidden layer has left %s", have)
	}
	turned(t, d, d.ShowLayer, false)
	exported(t, d, whole)
	if _, err := d.RemoveLayer(t.Context(), "notes"); err != nil {
		t.Fatal(err)
	}
	if after := graphOf(t, d); after != before {
		t.Error("a removed layer has left something")
	}
	if layers, err := d.Layers(t.Context()); err != nil || len(layers) != 0 {
		t.Errorf("%v, %v", layers, err)
	}
}

// turned hides or shows the layer, twice.
func turned(t *testing.T, d *db.DB, turn func(context.Context, string) (db.LayerChange, error), hidden bool) {
	t.Helper()
	for range 2 {
		if _, err := turn(t.Context(), "notes"); err != nil {
			t.Fatal(err)
		}
		layers, err := d.Layers(t.Context())
		if err != nil || len(layers) != 1 || layers[0].Hidden != hidden || layers[0].Items != 6 || (layers[0].Nodes == 0) != hidden {
			t.Errorf("hidden %v: %+v, %v", hidden, layers, err)
		}
	}
}

// exported takes a layer away and brings it back from its text, as it was.
func exported(t *testing.T, d *db.DB, whole string) {
	t.Helper()
	_, text, err := d.LayerText(t.Context(), "notes")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.RemoveLayer(t.Context(), "notes"); err != nil {
		t.Fatal(err)
	}
	done, err := d.ImportLayer(t.Context(), db.LayerImport{Layer: "notes", By: "bob", Items: itemsOf(t, text)})
	if err != nil || done.Layer.By != "bob" {
		t.Fatal(done, err)
	}
	if after := graphOf(t, d); after != whole {
		t.Error("an export that was imported again is another layer")
	}
}

// TestALayerChangesAllOrNothing holds that what breaks the model, or would break
// what others added, changes nothing.
func TestALayerChangesAllOrNothing(t *testing.T) {
	d := withLayers(t, "more", "notes")
	addTo(t, d, "notes", knowledge)
	addTo(t, d, "more", `{"relationship": {"type": "COOPERATES_WITH", "subject": "actor:ferryman", "object": "actor:migrant"}}`)
	whole := graphOf(t, d)
	dataset := `{"node": {"key": "actor:broker", "name": "mine", "side": "both"}}`
	for name, c := range map[string]struct {
		do   func() error
		want string
	}{
		"a key of the dataset": {importing(t, d, "notes", dataset, false), "a.jsonl:1:10: key actor:broker is that of a node of the dataset"},
		"of another layer":     {importing(t, d, "more", `{"node": {"key": "actor:ferryman", "name": "mine", "side": "both"}}`, false), "is that of a node of the layer notes"},
		"an end that is none":  {importing(t, d, "notes", `{"relationship": {"type": "PERFORMS", "subject": "actor:ferryman", "object": "task:none"}}`, false), "no node has the key task:none"},
		"what others hang on":  {importing(t, d, "notes", `{"node": {"key": "actor:other", "name": "other", "side": "both"}}`, true), "COOPERATES_WITH of the layer more between actor:ferryman and actor:migrant"},
		"to hide that":         {func() error { _, err := d.HideLayer(t.Context(), "notes"); return err }, "remove that first"},
		"to remove that":       {func() error { _, err := d.RemoveLayer(t.Context(), "notes"); return err }, "remove that first"},
		"no such layer":        {func() error { _, err := d.ShowLayer(t.Context(), "none"); return err }, "layer none: there is no layer of this name"},
		"a name that is none":  {importing(t, d, "No Name", dataset, false), "a layer's name is of lower-case letters"},
	} {
		if err := c.do(); !errors.Is(err, db.ErrStatement) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v; want %s", name, err, c.want)
		}
	}
	if after := graphOf(t, d); after != whole {
		t.Error("the graph was changed")
	}
	if _, err := d.RemoveLayer(t.Context(), "more"); err != nil {
		t.Error(err)
	}
}

func importing(t *testing.T, d *db.DB, layer, text string, replace bool) func() error {
	items := itemsOf(t, text)
	return func() error {
		_, err := d.ImportLayer(t.Context(), db.LayerImport{Layer: layer, By: "ada", Items: items, Replace: replace})
		return err
	}
}

// TestANewerDatasetKeepsLayers holds that a layer stays where the dataset drops a
// node that it hangs on, and cannot be shown where that is gone.
func TestANewerDatasetKeepsLayers(t *testing.T) {
	d, value := inFolder(t, filepath.Join(t.TempDir(), "graph")), dbtest.Dataset(t)
	defer shut(t, d)
	load(t, d, value)
	addTo(t, d, "notes", knowledge)
	load(t, d, without(value, "actor:broker"))
	if have := counts(t, d, "notes"); have != "7 and 13" || one(t, d, "MATCH (n {key: 'actor:broker'}) RETURN n.retired") != true {
		t.Errorf("the layer has %s", have)
	}
	if _, err := d.HideLayer(t.Context(), "notes"); err != nil {
		t.Fatal(err)
	}
	load(t, d, value)
	load(t, d, without(value, "actor:broker"))
	if _, err := d.ShowLayer(t.Context(), "notes"); err == nil || !strings.Contains(err.Error(), "layer notes: its text:3:49: COOPERATES_WITH from: no node has the key actor:broker") {
		t.Error(err)
	}
	load(t, d, value)
	if _, err := d.ShowLayer(t.Context(), "notes"); err != nil {
		t.Error(err)
	}
}

// TestALayerThatNobodyCanReadGoes holds that what another version of the program has
// kept, whose model was another, can still be hidden, exported and removed.
func TestALayerThatNobodyCanReadGoes(t *testing.T) {
	d := withLayers(t, "notes")
	before := graphOf(t, d)
	addTo(t, d, "notes", knowledge)
	const foreign = `{"node":{"key":"actor:ferryman","colour":"red"}}`
	if _, err := d.Write(t.Context(), "MATCH (l:Layer {name: 'notes'}) SET l.text = $text", map[string]any{"text": foreign}, db.DefaultLimits); err != nil {
		t.Fatal(err)
	}
	if _, err := d.HideLayer(t.Context(), "notes"); err != nil || graphOf(t, d) != before {
		t.Errorf("%v, or it has left something", err)
	}
	for name, do := range map[string]func() error{
		"show":   func() error { _, err := d.ShowLayer(t.Context(), "notes"); return err },
		"import": importing(t, d, "notes", knowledge, false),
	} {
		if err := do(); !errors.Is(err, db.ErrLayer) || !strings.Contains(err.Error(), "export it, remove it") || !strings.Contains(err.Error(), "its text:1:42: unknown field colour") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, text, err := d.LayerText(t.Context(), "notes"); err != nil || text != foreign {
		t.Errorf("%s, %v", text, err)
	}
	if _, err := d.RemoveLayer(t.Context(), "notes"); err != nil {
		t.Error(err)
	}
}

// TestALayerCountsItsBytes takes letters of several bytes, also in the name of who adds.
func TestALayerCountsItsBytes(t *testing.T) {
	d := withLayers(t, "notes")
	in := db.LayerImport{Layer: "notes", By: strings.Repeat("я", 200), Items: itemsOf(t, `{"node": {"key": "actor:rower", "name": "гребец", "side": "both"}}`)}
	done, err := d.ImportLayer(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	layer, text, err := d.LayerText(t.Context(), "notes")
	if err != nil || layer.Bytes != int64(len(text)) || layer != done.Layer {
		t.Errorf("%d bytes are %+v, after %+v, %v", len(text), layer, done.Layer, err)
	}
	in.By += "я"
	if _, err := d.ImportLayer(t.Context(), in); err == nil || !strings.Contains(err.Error(), "at most 200 letters") {
		t.Error(err)
	}
}

// TestNeo4jTwoLayersTakeNoNodeFromEachOther has somebody make a node between the moment
// when a layer finds its key free and the moment when it makes it: there
// transactions run side by side.
func TestNeo4jTwoLayersTakeNoNodeFromEachOther(t *testing.T) {
	shared.Neo4j(t)
	d := withLayers(t, "notes")
	ctx := t.Context()
	driver, err := neo4j.NewDriverWithContext(shared.Neo4jURI(), neo4j.NoAuth())
	if err != nil {
		t.Fatal(err)
	}
	defer driver.Close(ctx) //nolint:errcheck // the test is over
	session := driver.NewSession(ctx, neo4j.SessionConfig{})
	defer session.Close(ctx) //nolint:errcheck // the test is over
	other, err := session.BeginTransaction(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Run(ctx, "CREATE (:ActorType {key: 'actor:rower', layer: 'others'})", nil); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() {
		ended <- importing(t, d, "notes", `{"node": {"key": "actor:rower", "name": "rower", "side": "both"}}`, false)()
	}()
	for one(t, d, "SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked' RETURN count(*)") == int64(0) {
		runtime.Gosched()
	}
	if err := other.Commit(ctx); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; !errors.Is(err, db.ErrLayer) || !strings.Contains(err.Error(), "keys actor:rower") {
		t.Error(err)
	}
	if have := one(t, d, "MATCH (n:ActorType {key: 'actor:rower'}) RETURN n.layer"); have != "others" {
		t.Errorf("the node is of %v", have)
	}
	if _, err := d.Write(ctx, "MATCH (n {layer: 'others'}) DELETE n", nil, db.DefaultLimits); err != nil {
		t.Error(err)
	}
}

// TestManyAddToALayerAtOnce holds that none of them undoes what another has
// added, also while the layer is hidden.
func TestManyAddToALayerAtOnce(t *testing.T) {
	d := withLayers(t, "notes")
	node := func(i int) string {
		return fmt.Sprintf(`{"node": {"key": "actor:rower-%d", "name": "rower %d", "side": "both"}}`, i, i)
	}
	addTo(t, d, "notes", node(0))
	if _, err := d.HideLayer(t.Context(), "notes"); err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for i := range 4 {
		all.Go(func() {
			if err := importing(t, d, "notes", node(i+1), false)(); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if have := counts(t, d, "notes"); have != "0 and 0" {
		t.Errorf("the hidden layer has %s", have)
	}
	if done, err := d.ShowLayer(t.Context(), "notes"); err != nil || done.Layer.Items != 5 || counts(t, d, "notes") != "5 and 0" {
		t.Errorf("%+v, %v", done, err)
	}
}
