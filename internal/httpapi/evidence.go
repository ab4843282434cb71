package httpapi

import (
	"context"

	"corridor/cypher"
)

var (
	claimList     = list{query: "claims", label: "Claim", filter: listOf(mustLookup("claims")).filter}
	evidenceList  = list{query: "lines-of-evidence", label: "Evidence", filter: listOf(mustLookup("lines-of-evidence")).filter}
	statisticList = list{query: "statistics", label: "rows", filter: []string{"by"}}
)

type claimsAnswer struct {
	Claims []row   `json:"claims" query:"claims" doc:"by key, each with who stands where"`
	Total  int     `json:"total" doc:"how many match, on all pages"`
	Next   *string `json:"next" doc:"cursor of the next page; null on the last"`
	Meta   *meta   `json:"meta"`
}

func claims(ctx context.Context, r *request) (any, error) {
	p, err := claimList.read(ctx, r)
	if err != nil {
		return nil, err
	}
	return claimsAnswer{p.rows, p.total, p.next, r.meta}, nil
}

type linesAnswer struct {
	Evidence []row   `json:"evidence" query:"lines-of-evidence" doc:"as it stands in the documents, one after the other"`
	Total    int     `json:"total" doc:"how many match, on all pages"`
	Next     *string `json:"next" doc:"cursor of the next page; null on the last"`
	Meta     *meta   `json:"meta"`
}

func evidence(ctx context.Context, r *request) (any, error) {
	p, err := evidenceList.read(ctx, r)
	if err != nil {
		return nil, err
	}
	return linesAnswer{p.rows, p.total, p.next, r.meta}, nil
}

type lineAnswer struct {
	Evidence row   `json:"evidence" query:"line-of-evidence" doc:"the line, what it bears on, who says it, and where"`
	Meta     *meta `json:"meta"`
}

func lineOfEvidence(ctx context.Context, r *request) (any, error) {
	found, err := r.askFor(ctx, "line-of-evidence")
	if err != nil {
		return nil, err
	}
	return lineAnswer{found, r.meta}, nil
}

type statisticsAnswer struct {
	Statistics []row   `json:"statistics" query:"statistics" doc:"a subject each"`
	Total      int     `json:"total" doc:"how many subjects there are, on all pages"`
	Next       *string `json:"next" doc:"cursor of the next page; null on the last"`
	Meta       *meta   `json:"meta"`
}

func statistics(ctx context.Context, r *request) (any, error) {
	p, err := statisticList.read(ctx, r)
	if err != nil {
		return nil, err
	}
	return statisticsAnswer{p.rows, p.total, p.next, r.meta}, nil
}

type documentAnswer struct {
	Document     row            `json:"document" query:"documents" doc:"the document, and how much was drawn from it"`
	Statements   []row          `json:"statements" query:"document-adds" doc:"claims, figures, definitions and events that no other document holds"`
	OfStatements share          `json:"of_statements" doc:"out of how many they are"`
	Nodes        []row          `json:"nodes" query:"document-adds-nodes" doc:"nodes that no other document speaks of"`
	OfNodes      share          `json:"of_nodes" doc:"out of how many they are"`
	Voices       []row          `json:"voices" query:"voices" doc:"who speaks in it"`
	Totals       documentTotals `json:"totals" doc:"how many there are on all pages, each of which goes on in all lists that have more"`
	Next         *string        `json:"next" doc:"cursor of the next page; null on the last"`
	Meta         *meta          `json:"meta"`
}

type documentTotals struct {
	Statements int `json:"statements" doc:"that no other document holds"`
	Nodes      int `json:"nodes" doc:"that no other document speaks of"`
	Voices     int `json:"voices" doc:"who speak in it"`
}

// documentKey is the parameter of a query that names a document, as a key of the path.
func documentKey() []parameter {
	p := of("document-adds", "document")
	p[0].Name, p[0].in = "key", inPath
	return p
}

func document(ctx context.Context, r *request) (any, error) {
	all, err := r.ask(ctx, "documents", nil)
	if err != nil {
		return nil, err
	}
	answer := documentAnswer{Meta: r.meta}
	for _, d := range all {
		if d["key"] == r.text("key") {
			answer.Document = d
		}
	}
	if answer.Document == nil {
		return nil, r.noNode(ctx)
	}
	statements, nodes := mustLookup("document-adds"), mustLookup("document-adds-nodes")
	answer.Next, err = r.readParts(ctx, []part{
		{"statements", statements.Name, "document", &answer.Statements, &answer.Totals.Statements},
		{"nodes", nodes.Name, "document", &answer.Nodes, &answer.Totals.Nodes},
		{"voices", "voices", "document", &answer.Voices, &answer.Totals.Voices},
	})
	if err != nil {
		return nil, err
	}
	if answer.OfStatements, err = r.shareOf(ctx, statements); err != nil {
		return nil, err
	}
	answer.OfNodes, err = r.shareOf(ctx, nodes)
	return answer, err
}

// shareOf asks out of how many what a query gives of the document of the path is.
func (r *request) shareOf(ctx context.Context, q cypher.Query) (share, error) {
	count, err := r.countOf(ctx, q, map[string]any{"document": r.text("key")})
	return share{count, q.Of}, err
}
