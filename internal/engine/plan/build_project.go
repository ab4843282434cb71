package plan

import (
	"corridor/internal/engine/syntax"
)

// projector plans one WITH or RETURN.
type projector struct {
	*builder
	in    stream
	p     *syntax.Projection
	items []projected
	// scope is what follows sees; sorting is what ORDER BY and WHERE see.
	scope, sorting *Scope
	columns        []column
	aggregates     bool
}

// projected is one item of a projection, those of * included.
type projected struct {
	name string
	expr syntax.Expr
}

// project plans a projection in the order in which its parts take effect:
// items, DISTINCT, ORDER BY, SKIP, LIMIT, WHERE.
func (b *builder) project(s stream, p *syntax.Projection, where syntax.Expr) stream {
	pr := &projector{builder: b, in: s, p: p, scope: s.outer.clone()}
	pr.collect()
	pr.sorting = newScope()
	op := s.op
	if pr.aggregates = pr.aggregating(); pr.aggregates {
		op = pr.aggregate(op)
	} else {
		op = pr.compute(op)
	}
	pr.sorting.Variables = pr.visible()
	if p.Distinct {
		op = &Distinct{Common: after(op, 0.5), Keys: slotsOf(pr.columns)}
	}
	op = pr.sort(op)
	op = pr.cut(op)
	if where != nil {
		op = b.filter(op, where, pr.sorting)
	}
	s.op, s.scope, s.columns = op, pr.scope, pr.columns
	return s
}

// collect lists the items; those of * are in the order of their names, but for
// those that an item of the same name replaces.
func (pr *projector) collect() {
	if pr.p.Star {
		for _, name := range pr.in.scope.names(pr.in.outer) {
			if !pr.p.Names(name) {
				pr.items = append(pr.items, projected{name, &syntax.Variable{At: pr.p.At, Name: name}})
			}
		}
	}
	for _, item := range pr.p.Items {
		pr.items = append(pr.items, projected{item.Name, item.Expr})
	}
}

func (pr *projector) aggregating() bool {
	for _, item := range pr.items {
		if len(pr.aggregatesIn(item.expr)) > 0 {
			return true
		}
	}
	return false
}

func (b *builder) aggregatesIn(e syntax.Expr) []syntax.Expr { return aggregatesIn(e, b.catalog) }

// result gives an item its slot and its name in what follows.
func (pr *projector) result(item projected, slot Slot) {
	slot.Name = item.name
	pr.columns = append(pr.columns, column{item.name, slot})
	pr.scope.bind(item.name, slot)
}

// compute plans items without aggregates. An item that is only a variable
// keeps its slot under the new name.
func (pr *projector) compute(op Operator) Operator {
	var items []Assignment
	for _, item := range pr.items {
		slot, ok := variableSlot(item.expr, pr.in.scope)
		if !ok {
			slot = pr.slot(ValueSlot, item.name)
			items = append(items, Assignment{slot, pr.scalar(item.expr, pr.in.scope)})
		}
		pr.result(item, slot)
	}
	pr.remember()
	return projectOnto(op, items)
}

func projectOnto(op Operator, items []Assignment) Operator {
	if len(items) == 0 {
		return op
	}
	return &Project{Common: after(op, 1), Items: items}
}

func variableSlot(e syntax.Expr, scope *Scope) (Slot, bool) {
	if v, ok := e.(*syntax.Variable); ok {
		slot, ok := scope.Variables[v.Name]
		return slot, ok
	}
	return Slot{}, false
}

// remember notes the items' expressions as computed for ORDER BY and WHERE,
// but for those whose names mean something else by then.
func (pr *projector) remember() {
	for i, item := range pr.items {
		if _, plain := item.expr.(*syntax.Variable); plain || pr.shadowed(item.expr) {
			continue
		}
		pr.sorting.Computed[syntax.PrintExpr(item.expr)] = pr.columns[i].slot
	}
}

func (pr *projector) shadowed(e syntax.Expr) bool {
	for name := range namesIn(e, pr.in.scope.Variables) {
		now, ok := pr.scope.Variables[name]
		if ok && now.Index != pr.in.scope.Variables[name].Index {
			return true
		}
	}
	return false
}

// visible are the names for ORDER BY and WHERE: the new ones, and the old ones
// where each row still has one meaning for them.
func (pr *projector) visible() map[string]Slot {
	all := newScope()
	switch {
	case pr.aggregates || pr.p.Distinct:
		for _, item := range pr.items {
			if slot, ok := variableSlot(item.expr, pr.in.scope); ok {
				all.bind(item.expr.(*syntax.Variable).Name, slot)
			}
		}
	default:
		for name, slot := range pr.in.scope.Variables {
			all.bind(name, slot)
		}
	}
	for name, slot := range pr.scope.Variables {
		all.bind(name, slot)
	}
	return all.Variables
}

