package httpapi

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"corridor/cypher"
	"corridor/internal/db"
	"corridor/web"
)

type api struct {
	db  *db.DB
	log *slog.Logger
	web web.Page
}

type route struct {
	path   string
	doc    string
	handle gin.HandlerFunc
}

// routes is the table of the API, all of it read with GET or HEAD.
func (a *api) routes() []route {
	return []route{
		{"/api/v1/counts", "how many nodes and relationships there are", a.counts},
		{"/api/v1/nodes/:key", "a node with its facts and their evidence", a.node},
		{"/api/v1/queries", "the named queries", a.queries},
		{"/api/v1/queries/:name", "the answer of a named query; its parameters are those of the address", a.query},
		{"/healthz", "whether the service and its database answer", a.health},
	}
}

// meta says where an answer comes from.
type meta struct {
	Query      string         `json:"query"`
	Cypher     string         `json:"cypher"`
	Parameters map[string]any `json:"parameters"`
	Rows       int            `json:"rows"`
	More       bool           `json:"more"` // a limit cut the answer
	ElapsedMS  int64          `json:"elapsed_ms"`
}

// ask runs a named query and returns its rows as objects.
func (a *api) ask(ctx context.Context, name string, given map[string]any) ([]map[string]any, meta, error) {
	q, err := cypher.Lookup(name)
	if err != nil {
		return nil, meta{}, err
	}
	bound, err := q.Bind(given)
	if err != nil {
		return nil, meta{}, err
	}
	rows, err := a.db.Read(ctx, q.Text, bound, db.DefaultLimits)
	if err != nil {
		return nil, meta{}, fmt.Errorf("query %s: %w", name, err)
	}
	return rows.Objects(), meta{name, q.Text, bound, len(rows.Values), rows.More, rows.Elapsed.Milliseconds()}, nil
}

func (a *api) queries(c *gin.Context) {
	all, err := cypher.Queries()
	if err != nil {
		a.fail(c, err)
		return
	}
	c.JSON(http.StatusOK, gin.H{"queries": all})
}

func (a *api) query(c *gin.Context) {
	given, err := parametersOf(c.Request.URL.RawQuery)
	if err != nil {
		a.fail(c, err)
		return
	}
	rows, about, err := a.ask(c.Request.Context(), c.Param("name"), given)
	if err == nil && len(rows) == 0 {
		err = a.db.CheckKeys(c.Request.Context(), about.Parameters)
	}
	if err != nil {
		a.fail(c, err)
		return
	}
	c.JSON(http.StatusOK, gin.H{"rows": rows, "meta": about})
}

// parametersOf reads the parameters of an address. URL.Query would drop what it
// cannot read, and answer another question than was asked.
func parametersOf(rawQuery string) (map[string]any, error) {
	pairs, err := url.ParseQuery(rawQuery)
	if err != nil {
		return nil, fmt.Errorf("%w: the address after its ? cannot be read: %w", cypher.ErrParameter, err)
	}
	given := map[string]any{}
	for name, values := range pairs {
		if len(values) > 1 {
			return nil, fmt.Errorf("%w: %s is given %d times", cypher.ErrParameter, name, len(values))
		}
		given[name] = values[0]
	}
	return given, nil
}

func (a *api) node(c *gin.Context) {
	given := map[string]any{"key": c.Param("key")}
	described, _, err := a.ask(c.Request.Context(), "describe", given)
	if err != nil {
		a.fail(c, err)
		return
	}
	if len(described) == 0 {
		a.fail(c, fmt.Errorf("%w: no node has the key %s; the query find looks for names", errNoNode, c.Param("key")))
		return
	}
	answer := gin.H{"node": described[0]}
	for _, part := range []struct {
		name, query, parameter string
	}{{"facts", "node", "key"}, {"evidence", "evidence", "key"}, {"views", "views", "voice"}} {
		rows, about, err := a.ask(c.Request.Context(), part.query, map[string]any{part.parameter: c.Param("key")})
		if err != nil {
			a.fail(c, err)
			return
		}
		answer[part.name] = rows
		if part.name == "facts" {
			answer["meta"] = about
		}
	}
	c.JSON(http.StatusOK, answer)
}

func (a *api) counts(c *gin.Context) {
	rows, about, err := a.ask(c.Request.Context(), "counts", nil)
	if err != nil {
		a.fail(c, err)
		return
	}
	c.JSON(http.StatusOK, gin.H{"counts": rows, "meta": about})
}

func (a *api) health(c *gin.Context) {
	if err := a.db.Ping(c.Request.Context()); err != nil {
		a.fail(c, err)
		return
	}
	c.JSON(http.StatusOK, gin.H{"status": "ok"})
}
