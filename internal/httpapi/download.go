package httpapi

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"corridor/cypher"
	"corridor/internal/db"
	formats "corridor/internal/exchange" // the queryapi has exchanges of another kind
	"corridor/internal/statement"
)

// download is an answer in a format of other tools, which has no place for meta.
type download struct {
	name  string // of the file, without its suffix
	graph *formats.Graph
	body  []byte // in place of the graph, where it is written already
}

// script is the format that a Neo4j itself reads.
var script = formats.Format{Name: "cypher", MediaType: "application/x-cypher-query", Suffix: ".cypher", Doc: "a script for cypher-shell", Write: db.WriteScript}

// downloadFormats are those that graphs are served in.
func downloadFormats() []formats.Format { return append(slices.Clone(formats.Formats()), script) }

// longestDownload is how many bytes a file may have: it is held until its hash is known.
const longestDownload = 128 << 20

// formatParameter is the name of a format; where it is empty the header Accept counts.
func formatParameter() parameter {
	p := text("format", "gexf", "name of the format; where it is empty, the header Accept says which")
	for _, f := range downloadFormats() {
		p.Values = append(p.Values, f.Name)
	}
	return p
}

// downloads is a route that answers in formats of other tools.
func downloads(r route) route {
	r.parameters, r.answer, r.download = append(r.parameters, formatParameter()), download{}, true
	return r
}

// exportRoutes are those of the whole graph and of a statement of the reader's.
func exportRoutes() []route {
	return []route{
		downloads(route{path: "/api/v1/export", name: "export", group: groupOwn, doc: "The whole graph in a format of other tools, with the evidence", do: exportWhole}),
		downloads(route{method: http.MethodPost, path: "/api/v1/cypher/export", name: "export-cypher", group: groupOwn, doc: "What the answer to a statement of your own speaks of, with the evidence behind it, in a format of other tools", body: statementBody{}, example: exampleStatement, unloaded: true, do: exportStatement}),
	}
}

// exportRoute is that of a named query.
func exportRoute(q cypher.Query, own []parameter) route {
	return downloads(route{path: "/api/v1/queries/" + q.Name + "/export", name: exportOf + q.Name, group: groupQueries, doc: "In a format of other tools, with the evidence: " + q.Question, parameters: own,
		do: func(ctx context.Context, r *request) (any, error) { return r.exportQuery(ctx, q) }})
}

// exportOf begins the names of the routes that export an answer.
const exportOf = "export-of-"

// exportWhole reads the whole graph. Its script is written while it is read: so it
// keeps all types of values, and has constraints and indexes.
func exportWhole(ctx context.Context, r *request) (any, error) {
	if r.kind == script.MediaType {
		leave, err := r.api.statements.enter(ctx)
		if err != nil {
			return nil, err
		}
		defer leave()
		var body bytes.Buffer
		_, err = r.api.db.ExportScript(ctx, &fileBuffer{&body}, false)
		return download{name: "corridor", body: body.Bytes()}, err
	}
	return r.export(ctx, "corridor", func() (*formats.Graph, error) { return r.api.db.WholeGraph(ctx) })
}

func (r *request) exportQuery(ctx context.Context, q cypher.Query) (any, error) {
	return r.export(ctx, "corridor-"+q.Name, func() (*formats.Graph, error) {
		bound := map[string]any{}
		for _, p := range q.Parameters {
			bound[p.Name] = r.given[p.Name]
		}
		g, err := r.api.db.QueryGraph(ctx, q, bound, r.api.limits)
		if err == nil && len(g.Nodes) == 0 {
			err = r.explain(ctx, q.Parameters)
		}
		return g, err
	})
}

func exportStatement(ctx context.Context, r *request) (any, error) {
	body := r.body.(*statementBody)
	if refusal := statement.Check(body.Statement); refusal != nil {
		return nil, refused(refusal)
	}
	parameters, err := numbers(body.Parameters)
	if err != nil {
		return nil, err
	}
	limits := r.api.limits
	if body.Limit != nil {
		if *body.Limit < 1 || *body.Limit > limits.Rows {
			return nil, fmt.Errorf("%w: limit: %d is not from 1 to %d", errBody, *body.Limit, limits.Rows)
		}
		limits.Rows = *body.Limit
	}
	return r.export(ctx, "corridor-answer", func() (*formats.Graph, error) {
		g, err := r.api.db.StatementGraph(ctx, body.Statement, parameters, limits)
		if errors.Is(err, db.ErrReadOnly) {
			err = fmt.Errorf("%w: %w", errNoRead, err)
		}
		return g, err
	})
}

// export reads a graph when there is a place: it takes as much as a statement of a
// reader's may.
func (r *request) export(ctx context.Context, name string, read func() (*formats.Graph, error)) (any, error) {
	leave, err := r.api.statements.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	g, err := read()
	if err != nil {
		return nil, err
	}
	return download{name: name, graph: g}, nil
}

// downloadTypes are the media types of the formats.
func downloadTypes() []string {
	var types []string
	for _, f := range downloadFormats() {
		types = append(types, f.MediaType)
	}
	return types
}

// downloads describes the formats: objects where they are JSON, else bytes.
func (s *shapes) downloads() map[string]any {
	content := map[string]any{}
	for _, f := range downloadFormats() {
		described := &shape{Type: "string", Description: f.Doc}
		if strings.HasSuffix(f.MediaType, "json") {
			described.Type = "object"
		}
		content[f.MediaType] = map[string]any{"schema": described}
	}
	return content
}

// kindOfDownload is the media type of the format that the address names. One that
// there is none of is refused with the other parameters.
func (r route) kindOfDownload(c *gin.Context) (kind string, named bool) {
	name := c.Query("format")
	kind = jsonType
	for _, f := range downloadFormats() {
		if f.Name == name {
			kind = f.MediaType
		}
	}
	return kind, r.download && name != ""
}

// writeDownload answers with a file. Its tag is a strong one: the same graph gives
// the same bytes.
func (a *api) writeDownload(c *gin.Context, req *request, kind string, d download) {
	body := bytes.NewBuffer(d.body)
	for _, f := range downloadFormats() {
		if f.MediaType != kind {
			continue
		}
		if d.graph != nil {
			if err := f.Write(&fileBuffer{body}, d.graph); err != nil {
				a.fail(c, fmt.Errorf("export: %w", err))
				return
			}
		}
		c.Header("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": d.name + f.Suffix}))
	}
	tag := quotedHash(body.Bytes())
	c.Header("Cache-Control", req.caching())
	c.Header("Corridor-Release", req.meta.Release)
	c.Header("ETag", tag)
	if req.route.isRead() && isHeld(c.Request.Header.Values("If-None-Match"), tag) {
		c.Status(http.StatusNotModified)
		return
	}
	c.Data(http.StatusOK, kind, body.Bytes())
}

// fileBuffer takes no more than a download may have.
type fileBuffer struct{ to *bytes.Buffer }

// Write refuses what is over the limit.
func (b *fileBuffer) Write(p []byte) (int, error) {
	if b.to.Len()+len(p) > longestDownload {
		return 0, fmt.Errorf("%w: memory: the file has more than %d MiB: corridor export writes larger ones", db.ErrLimit, longestDownload>>20)
	}
	return b.to.Write(p)
}
