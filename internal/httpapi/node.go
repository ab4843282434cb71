package httpapi

import (
	"context"
	"fmt"

	"corridor/graph"
	"corridor/internal/ingest"
)

type nodeAnswer struct {
	Node     row        `json:"node" query:"describe" doc:"the node itself"`
	Facts    []row      `json:"facts" query:"node" doc:"the statements that have it as an end, with all evidence"`
	Evidence []row      `json:"evidence" query:"evidence" doc:"its own, where it is a claim, figure, definition or event"`
	Views    []row      `json:"views" query:"views" doc:"what it says, where it is a voice"`
	Totals   nodeTotals `json:"totals" doc:"how many there are on all pages, each of which goes on in all lists that have more"`
	Next     *string    `json:"next" doc:"cursor of the next page; null on the last"`
	Meta     *meta      `json:"meta"`
}

type nodeTotals struct {
	Facts    int `json:"facts" doc:"statements that have the node as an end"`
	Evidence int `json:"evidence" doc:"lines of its own evidence"`
	Views    int `json:"views" doc:"of what it says"`
}

func node(ctx context.Context, r *request) (any, error) {
	described, err := r.askFor(ctx, "describe")
	if err != nil {
		return nil, err
	}
	answer := nodeAnswer{Node: described, Meta: r.meta}
	answer.Next, err = r.readParts(ctx, []part{
		{"facts", "node", "key", &answer.Facts, &answer.Totals.Facts},
		{"evidence", "evidence", "key", &answer.Evidence, &answer.Totals.Evidence},
		{"views", "views", "voice", &answer.Views, &answer.Totals.Views},
	})
	return answer, err
}

// nodeName is a node as a picture or a list has it.
type nodeName struct {
	Key   any `json:"key" doc:"of the node"`
	Label any `json:"label" doc:"of the node; of two, the narrower"`
	Name  any `json:"name" doc:"of the node"`
}

// tie is a relationship as a picture has it.
type tie struct {
	From     any `json:"from" doc:"key of a node"`
	To       any `json:"to" doc:"key of a node"`
	Type     any `json:"type" doc:"of the relationship"`
	Standing any `json:"standing" doc:"asserted, disputed, reported, or frame: our arrangement"`
	Claim    any `json:"claim" doc:"key of the claim; null where there is none"`
}

func tieOf(r row) tie { return tie{r["from"], r["to"], r["type"], r["standing"], r["claim"]} }

// group counts the relationships of a node of one type and direction.
type group struct {
	Type      string `json:"type" doc:"of the relationships"`
	Direction string `json:"direction" doc:"out: from the node; in: to it"`
	Total     int    `json:"total" doc:"how many there are"`
	Shown     int    `json:"shown" doc:"how many of them the answer shows"`
}

type neighboursAnswer struct {
	Node          nodeName   `json:"node" doc:"the node itself"`
	Groups        []group    `json:"groups" doc:"all of its relationships, by type and direction"`
	Total         int        `json:"total" doc:"how many relationships match on all pages"`
	Next          *string    `json:"next" doc:"cursor of the next page; null on the last"`
	Nodes         []nodeName `json:"nodes" doc:"the neighbours shown, each once, by the first of the relationships"`
	Relationships []tie      `json:"relationships" doc:"those shown, the best borne out first"`
	Meta          *meta      `json:"meta"`
}

func neighbours(ctx context.Context, r *request) (any, error) {
	described, err := r.askFor(ctx, "describe")
	if err != nil {
		return nil, err
	}
	answer := neighboursAnswer{Node: nodeNameOf(described), Nodes: []nodeName{}, Relationships: []tie{}, Meta: r.meta}
	if answer.Groups, err = groups(ctx, r); err != nil {
		return nil, err
	}
	q := mustLookup("neighbours")
	p, err := listOf(q).readTo(ctx, r, r.boundTo(q))
	if err != nil {
		return nil, err
	}
	answer.Total, answer.Next = p.total, p.next
	seen := map[any]bool{answer.Node.Key: true}
	for _, near := range p.rows {
		answer.Relationships = append(answer.Relationships, tieOf(near))
		if !seen[near["key"]] {
			seen[near["key"]] = true
			answer.Nodes = append(answer.Nodes, nodeName{near["key"], near["label"], near["name"]})
		}
		direction := "in"
		if near["from"] == answer.Node.Key {
			direction = "out"
		}
		show(answer.Groups, near["type"], direction)
	}
	for _, g := range answer.Groups {
		r.leaveOut(g.Type, g.Total-g.Shown)
	}
	if len(p.rows) == 0 {
		err = r.explain(ctx, r.route.plainParameters())
	}
	return answer, err
}

