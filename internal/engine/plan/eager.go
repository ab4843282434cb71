package plan

import (
	"maps"
	"slices"
	"strings"

	"corridor/internal/engine/syntax"
)

// everything stands in a set of names for all names.
const everything = ""

// effects is what a part of a plan reads of the graph, and what it changes.
// Nodes are the labels by which nodes are looked for (everything: also those
// without); the other sets are names that are read or changed.
type effects struct {
	readNodes, readLabels, readTypes, readKeys names
	writeLabels, writeTypes, writeKeys         names
	created                                    []names // the labels of each node that is made
	deletes                                    bool
	seeks                                      bool // looks for a node by its id
}

func newEffects() *effects {
	return &effects{readNodes: names{}, readLabels: names{}, readTypes: names{}, readKeys: names{},
		writeLabels: names{}, writeTypes: names{}, writeKeys: names{}}
}

func (e *effects) add(other *effects) {
	e.readNodes.addAll(other.readNodes)
	e.readLabels.addAll(other.readLabels)
	e.readTypes.addAll(other.readTypes)
	e.readKeys.addAll(other.readKeys)
	e.writeLabels.addAll(other.writeLabels)
	e.writeTypes.addAll(other.writeTypes)
	e.writeKeys.addAll(other.writeKeys)
	e.created = append(e.created, other.created...)
	e.deletes = e.deletes || other.deletes
	e.seeks = e.seeks || other.seeks
}

func (n names) overlaps(other names) bool {
	if len(n) == 0 || len(other) == 0 {
		return false
	}
	return n[everything] || other[everything] || n.meets(other)
}

func (e *effects) reads() bool {
	return e.seeks || len(e.readNodes)+len(e.readLabels)+len(e.readTypes)+len(e.readKeys) > 0
}

// disturbs says whether what e changes could be seen by what other reads.
func (e *effects) disturbs(other *effects) bool {
	if e.deletes && other.reads() {
		return true
	}
	for _, labels := range e.created {
		if other.readNodes[everything] || labels.overlaps(other.readNodes) {
			return true
		}
	}
	scanned := maps.Clone(other.readNodes)
	delete(scanned, everything)
	return e.writeLabels.overlaps(other.readLabels) || e.writeLabels.overlaps(scanned) ||
		e.writeTypes.overlaps(other.readTypes) || e.writeKeys.overlaps(other.readKeys)
}

// separate puts an Eager wherever rows could otherwise see what is changed for
// other rows of an earlier or later clause. It goes along a plan from its leaf,
// and keeps what is read and changed since all rows were last taken together.
func separate(p *Plan) {
	s := &separator{p}
	s.chain(p.Root)
}

type separator struct{ plan *Plan }

func (s *separator) chain(last Operator) {
	if !writes(last) {
		return
	}
	pending := newEffects()
	for _, op := range fromLeaf(last) {
		for _, nested := range partsOf(op).nested {
			s.chain(nested.root)
		}
		own := s.effects(op)
		if own.disturbs(pending) || pending.disturbs(own) {
			in := op.Input()
			op.Base().In = &Eager{after(in, 1)}
			pending = newEffects()
		}
		if takesAll(op) {
			pending = newEffects()
		} else {
			pending.add(own)
		}
	}
}

// takesAll says whether op takes all rows before it gives the first.
func takesAll(op Operator) bool {
	switch op := op.(type) {
	case *Aggregate, *Eager:
		return true
	case *Sort:
		return op.Ordered == 0
	}
	return false
}

// fromLeaf is a chain of operators in the order in which rows pass them.
func fromLeaf(last Operator) []Operator {
	var chain []Operator
	for op := last; op != nil; op = op.Input() {
		chain = append(chain, op)
	}
	slices.Reverse(chain)
	return chain
}

// writes says whether a plan changes the graph.
func writes(last Operator) bool {
	for op := last; op != nil; op = op.Input() {
		switch op := op.(type) {
		case *Create, *Merge, *Set, *Delete, *Foreach:
			return true
		case *ProcedureCall:
			if op.Writes {
				return true
			}
		}
		for _, nested := range partsOf(op).nested {
			if writes(nested.root) {
				return true
			}
		}
	}
	return false
}

// all is what the whole of a plan does.
func (s *separator) all(last Operator) *effects {
	e := newEffects()
	for op := last; op != nil; op = op.Input() {
		e.add(s.effects(op))
	}
	return e
}

