package httpapi

import (
	"context"
	"fmt"
	"time"

	"github.com/gin-gonic/gin"

	"corridor/cypher"
	"corridor/graph"
	"corridor/internal/db"
	"corridor/internal/ingest"
)

// shownLayer is a layer as answers have it.
type shownLayer struct {
	Name          string `json:"name" doc:"of the layer"`
	By            string `json:"by" doc:"who made it"`
	At            string `json:"at" doc:"when it was made"`
	ChangedBy     string `json:"changed_by" doc:"who changed it last"`
	ChangedAt     string `json:"changed_at" doc:"when it was changed last"`
	Hidden        bool   `json:"hidden" doc:"true where it is kept and not in the graph"`
	Items         int64  `json:"items" doc:"how many nodes, claims, lines of evidence and relationships were added"`
	Nodes         int64  `json:"nodes" doc:"how many nodes of the graph are of it"`
	Relationships int64  `json:"relationships" doc:"how many relationships of the graph are of it"`
	Bytes         int64  `json:"bytes" doc:"of its text"`
}

type layersAnswer struct {
	Layers []shownLayer `json:"layers" doc:"by name"`
	Total  int          `json:"total" doc:"how many there are on all pages"`
	Next   *string      `json:"next" doc:"cursor of the next page; null on the last"`
	Meta   *meta        `json:"meta"`
}

type layerAnswer struct {
	Layer shownLayer `json:"layer"`
	Text  string     `json:"text" doc:"one item a line, as JSON"`
	Meta  *meta      `json:"meta"`
}

// layerCount counts nodes of a label or relationships of a type.
type layerCount struct {
	Kind   string `json:"kind" doc:"node or relationship"`
	Name   string `json:"name" doc:"label or type"`
	Before int    `json:"before" doc:"how many of the layer were in the graph"`
	After  int    `json:"after" doc:"how many of the layer are in the graph"`
}

type changeAnswer struct {
	Layer  shownLayer   `json:"layer" doc:"as it is afterwards; as it was, where it is removed"`
	Counts []layerCount `json:"counts" doc:"what of it is in the graph"`
	Meta   *meta        `json:"meta"`
}

type importAnswer struct {
	Layer   shownLayer   `json:"layer" doc:"as it is afterwards, or would be"`
	DryRun  bool         `json:"dry_run" doc:"true where nothing was changed"`
	Added   int          `json:"added" doc:"items that the layer did not have"`
	Changed int          `json:"changed" doc:"items that take the place of one of the layer"`
	Dropped int          `json:"dropped" doc:"items that the layer has no more"`
	Same    int          `json:"same" doc:"items that were there as they are"`
	Counts  []layerCount `json:"counts" doc:"what of the layer is in the graph"`
	Meta    *meta        `json:"meta"`
}

// importBody holds files, as corridor import takes them.
type importBody struct {
	Files   []importFile `json:"files" doc:"read together: what one names, another may define"`
	Replace bool         `json:"replace,omitempty" doc:"what the layer has and the files have not goes"`
}

type importFile struct {
	Name string `json:"name" doc:"for errors; its ending says what it is: .jsonl (an item a line), .csv (a table), .json (nodes and links)"`
	Text string `json:"text" doc:"what is in the file"`
}

var exampleImport = importBody{Files: []importFile{{
	Name: "notes.jsonl",
	Text: `{"node": {"key": "actor:ferryman", "name": "ferryman", "side": "illegitimate", "subtype_of": ["actor:smuggler"]}}`,
}}}

// Where files are imported, as the table and the router have it.
const importPath, importPattern = "/api/v1/layers/{layer}/import", "/api/v1/layers/:layer/import"

func layerIn() []parameter {
	return []parameter{{Parameter: cypher.Parameter{Name: "layer", Type: cypher.Text, Example: "notes", Doc: "name of a layer: " + graph.LayerNames}, in: inPath}}
}

var dryRun = parameter{Parameter: cypher.Parameter{Name: "dry_run", Type: cypher.Boolean, Default: false, Example: true, Doc: "say what would be done, and change nothing"}, in: inQuery}

// mayWrite lets those requests pass that come with a token that may write.
func (a *api) mayWrite(c *gin.Context) {
	if err := wants(c, writeScope); err != nil {
		a.fail(c, err)
		return
	}
	c.Next()
}

var layerList = list{label: "Layer"}

func layers(ctx context.Context, r *request) (any, error) {
	skip, err := layerList.skip(r)
	if err != nil {
		return nil, err
	}
	found, err := r.run(ctx, "", db.LayersQuery, nil, r.api.limits)
	if err != nil {
		return nil, err
	}
	if found.More {
		return nil, fmt.Errorf("%w: rows: there are more than %d layers", db.ErrLimit, r.api.limits.Rows)
	}
	p, err := layerList.cut(ctx, r, found.Objects(), skip)
	if err != nil {
		return nil, err
	}
	from := min(skip, p.total)
	found.Values = found.Values[from : from+len(p.rows)]
	r.own = &found
	answer := layersAnswer{Layers: make([]shownLayer, len(p.rows)), Total: p.total, Next: p.next, Meta: r.meta}
	for i, l := range db.LayersOf(found) {
		answer.Layers[i] = shownLayer(l)
	}
	return answer, nil
}

func layer(ctx context.Context, r *request) (any, error) {
	begin := time.Now()
	l, text, err := r.api.db.LayerText(ctx, r.text("layer"))
	r.meta.Queries = append(r.meta.Queries, noted("", db.LayerQuery, map[string]any{"name": l.Name}, 1, time.Since(begin)))
	return layerAnswer{shownLayer(l), text, r.meta}, err
}

// importLayer adds files to a layer. Who adds is the token's name.
func importLayer(ctx context.Context, r *request) (any, error) {
	body, dry := r.body.(*importBody), r.given["dry_run"] == true
	sources := make([]graph.Source, len(body.Files))
	for i, file := range body.Files {
		sources[i] = graph.Source{Name: file.Name, Data: []byte(file.Text)}
		body.Files[i].Text = "" // which may be long
	}
	items, err := graph.ReadItems(sources, ingest.MarkOf)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", db.ErrLayer, err)
	}
	done, err := r.api.db.ImportLayer(ctx, db.LayerImport{Layer: r.text("layer"), By: r.token, Items: items, Replace: body.Replace, Dry: dry})
	if err != nil {
		return nil, err
	}
	r.made(done)
	m := done.Merged
	return importAnswer{shownLayer(done.Layer), dry, m.Added, m.Changed, m.Dropped, m.Same, shownCounts(done.Counts), r.meta}, nil
}

// changing does something with a whole layer.
func changing(do func(*db.DB, context.Context, string) (db.LayerChange, error)) func(context.Context, *request) (any, error) {
	return func(ctx context.Context, r *request) (any, error) {
		done, err := do(r.api.db, ctx, r.text("layer"))
		if err != nil {
			return nil, err
		}
		r.made(done)
		return changeAnswer{shownLayer(done.Layer), shownCounts(done.Counts), r.meta}, nil
	}
}

// made notes what a change did, and by which statements.
func (r *request) made(done db.LayerChange) {
	r.changes = done.Changes
	for _, a := range done.Asked {
		r.meta.Queries = append(r.meta.Queries, noted("", a.Text, a.Parameters, a.Rows, a.Elapsed))
	}
}

func shownCounts(counts []db.LayerCount) []layerCount {
	out := make([]layerCount, len(counts))
	for i, c := range counts {
		out[i] = layerCount(c)
	}
	return out
}
