package plan

import (
	"strings"

	"corridor/internal/engine/syntax"
)

// counted is an aggregation that counts, for each node at one end of
// relationships, what is at the other end.
type counted struct {
	node, relationship, other Slot
	types                     Types
	direction                 syntax.Direction // from node
	labels                    []string         // of other
	near                      []Scalar         // conditions on node
	// source gives each node once; nil where one is to be made, on leaf.
	source Operator
	leaf   Operator
	rows   float64 // as many as the aggregation takes
}

// degrees is what gives the same rows as agg without a row for each relationship,
// where agg does no more than count what leads to or from a node: each node that
// may be one, with its degree. nil where agg is nothing such, or where the
// nodes are more than the relationships.
func (b *builder) degrees(agg *Aggregate) Operator {
	if len(agg.Keys) != 1 {
		return nil
	}
	c := countedBy(agg.Keys[0].Scalar, agg.In)
	if c == nil || agg.Keys[0].To.Index != c.node.Index {
		return nil
	}
	op := &Degree{Node: c.node, Types: c.types, Direction: c.direction, Labels: c.labels}
	for _, a := range agg.Aggs {
		if !c.counts(a) {
			return nil
		}
		op.Counts = append(op.Counts, a.To)
	}
	if c.source == nil && !b.scanNode(c) {
		return nil
	}
	if len(c.near) > 0 {
		c.source = &Filter{Common: after(c.source, 0.5), Predicates: c.near}
	}
	op.Common = after(c.source, 1)
	return op
}

// countedBy reads what an aggregation takes, where its key is one of the ends.
func countedBy(key Scalar, op Operator) *counted {
	name, ok := key.Expr.(*syntax.Variable)
	if !ok {
		return nil
	}
	c := &counted{node: key.Scope.Variables[name.Name]}
	var conditions []Scalar
	for filter, ok := op.(*Filter); ok; filter, ok = op.(*Filter) {
		conditions = append(conditions, filter.Predicates...)
		op = filter.In
	}
	switch op := op.(type) {
	case *Expand:
		ok = c.along(op)
	case *RelationshipScan:
		ok = c.among(op)
	default:
		ok = false
	}
	if !ok || c.types.Expr != nil || c.node.Kind != NodeSlot || c.node.Index == c.other.Index || !c.ask(conditions) {
		return nil
	}
	c.rows = op.Base().Rows
	return c
}

// along takes a step whose start is all nodes of some kind.
func (c *counted) along(op *Expand) bool {
	if op.Into || op.Bound || len(op.Distinct) > 0 {
		return false
	}
	c.relationship, c.types = op.Relationship, op.Types
	if op.From.Index == c.node.Index {
		c.other, c.direction, c.source = op.To, op.Direction, op.In
		return eachOnce(op.In, c.node)
	}
	c.other, c.direction = op.From, op.Direction.Reversed()
	switch scan := op.In.(type) {
	case *NodeByLabelScan:
		c.labels = []string{scan.Label}
	case *AllNodesScan:
	default:
		return false
	}
	c.leaf = op.In.Input()
	return op.To.Index == c.node.Index && isArgument(c.leaf)
}

// among takes all relationships of some types.
func (c *counted) among(op *RelationshipScan) bool {
	if op.Bound || op.Sought != nil || !isArgument(op.In) {
		return false
	}
	c.relationship, c.types, c.leaf = op.Relationship, op.Types, op.In
	if op.From.Index == c.node.Index {
		c.other, c.direction = op.To, op.Direction
	} else {
		c.other, c.direction = op.From, op.Direction.Reversed()
	}
	return op.From.Index == c.node.Index || op.To.Index == c.node.Index
}

// eachOnce says whether a plan gives no node twice for a row of its argument.
func eachOnce(op Operator, node Slot) bool {
	for filter, ok := op.(*Filter); ok; filter, ok = op.(*Filter) {
		op = filter.In
	}
	switch op.(type) {
	case *NodeByLabelScan, *AllNodesScan, *NodeIndexSeek, *NodeByIDSeek:
		return isArgument(op.Input()) && partsOf(op).writes[0].Index == node.Index
	}
	return false
}

// ask parts conditions into labels of the other end and what is asked of the node;
// false where there are others. A condition on the node must hold for all of its
// relationships or for none, so only those count that give the same each time.
func (c *counted) ask(conditions []Scalar) bool {
	for _, s := range conditions {
		node, label, ok := labelOf(s)
		_, compares := sifted(s, c.node.Index)
		switch {
		case ok && node.Index == c.other.Index:
			c.labels = append(c.labels, label)
		case ok && node.Index == c.node.Index || compares:
			c.near = append(c.near, s)
		default:
			return false
		}
	}
	return true
}

// counts says whether an aggregating call counts rows: nothing that the pattern
// binds is null.
func (c *counted) counts(a Aggregation) bool {
	call, ok := a.Expr.(*syntax.Call)
	if !ok {
		_, ok = a.Expr.(*syntax.CountStar)
		return ok
	}
	if !strings.EqualFold(call.Name, "count") || call.Distinct || len(call.Args) != 1 {
		return false
	}
	name, ok := call.Args[0].(*syntax.Variable)
	if !ok {
		return false
	}
	slot, ok := a.Scope.Variables[name.Name]
	return ok && (slot.Index == c.node.Index || slot.Index == c.relationship.Index || slot.Index == c.other.Index)
}

// scanNode finds the nodes by the rarest of their labels, if they are no more than
// the relationships.
func (b *builder) scanNode(c *counted) bool {
	nodes, label, at := b.stats.Nodes(), "", -1
	for i, s := range c.near {
		if _, name, ok := labelOf(s); ok && (at < 0 || b.stats.NodesWithLabel(name) < nodes) {
			nodes, label, at = b.stats.NodesWithLabel(name), name, i
		}
	}
	rows := c.leaf.Base().Rows * nodes
	if rows > c.rows {
		return false
	}
	common := Common{In: c.leaf, Rows: rows}
	if at < 0 {
		c.source = &AllNodesScan{Common: common, Node: c.node}
		return true
	}
	c.near = append(c.near[:at:at], c.near[at+1:]...)
	c.source = &NodeByLabelScan{Common: common, Node: c.node, Label: label}
	return true
}
