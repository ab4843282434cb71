package httpapi

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"reflect"
	"slices"
	"time"

	"github.com/gin-gonic/gin"
	"golang.org/x/sync/errgroup"

	"corridor/cypher"
	"corridor/graph"
	"corridor/internal/db"
	"corridor/internal/ingest"
	"corridor/web"
)

type api struct {
	db     *db.DB
	limits db.Limits // of each query
	// How long an answer in lines may take whose client waits for it.
	longestWait   time.Duration
	longestImport int64 // bytes
	log           *slog.Logger
	web           web.Page
	documents     map[string]ingest.Text
	table         []route
	openAPI       []byte
	reference     []byte // the page about the API

	transactions *db.Transactions
	atlases      *atlases

	reads, statements, imports gate
	tokens                     func() Tokens
	readWithoutToken           bool
	measures                   *measures
	audit                      slog.Handler
}

// Groups of routes, in the order to show them.
const (
	groupBusiness = "The business"
	groupNodes    = "Nodes and what is said of them"
	groupLook     = "Looking for something"
	groupQueries  = "Named queries"
	groupOwn      = "Queries of your own"
	groupLayers   = "Your own knowledge"
	groupService  = "The service"
)

// routes is the table of what is served beside the page.
func routes() []route {
	list := []route{
		{path: "/api/v1/picture", name: "picture", group: groupBusiness, doc: "The business laid out: its stages as lanes, kinds of nodes as bands", parameters: []parameter{whole("columns", 10, 4, 24, "how many columns wide: more of them make it less tall")}, answer: pictureAnswer{}, do: picture},
		{path: "/api/v1/atlas", name: "atlas", group: groupBusiness, doc: "The whole graph as a map, however large: of a part of it the nodes with their places, or groups of them with counts", parameters: atlasParameters(), answer: atlasAnswer{}, do: atlas},
		{path: "/api/v1/stages", name: "stages", group: groupBusiness, doc: "The tasks of each stage, who does them, and by which methods", parameters: pagedWhole(of("stages", "stage")...), answer: stagesAnswer{}, columnsOf: "stages", do: stages},
		{path: "/api/v1/actors", name: "actors", group: groupBusiness, doc: "Kinds of actors, their side and their tasks", parameters: paged(of("actors", "side", "stage")...), answer: actorsAnswer{}, columnsOf: "actors", do: actors},
		{path: "/api/v1/routes", name: "routes", group: groupBusiness, doc: "Routes, where they begin, pass and end", parameters: paged(of("routes", "place")...), answer: routesAnswer{}, columnsOf: "routes", do: routesThrough},
		{path: "/api/v1/levers", name: "levers", group: groupBusiness, doc: "Levers with their targets, and who says what of them", parameters: paged(leverFilters()...), answer: leversAnswer{}, columnsOf: "levers", do: levers},
		{path: "/api/v1/documents", name: "documents", group: groupBusiness, doc: "The documents that the graph is drawn from", parameters: paged(), answer: documentsAnswer{}, columnsOf: "documents", do: documents},
		{path: "/api/v1/documents/{key}", name: "document", group: groupBusiness, doc: "A document and what it adds to the others", parameters: pagedWhole(documentKey()...), answer: documentAnswer{}, do: document},
		{path: "/api/v1/documents/{key}/passages", name: "document-passages", group: groupBusiness, doc: "A document from its beginning to its end, with what was drawn from each passage", parameters: append(passagesKey(), paged()...), answer: readingAnswer{}, columnsOf: "passages", do: passages},

		{path: "/api/v1/nodes", name: "nodes", group: groupNodes, doc: "Nodes by key, filtered by label, words, document and standing", parameters: paged(of("nodes", "label", "text", "document", "standing")...), answer: nodesAnswer{}, columnsOf: "nodes", do: nodes},
		{path: "/api/v1/nodes/{key}", name: "node", group: groupNodes, doc: "A node, the statements that it is an end of, and all their evidence", parameters: pagedWhole(keyIn("node")...), answer: nodeAnswer{}, do: node},
		{path: "/api/v1/nodes/{key}/neighbours", name: "neighbours", group: groupNodes, doc: "What a node is joined to, with counts of what is not shown", parameters: neighbourParameters(), answer: neighboursAnswer{}, columnsOf: "neighbours", do: neighbours},
		{path: "/api/v1/claims", name: "claims", group: groupNodes, doc: "Claims by standing, type, document, voice and end, each with who stands where", parameters: paged(of("claims", claimList.filter...)...), answer: claimsAnswer{}, columnsOf: "claims", do: claims},
		{path: "/api/v1/claims/{key}", name: "claim", group: groupNodes, doc: "A claim with its ends, its evidence, and what it contradicts or supports", parameters: pagedWhole(keyIn("claim")...), answer: claimAnswer{}, do: claim},
		{path: "/api/v1/evidence", name: "evidence", group: groupNodes, doc: "Lines of evidence by document, statement, node, voice, stance and hedge", parameters: paged(of("lines-of-evidence", evidenceList.filter...)...), answer: linesAnswer{}, columnsOf: "lines-of-evidence", do: evidence},
		{path: "/api/v1/evidence/{key}", name: "line-of-evidence", group: groupNodes, doc: "A line of evidence: what it says, of what, in whose voice, and where", parameters: keyIn("line-of-evidence"), answer: lineAnswer{}, do: lineOfEvidence},
		{path: "/api/v1/statistics", name: "statistics", group: groupNodes, doc: "How many claims, levers, voices and documents there are on each stage, label, type, topic and document, and how the claims stand", parameters: pagedWhole(of("statistics", "by")...), answer: statisticsAnswer{}, columnsOf: "statistics", do: statistics},
		{path: "/api/v1/passages/{key}", name: "passage", group: groupNodes, doc: "A passage of a document and what was drawn from it", parameters: pagedWhole(keyIn("passage")...), answer: passageAnswer{}, do: passage},

		{path: "/api/v1/search", name: "search", group: groupLook, doc: "Nodes by words of their names, other names and paraphrases; slips of the pen are let pass", parameters: searchParameters(), answer: searchAnswer{}, columnsOf: "search", do: search},
		pathRoute("paths", "/api/v1/paths", "The shortest ways from one node to another, and those that are little longer"),
		pathRoute("shortest-paths", "/api/v1/paths/shortest", "The k shortest ways, k being the limit, by types of relationships and bounds of length"),
		pathRoute("simple-paths", "/api/v1/paths/simple", "All ways that pass no node twice, by types of relationships and bounds of length"),

		{method: http.MethodPost, path: "/api/v1/scene", name: "scene", group: groupLook, doc: "What you have gathered as a picture: nodes, what was opened of each, and the ways between some; with what is not shown of each", body: sceneBody{}, example: exampleScene, answer: sceneAnswer{}, do: scene},

		{path: "/api/v1/queries", name: "queries", group: groupQueries, doc: "The named queries: what they answer, take and give, and their Cypher", parameters: pagedWhole(), answer: queriesAnswer{}, unloaded: true, do: queries},
		{path: "/api/v1/queries/{name}", name: "no-query", group: groupQueries, do: noQuery, plain: true},
		{path: "/api/v1/queries/{name}/picture", name: "no-query-picture", group: groupQueries, do: noQuery, plain: true},
		{path: "/api/v1/queries/{name}/export", name: "no-query-export", group: groupQueries, do: noQuery, plain: true},

		{method: http.MethodPost, path: "/api/v1/cypher", name: "cypher", group: groupOwn, doc: "The answer to a statement of your own, which may only read", body: statementBody{}, example: exampleStatement, answer: statementAnswer{}, ownColumns: true, unloaded: true, beside: true, do: ownStatement},
		queryRoute(http.MethodPost, "", "query-api", "The answer to a statement, as Neo4j's Query API gives it", runQuery),
		queryRoute(http.MethodPost, "/tx", "query-api-begin", "Opens a transaction", beginTransaction),
		queryRoute(http.MethodPost, "/tx/{id}", "query-api-continue", "Runs a statement in an open transaction, or keeps it open", continueTransaction),
		queryRoute(http.MethodDelete, "/tx/{id}", "query-api-rollback", "Rolls an open transaction back", rollBackTransaction),
		queryRoute(http.MethodPost, "/tx/{id}/commit", "query-api-commit", "Commits an open transaction, after a last statement where there is one", commitTransaction),
		{path: "/api/v1/schema", name: "schema", group: groupOwn, doc: "Labels and relationship types with their properties, and how many there are", answer: schemaAnswer{}, unloaded: true, do: schema},
		{path: "/api/v1/counts", name: "counts", group: groupOwn, doc: "How many nodes of each label and relationships of each type there are", parameters: pagedWhole(), answer: countsAnswer{}, columnsOf: "counts", unloaded: true, do: counts},

		{path: "/api/v1/layers", name: "layers", group: groupLayers, doc: "The layers in which users keep what they added", parameters: paged(), answer: layersAnswer{}, ownColumns: true, unloaded: true, do: layers},
		{path: "/api/v1/layers/{layer}", name: "layer", group: groupLayers, doc: "A layer with its text, one item a line, which can be imported again", parameters: layerIn(), answer: layerAnswer{}, unloaded: true, do: layer},
		{method: http.MethodDelete, path: "/api/v1/layers/{layer}", name: "remove-layer", group: groupLayers, doc: "Removes a layer and all that is of it", parameters: layerIn(), answer: changeAnswer{}, writes: true, do: changing((*db.DB).RemoveLayer)},
		{method: http.MethodPost, path: importPath, name: "import-layer", group: groupLayers, doc: "Adds to a layer, all or nothing, and says what; it is made where there is none", parameters: append(layerIn(), dryRun), body: importBody{}, example: exampleImport, answer: importAnswer{}, writes: true, imports: true, do: importLayer},
		{method: http.MethodPost, path: "/api/v1/layers/{layer}/hide", name: "hide-layer", group: groupLayers, doc: "Takes a layer out of the graph, and keeps it", parameters: layerIn(), answer: changeAnswer{}, writes: true, do: changing((*db.DB).HideLayer)},
		{method: http.MethodPost, path: "/api/v1/layers/{layer}/show", name: "show-layer", group: groupLayers, doc: "Puts a hidden layer back into the graph", parameters: layerIn(), answer: changeAnswer{}, writes: true, do: changing((*db.DB).ShowLayer)},

		{path: "/healthz", name: "healthz", group: groupService, doc: "Whether the process lives", answer: healthAnswer{}, do: health, plain: true},
		{path: "/readyz", name: "readyz", group: groupService, doc: "Whether the database answers and a release is loaded", answer: readyAnswer{}, do: ready, plain: true},
	}
	all, err := cypher.Queries()
	if err != nil {
		panic(err) // they are part of the program, and a test reads them
	}
	list = append(list, exportRoutes()...)
	for _, q := range all {
		list = append(list, queryRoutes(q)...)
	}
	for i := range list {
		list[i].words = list[i].answer != nil && holds(reflect.TypeOf(list[i].answer), reflect.TypeFor[ingest.Text]())
		if list[i].method == "" {
			list[i].method = http.MethodGet
		}
	}
	return list
}