func groups(ctx context.Context, r *request) ([]group, error) {
	rows, err := r.ask(ctx, "node-groups", map[string]any{"key": r.text("key")})
	if err != nil {
		return nil, err
	}
	out := make([]group, len(rows))
	for i, g := range rows {
		kind, _ := g["type"].(string)
		direction, _ := g["direction"].(string)
		total, _ := g["total"].(int64)
		out[i] = group{Type: kind, Direction: direction, Total: int(total)}
	}
	return out, nil
}

func show(groups []group, kind any, direction string) {
	for i, g := range groups {
		if g.Type == kind && g.Direction == direction {
			groups[i].Shown++
		}
	}
}

// nodeNameOf takes what a list needs from a row of the query describe.
func nodeNameOf(described row) nodeName {
	properties, _ := described["properties"].(row)
	labels, _ := described["labels"].([]any)
	n := nodeName{Key: described["key"], Name: properties["name"]}
	key, _ := n.Key.(string)
	if label, ours := graph.LabelOf(key); ours {
		n.Label = label.Name
	} else if len(labels) > 0 { // a user's
		n.Label = labels[0]
	}
	return n
}

type claimAnswer struct {
	Claim    claimShape `json:"claim" doc:"the claim and its ends"`
	Evidence []row      `json:"evidence" query:"evidence" doc:"who says what of it, where"`
	Total    int        `json:"total" doc:"how many lines of evidence there are on all pages"`
	Next     *string    `json:"next" doc:"cursor of the next page; null on the last"`
	Meta     *meta      `json:"meta"`
}

// claimShape is a row of the query claim with its roles by name.
type claimShape row

func claim(ctx context.Context, r *request) (any, error) {
	found, err := r.askFor(ctx, "claim")
	if err != nil {
		return nil, err
	}
	roles := map[string][]any{}
	list, _ := found["roles"].([]any)
	for _, item := range list {
		role, _ := item.(row)
		name := fmt.Sprint(role["role"])
		roles[name] = append(roles[name], nodeName{role["key"], role["label"], role["name"]})
	}
	found["roles"] = roles
	answer := claimAnswer{Claim: claimShape(found), Meta: r.meta}
	answer.Next, err = r.readParts(ctx, []part{{"evidence", "evidence", "key", &answer.Evidence, &answer.Total}})
	return answer, err
}

type passageAnswer struct {
	Passage row          `json:"passage" query:"passage" doc:"where it stands; its words are not kept"`
	Drawn   []row        `json:"drawn" query:"drawn-from-passage" doc:"what was drawn from it"`
	Total   int          `json:"total" doc:"how much was drawn from it, on all pages"`
	Next    *string      `json:"next" doc:"cursor of the next page; null on the last"`
	Text    *ingest.Text `json:"text" doc:"the sentence and its paragraph, where the service was started with the reader's own copies; else null"`
	Meta    *meta        `json:"meta"`
}

func passage(ctx context.Context, r *request) (any, error) {
	found, err := r.askFor(ctx, "passage")
	if err != nil {
		return nil, err
	}
	answer := passageAnswer{Passage: found, Meta: r.meta}
	if answer.Next, err = r.readParts(ctx, []part{{"drawn", "drawn-from-passage", "passage", &answer.Drawn, &answer.Total}}); err != nil {
		return nil, err
	}
	if text, held := r.api.documents[r.text("key")]; held {
		answer.Text = &text
	}
	return answer, nil
}
