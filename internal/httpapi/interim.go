package httpapi

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"corridor/cypher"
	"corridor/internal/db"
	"corridor/internal/layout"
)

// interim stands in for the shapes of /api/v1 that the page is built against.
func (a *api) interim(c *gin.Context) {
	path := strings.Split(strings.TrimPrefix(c.Request.URL.Path, "/api/v1/"), "/")
	if !strings.HasPrefix(c.Request.URL.Path, "/api/v1/") {
		c.Next()
		return
	}
	var asked []gin.H
	ctx := c.Request.Context()
	run := func(name, text string, p map[string]any) []map[string]any {
		rows, err := a.db.Read(ctx, text, p, db.DefaultLimits)
		if err != nil {
			panic(err)
		}
		asked = append(asked, gin.H{"query": name, "cypher": text, "parameters": p, "rows": len(rows.Values), "elapsed_ms": rows.Elapsed.Milliseconds()})
		return rows.Objects()
	}
	named := func(name string, p map[string]any) []map[string]any {
		q, err := cypher.Lookup(name)
		if err != nil {
			panic(err)
		}
		bound, err := q.Bind(p)
		if err != nil {
			panic(err)
		}
		return run(name, q.Text, bound)
	}
	answer := func(h gin.H, left map[string]int) {
		if left == nil {
			left = map[string]int{}
		}
		h["meta"] = gin.H{"queries": asked, "elapsed_ms": 1, "release": "interim", "left_out": left}
		c.Abort()
		c.JSON(200, h)
	}
	g := func(rows []map[string]any) (nodes []layout.Node, rels []layout.Relationship) {
		if len(rows) == 0 {
			return
		}
		t, _ := json.Marshal(rows[0]["nodes"])
		json.Unmarshal(t, &nodes)
		t, _ = json.Marshal(rows[0]["relationships"])
		json.Unmarshal(t, &rels)
		return
	}
	switch {
	case path[0] == "picture":
		picture, left := layout.Business(g(named("overview", nil)))
		answer(gin.H{"picture": picture}, left)
	case path[0] == "queries" && len(path) == 2:
		given, err := parametersOf(c.Request.URL.RawQuery)
		if err != nil {
			a.fail(c, err)
			return
		}
		rows, about, err := a.ask(ctx, path[1], given)
		if err == nil && len(rows) == 0 {
			err = a.db.CheckKeys(ctx, about.Parameters)
		}
		if err != nil {
			a.fail(c, err)
			return
		}
		asked = append(asked, gin.H{"query": about.Query, "cypher": about.Cypher, "parameters": about.Parameters, "rows": about.Rows, "elapsed_ms": about.ElapsedMS})
		answer(gin.H{"rows": rows}, nil)
	case path[0] == "queries" && len(path) == 3:
		given, _ := parametersOf(c.Request.URL.RawQuery)
		q, err := cypher.Lookup(path[1])
		if err != nil {
			a.fail(c, err)
			return
		}
		bound, err := q.Bind(given)
		if err != nil {
			a.fail(c, err)
			return
		}
		rows, err := a.db.Read(ctx, q.Text, bound, db.DefaultLimits)
		if err != nil {
			a.fail(c, err)
			return
		}
		p, err := a.db.Picture(ctx, rows)
		if err != nil {
			a.fail(c, err)
			return
		}
		answer(gin.H{"picture": layout.Columns(g([]map[string]any{{"nodes": p.Nodes, "relationships": p.Relationships}}))}, nil)
	case path[0] == "nodes" && len(path) == 2:
		p := map[string]any{"key": path[1]}
		d := named("describe", p)
		if len(d) == 0 {
			a.fail(c, fmt.Errorf("%w: no node has the key %s; the query find looks for names", errNoNode, path[1]))
			return
		}
		answer(gin.H{"node": d[0], "facts": named("node", p), "evidence": named("evidence", p), "views": named("views", map[string]any{"voice": path[1]})}, nil)
	case path[0] == "nodes" && len(path) == 3:
		p := map[string]any{"key": path[1]}
		rows := run("neighbours", `MATCH (n {key: $key})
CALL { WITH n MATCH (n)-[r]-(m) WHERE r.claim IS NOT NULL OR r.basis = 'frame' RETURN type(r) AS type, CASE WHEN startNode(r) = n THEN 'out' ELSE 'in' END AS direction, m, coalesce(r.standing,'frame') AS standing, r.claim AS claim
 UNION WITH n MATCH (n)<-[:SUBJECT]-(c:Claim {standing:'reported'})-[:OBJECT]->(m) RETURN c.type AS type, 'out' AS direction, m, 'reported' AS standing, c.key AS claim
 UNION WITH n MATCH (n)<-[:OBJECT]-(c:Claim {standing:'reported'})-[:SUBJECT]->(m) RETURN c.type AS type, 'in' AS direction, m, 'reported' AS standing, c.key AS claim }
RETURN n.name AS name, labels(n)[0] AS label, type, direction, m.key AS key, m.name AS other, CASE WHEN m:Exploitation THEN 'Exploitation' ELSE labels(m)[0] END AS other_label, standing, claim ORDER BY type, direction, key, claim`, p)
		if len(rows) == 0 {
			a.fail(c, fmt.Errorf("%w: %s", errNoNode, path[1]))
			return
		}
		type group struct {
			Type      string `json:"type"`
			Direction string `json:"direction"`
			Total     int    `json:"total"`
			Shown     int    `json:"shown"`
		}
		groups := map[string]*group{}
		order := []*group{}
		nodes := []gin.H{}
		rels := []gin.H{}
		seen := map[string]bool{}
		for _, r := range rows {
			id := r["type"].(string) + r["direction"].(string)
			if groups[id] == nil {
				groups[id] = &group{Type: r["type"].(string), Direction: r["direction"].(string)}
				order = append(order, groups[id])
			}
			groups[id].Total++
			if groups[id].Shown >= 12 {
				continue
			}
			groups[id].Shown++
			key := r["key"].(string)
			if !seen[key] {
				seen[key] = true
				nodes = append(nodes, gin.H{"key": key, "label": r["other_label"], "name": r["other"]})
			}
			from, to := path[1], key
			if r["direction"] == "in" {
				from, to = key, path[1]
			}
			rels = append(rels, gin.H{"from": from, "to": to, "type": r["type"], "standing": r["standing"], "claim": r["claim"]})
		}
		answer(gin.H{"node": gin.H{"key": path[1], "name": rows[0]["name"], "label": rows[0]["label"]}, "groups": order, "nodes": nodes, "relationships": rels}, nil)
	case path[0] == "claims":
		p := map[string]any{"key": path[1]}
		rows := run("claim", `MATCH (c:Claim {key: $key})
OPTIONAL MATCH (c)-[:SUBJECT]->(s) OPTIONAL MATCH (c)-[:OBJECT]->(o)
RETURN c.key AS key, c.text AS text, c.type AS type, c.standing AS standing, c.polarity AS polarity, c.mode AS mode, c.for AS for, c.against AS against, c.qualified AS qualified, c.unknown AS unknown,
 s{.key,.name,label:labels(s)[0]} AS subject, o{.key,.name,label:labels(o)[0]} AS object,
 [(c)-[:ABOUT]->(x)|x{.key,.name,label:labels(x)[0]}] AS about,
 [(c)-[r:IN|AMONG|UNDER|THROUGH|FOR|BECAUSE_OF|BY|WITHIN]->(x)|[type(r), x{.key,.name,label:labels(x)[0]}]] AS roles,
 [(c)-[:CONTRADICTS]-(x)|x{.key,.text}] AS contradicts, [(c)-[:SUPPORTS]-(x)|x{.key,.text}] AS supports`, p)
		if len(rows) == 0 {
			a.fail(c, fmt.Errorf("%w: no claim has the key %s", errNoNode, path[1]))
			return
		}
		roles := map[string][]any{}
		for _, pair := range rows[0]["roles"].([]any) {
			name := pair.([]any)[0].(string)
			roles[name] = append(roles[name], pair.([]any)[1])
		}
		rows[0]["roles"] = roles
		answer(gin.H{"claim": rows[0], "evidence": named("evidence", p)}, nil)
	case path[0] == "passages":
		p := map[string]any{"key": path[1]}
		rows := run("passage", `MATCH (p:Passage {key: $key})-[:IN]->(d:Document) RETURN p.key AS key, d.name AS document, d.key AS document_key, d.short AS short, 'p'+toString(p.paragraph)+'s'+toString(p.sentence) AS at, p.paragraph AS paragraph, p.sentence AS sentence, p.none AS none`, p)
		if len(rows) == 0 {
			a.fail(c, fmt.Errorf("%w: no passage has the key %s", errNoNode, path[1]))
			return
		}
		rows[0]["drawn"] = run("drawn", `MATCH (p:Passage {key: $key})<-[:CITES]-(e:Evidence)-[:BEARS_ON]->(x), (e)-[:VOICES]->(v)
RETURN e.key AS evidence, x.key AS on, labels(x)[0] AS on_label, coalesce(x.text,x.name) AS text, v.name AS voice, v.key AS voice_key, e.stance AS stance, e.hedge AS hedge, e.reading AS reading, e.paraphrase AS paraphrase ORDER BY on`, p)
		answer(gin.H{"passage": rows[0], "text": nil}, nil)
	case path[0] == "search":
		found := named("find", map[string]any{"text": c.Query("q")})
		for _, r := range found {
			r["matched"] = r["name"]
		}
		answer(gin.H{"results": found, "total": len(found)}, nil)
	case path[0] == "paths":
		max := c.DefaultQuery("max", "6")
		if strings.Trim(max, "123456789") != "" {
			refuse(c, http.StatusBadRequest, "wrong parameter", "max")
			return
		}
		p := map[string]any{"from": c.Query("from"), "to": c.Query("to")}
		rows := run("paths", `MATCH (a {key: $from}), (b {key: $to}) MATCH p = allShortestPaths((a)-[*..`+max+`]-(b)) WHERE all(r IN relationships(p) WHERE r.claim IS NOT NULL OR r.basis='frame')
RETURN length(p) AS length, [n IN nodes(p)|n.key] AS nodes, [r IN relationships(p)|{from:startNode(r).key,to:endNode(r).key,type:type(r),standing:coalesce(r.standing,'frame'),claim:r.claim}] AS relationships, [n IN nodes(p)|{key:n.key,name:n.name,label:labels(n)[0]}] AS full LIMIT 10`, p)
		nodes := []any{}
		seen := map[string]bool{}
		for _, r := range rows {
			for _, n := range r["full"].([]any) {
				if k := n.(map[string]any)["key"].(string); !seen[k] {
					seen[k] = true
					nodes = append(nodes, n)
				}
			}
			delete(r, "full")
		}
		answer(gin.H{"paths": rows, "nodes": nodes}, nil)
	default:
		c.Next()
	}
}