var exampleStatement = statementBody{
	Statement:  "MATCH (a:ActorType {key: $key})-[r:PERFORMS]->(t:Task) RETURN a, r, t",
	Parameters: map[string]any{"key": "actor:smuggler"},
	Picture:    true,
	Limit:      new(10),
}

// queryRoutes are those of a named query: its rows, its picture, and its graph for
// other tools.
func queryRoutes(q cypher.Query) []route {
	var own []parameter
	for _, p := range q.Parameters {
		own = append(own, parameter{Parameter: p, in: inQuery})
	}
	isLimit := func(p parameter) bool { return p.Name == "limit" }
	paged := append(slices.DeleteFunc(slices.Clone(own), isLimit), pages(q.Name, int64(db.DefaultLimits.Rows))...)
	return []route{
		{path: "/api/v1/queries/" + q.Name, name: "query-" + q.Name, group: groupQueries, doc: q.Question, parameters: paged, answer: queryAnswer{}, rowsOf: q.Name, columnsOf: q.Name,
			do: func(ctx context.Context, r *request) (any, error) { return r.query(ctx, q) }},
		{path: "/api/v1/queries/" + q.Name + "/picture", name: "picture-of-" + q.Name, group: groupQueries, doc: "As a picture: " + q.Question, parameters: own, answer: pictureAnswer{},
			do: func(ctx context.Context, r *request) (any, error) { return r.queryPicture(ctx, q) }},
		exportRoute(q, slices.Clone(own)),
	}
}