// effects are those of one operator with the plans in it.
func (s *separator) effects(op Operator) *effects {
	e := newEffects()
	switch op := op.(type) {
	case *AllNodesScan:
		e.readNodes[everything] = true
	case *NodeByLabelScan:
		e.readNodes[op.Label] = true
	case *NodeByIDSeek:
		e.seeks = true
	case *NodeIndexSeek:
		for _, label := range append([]string{op.Label}, op.Or...) {
			e.readNodes[label] = true
		}
		for _, key := range op.Properties {
			e.readKeys[key] = true
		}
	case *RelationshipScan:
		e.types(op.Types)
	case *Degree:
		e.types(op.Types)
		for _, label := range op.Labels {
			e.readLabels[label] = true
		}
	case *Expand:
		e.types(op.Types)
	case *VarExpand:
		e.types(op.Types)
	case *ShortestPaths:
		e.types(op.Types)
	case *ProduceResults:
		e.produced(op.Columns)
	default:
		e.updates(op)
	}
	p := partsOf(op)
	for _, scalar := range p.scalars {
		s.scalar(scalar.Expr, e)
	}
	for _, nested := range p.nested {
		e.add(s.all(nested.root))
	}
	return e
}

func (e *effects) types(t Types) {
	for _, name := range typesOrAny(t) {
		e.readTypes[name] = true
	}
}

// produced are the columns of the result: an entity is given with all it has.
func (e *effects) produced(columns []Slot) {
	if len(columns) > 0 {
		e.readKeys[everything] = true
		e.readLabels[everything] = true
	}
}

func (e *effects) updates(op Operator) {
	switch op := op.(type) {
	case *Create:
		e.creates(op)
	case *Merge:
		e.creates(&op.Create)
		e.sets(op.OnCreate)
		e.sets(op.OnMatch)
	case *Set:
		e.sets(op.Items)
	case *Delete:
		e.deletes = true
	case *ProcedureCall:
		if op.Writes {
			e.anything()
		}
		e.readNodes[everything], e.readTypes[everything] = true, true
		e.readKeys[everything], e.readLabels[everything] = true, true
	}
}

// anything is for what the planner cannot look into.
func (e *effects) anything() {
	e.writeKeys[everything], e.writeLabels[everything], e.writeTypes[everything] = true, true, true
	e.created = append(e.created, names{everything: true})
	e.deletes = true
}

func (e *effects) creates(op *Create) {
	for _, n := range op.Nodes {
		made := names{}
		for _, l := range n.Labels {
			made[l.Name] = true // a dynamic one has the empty name
		}
		e.created = append(e.created, made)
	}
	for _, r := range op.Relationships {
		e.seeks = true
		if r.Type != nil {
			e.writeTypes[r.Type.Name] = true
		}
	}
}

func (e *effects) sets(items []SetItem) {
	for _, item := range items {
		e.seeks = true
		switch {
		case item.Target != nil:
			e.writeKeys[item.KeyName] = true // a computed one has the empty name
		case len(item.Labels) > 0:
			for _, l := range item.Labels {
				e.writeLabels[l.Name] = true
			}
		default:
			e.writeKeys.addAll(mapKeys(item))
			if mayBeEntity(item.Value.Expr) {
				e.readKeys[everything] = true
			}
		}
	}
}

// mapKeys are the properties that += changes with a map as written; any others
// may change all.
func mapKeys(item SetItem) names {
	m, ok := item.Value.Expr.(*syntax.MapLiteral)
	if !ok || !item.Add {
		return names{everything: true}
	}
	keys := names{}
	for _, entry := range m.Entries {
		keys[entry.Key] = true
	}
	return keys
}

// mayBeEntity says whether SET a = b may copy all properties that an entity
// has; reading those of a map by their names counts where they are written.
func mayBeEntity(e syntax.Expr) bool {
	switch e.(type) {
	case *syntax.MapLiteral, *syntax.MapProjection, *syntax.Parameter:
		return false
	}
	return true
}

// scalar adds what an expression reads.
func (s *separator) scalar(root syntax.Expr, e *effects) {
	if root == nil {
		return
	}
	syntax.Walk(root, func(n syntax.Node) bool {
		expr, ok := n.(syntax.Expr)
		if !ok {
			e.label(n)
			return true
		}
		e.expr(expr)
		if sub := s.plan.Subplans[expr]; sub != nil {
			e.add(s.all(sub.Root))
			return false
		}
		return true
	})
}

func (e *effects) label(n syntax.Node) {
	switch n := n.(type) {
	case *syntax.LabelName:
		e.readLabels[n.Name] = true
	case *syntax.LabelWildcard:
		e.readLabels[everything] = true
	case *syntax.MapProjectionItem:
		if n.All {
			e.readKeys[everything] = true
		} else if n.Value == nil {
			e.readKeys[n.Key] = true
		}
	}
}

func (e *effects) expr(x syntax.Expr) {
	switch x := x.(type) {
	case *syntax.Property:
		e.readKeys[x.Key] = true
	case *syntax.Index:
		if key, ok := x.Index.(*syntax.String); ok {
			e.readKeys[key.Value] = true
		} else if _, ok := x.Index.(*syntax.Integer); !ok {
			e.readKeys[everything] = true
		}
	case *syntax.Call:
		switch strings.ToLower(x.Name) {
		case "properties", "keys":
			e.readKeys[everything] = true
		case "labels":
			e.readLabels[everything] = true
		}
	}
}