// aggregate plans items with aggregates: the others are the grouping keys, the
// aggregating calls get slots, and what is computed from both follows.
func (pr *projector) aggregate(op Operator) Operator {
	agg := &Aggregate{}
	inner := &Scope{Variables: pr.in.outer.clone().Variables, Computed: map[string]Slot{}}
	slots := make([]Slot, len(pr.items))
	for i, item := range pr.items {
		if len(pr.aggregatesIn(item.expr)) == 0 {
			slots[i] = pr.key(agg, item, inner)
		}
	}
	for _, item := range pr.items {
		pr.addAggregates(agg, item.expr, item.name, inner)
	}
	for _, item := range pr.p.OrderBy {
		pr.addAggregates(agg, item.Expr, "", inner)
	}
	var rest []Assignment
	for i, item := range pr.items {
		slot, ok := inner.computed(item.expr)
		switch {
		case len(pr.aggregatesIn(item.expr)) == 0:
			slot = slots[i]
		case !ok:
			slot = pr.slot(ValueSlot, item.name)
			rest = append(rest, Assignment{slot, pr.scalar(item.expr, inner)})
		}
		pr.result(item, slot)
	}
	pr.sorting.Computed = inner.Computed
	pr.forget()
	pr.remember()
	factor := 0.1
	if len(agg.Keys) == 0 {
		factor = 1 / max(op.Base().Rows, 1)
	}
	agg.Common = after(op, factor)
	if d := pr.degrees(agg); d != nil {
		return projectOnto(d, rest)
	}
	return projectOnto(agg, rest)
}

// key makes an item a grouping key.
func (pr *projector) key(agg *Aggregate, item projected, inner *Scope) Slot {
	slot, plain := variableSlot(item.expr, pr.in.scope)
	scalar := Scalar{item.expr, pr.in.scope}
	if plain {
		inner.bind(item.expr.(*syntax.Variable).Name, slot)
	} else {
		slot = pr.slot(ValueSlot, item.name)
		scalar = pr.scalar(item.expr, pr.in.scope)
		inner.Computed[syntax.PrintExpr(item.expr)] = slot
	}
	agg.Keys = append(agg.Keys, Assignment{slot, scalar})
	return slot
}

// addAggregates gives each aggregating call of e a slot, the same call once.
// Where e is no more than the call, the slot has e's name.
func (pr *projector) addAggregates(agg *Aggregate, e syntax.Expr, name string, inner *Scope) {
	for _, call := range pr.aggregatesIn(e) {
		text := syntax.PrintExpr(call)
		if _, ok := inner.Computed[text]; ok {
			continue
		}
		if call != e || name == "" {
			name = text
		}
		slot := pr.slot(ValueSlot, name)
		inner.Computed[text] = slot
		if c, ok := call.(*syntax.Call); ok {
			for _, arg := range c.Args {
				pr.prepare(arg, pr.in.scope)
			}
		}
		agg.Aggs = append(agg.Aggs, Aggregation{To: slot, Expr: call, Scope: pr.in.scope})
	}
}

// forget is for ORDER BY's copy of what is computed: see remember. Aggregates
// stay, as nothing else can be meant by them.
func (pr *projector) forget() {
	computed := map[string]Slot{}
	for text, slot := range pr.sorting.Computed {
		computed[text] = slot
	}
	for _, item := range pr.items {
		if len(pr.aggregatesIn(item.expr)) == 0 && pr.shadowed(item.expr) {
			delete(computed, syntax.PrintExpr(item.expr))
		}
	}
	pr.sorting.Computed = computed
}

// sort plans ORDER BY. What is not in a slot yet is computed first.
func (pr *projector) sort(op Operator) Operator {
	if len(pr.p.OrderBy) == 0 {
		return op
	}
	sort := &Sort{}
	var items []Assignment
	for _, item := range pr.p.OrderBy {
		slot, ok := variableSlot(item.Expr, pr.sorting)
		if !ok {
			slot, ok = pr.sorting.computed(item.Expr)
		}
		if !ok {
			slot = pr.slot(ValueSlot, syntax.PrintExpr(item.Expr))
			items = append(items, Assignment{slot, pr.scalar(item.Expr, pr.sorting)})
		}
		sort.Keys = append(sort.Keys, SortKey{slot, item.Descending})
	}
	op = projectOnto(op, items)
	sort.Common = after(op, 1)
	if pr.p.Limit != nil {
		sort.Limit = pr.optional(pr.p.Limit, pr.in.outer)
		sort.Skip = pr.optional(pr.p.Skip, pr.in.outer)
	}
	return sort
}

// cut plans SKIP and LIMIT.
func (pr *projector) cut(op Operator) Operator {
	if pr.p.Skip != nil {
		op = &Skip{Common: after(op, 1), Count: pr.scalar(pr.p.Skip, pr.in.outer)}
	}
	if pr.p.Limit == nil {
		return op
	}
	limit := &Limit{Common: after(op, 1), Count: pr.scalar(pr.p.Limit, pr.in.outer), Exhaust: writes(op)}
	if n, ok := pr.p.Limit.(*syntax.Integer); ok {
		limit.Rows = min(limit.Rows, float64(n.Value))
	}
	return limit
}

// filter plans a condition onto op: subqueries that are conjuncts become
// semi-applies, the rest one filter before them.
func (b *builder) filter(op Operator, where syntax.Expr, scope *Scope) Operator {
	var plain []Scalar
	var semis []semiJoin
	for _, e := range conjuncts(where, nil) {
		if semi, ok := b.semi(e, scope, op.Base().Rows); ok {
			semis = append(semis, semi)
			continue
		}
		plain = append(plain, b.scalar(e, scope))
	}
	if len(plain) > 0 {
		op = &Filter{Common: after(op, 0.5), Predicates: plain}
	}
	for _, semi := range semis {
		op = semi.onto(op)
	}
	return op
}