func leverFilters() []parameter {
	var out []parameter
	for _, filter := range leverList.filter {
		p := of(leversOf[filter], filter)[0]
		if p.Default == nil {
			p.Default, p.Doc = "", p.Doc+"; empty for all"
		}
		out = append(out, p)
	}
	return out
}

func neighbourParameters() []parameter {
	filters := of("neighbours", "type", "direction")
	filters[0].Values = relationshipTypes()
	return append(keyIn("neighbours"), append(filters, pages("neighbours", longestPage)...)...)
}

// relationshipTypes are all that the graph may have: those of statements, those of
// the record, and the roles, by which a figure, definition or event has ends too.
func relationshipTypes() []string {
	var names []string
	for _, types := range [][]graph.Type{graph.Types(), graph.Records()} {
		for _, t := range types {
			names = append(names, t.Name)
		}
	}
	for _, role := range graph.Roles() {
		names = append(names, role.Name)
	}
	return names
}

// keyIn takes the key of a named query for one in the path.
func keyIn(query string) []parameter {
	p := of(query, "key")
	p[0].in = inPath
	if p[0].Labels == nil {
		p[0].Labels = []string{cypher.AnyLabel}
	}
	return p
}

// handle answers a route: it decodes, asks, and encodes.
func (a *api) handle(r route) gin.HandlerFunc {
	return func(c *gin.Context) {
		req := &request{api: a, route: r, begin: time.Now(), token: accessOf(c).token, meta: &meta{Queries: []asked{}, LeftOut: map[string]int{}}}
		c.Writer.Header().Add("Vary", "Accept")
		kind, err := r.kindFor(c)
		if err != nil {
			a.fail(c, err)
			return
		}
		req.kind = kind
		answer, err := a.answer(c, req)
		if err != nil {
			a.fail(c, err)
			return
		}
		a.wrote(c, counted(req.changes), "layer", req.text("layer"))
		req.meta.ElapsedMS = time.Since(req.begin).Milliseconds()
		a.write(c, req, kind, answer)
	}
}

func (a *api) answer(c *gin.Context, req *request) (any, error) {
	ctx := c.Request.Context()
	var err error
	if req.route.answer == nil { // it only refuses
		req.given = map[string]any{"name": c.Param("name")}
		return req.route.do(ctx, req)
	}
	if req.given, req.body, err = req.route.decode(c, a.longestImport); err != nil {
		return nil, err
	}
	if req.route.beside {
		return a.answerBeside(ctx, req)
	}
	if !req.route.plain {
		found, err := a.release(ctx)
		if err != nil {
			return nil, err
		}
		req.found(found)
		if err = found.loaded(); err != nil && !req.route.unloaded {
			return nil, err
		}
	}
	return req.route.do(ctx, req)
}

// answerBeside asks for the release while it answers: on a server each question
// takes its own way there and back.
func (a *api) answerBeside(ctx context.Context, req *request) (any, error) {
	var found loading
	var asking errgroup.Group
	asking.Go(func() (err error) {
		found, err = a.release(ctx)
		return err
	})
	answer, err := req.route.do(ctx, req)
	if missed := asking.Wait(); err == nil {
		err = missed
	}
	req.found(found)
	return answer, err
}

func (r *request) found(l loading) {
	r.meta.Release, r.meta.Loading, r.state = l.release, l.begun, l.state
}

// holds reports whether a value of a type can have one of another in it, as far
// as types say.
func holds(in, wanted reflect.Type) bool { return holdsBeside(in, wanted, map[reflect.Type]bool{}) }

// holdsBeside leaves out structs that were seen: a type can be within itself, as
// a step of a plan is.
func holdsBeside(in, wanted reflect.Type, seen map[reflect.Type]bool) bool {
	switch in.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		return holdsBeside(in.Elem(), wanted, seen)
	case reflect.Struct:
		if seen[in] {
			return false
		}
		seen[in] = true
		for i := range in.NumField() {
			if holdsBeside(in.Field(i).Type, wanted, seen) {
				return true
			}
		}
	}
	return in == wanted
}

// caching lets nothing be kept that has the words of a document, and all else
// only to be asked for again: another release may be loaded at any time.
func (r *request) caching() string {
	if r.route.words && r.api.documents != nil {
		return "no-store"
	}
	return "no-cache"
}

type healthAnswer struct {
	Status string `json:"status" doc:"ok"`
}

func health(context.Context, *request) (any, error) { return healthAnswer{"ok"}, nil }

type readyAnswer struct {
	Status  string `json:"status" doc:"ready"`
	Release string `json:"release" doc:"hash of the release that is loaded"`
}

// readyTime is how long the database may take to say that it is there: less than
// those who ask wait, such as corridor health.
const readyTime = 3 * time.Second

func ready(ctx context.Context, r *request) (any, error) {
	soon, cancel := context.WithTimeout(ctx, readyTime)
	defer cancel()
	answer, err := readiness(soon, r)
	if err != nil && soon.Err() != nil {
		return nil, fmt.Errorf("%w: no answer within %v", db.ErrUnreachable, readyTime)
	}
	return answer, err
}

func readiness(ctx context.Context, r *request) (any, error) {
	if err := r.api.db.Ping(ctx); err != nil { // at once, where a query would be tried again
		return nil, err
	}
	found, err := r.api.release(ctx)
	if err == nil {
		err = found.loaded()
	}
	return readyAnswer{"ready", found.release}, err
}

// loaded refuses to answer where no release is whole: an empty answer would read
// as if the documents said nothing.
func (l loading) loaded() error {
	switch {
	case l.release == "" && l.begun:
		return fmt.Errorf("%w: a load has begun and not ended: wait for it, or run corridor load again where it was stopped", errNothing)
	case l.release == "":
		return fmt.Errorf("%w: corridor load does that", errNothing)
	}
	return nil
}
