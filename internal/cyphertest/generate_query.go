package cyphertest

import (
	"fmt"
	"slices"
	"strings"
)

// Query makes a query.
func (g *Generator) Query() *Query {
	g.scope, g.names, g.risky, g.loose, g.depth, g.nested = nil, 0, false, g.chance(30), 1+g.random.IntN(3), 0
	g.style = g.random.IntN(len(labelExpressions))
	q := &Query{Loose: g.loose}
	switch n := g.random.IntN(100); {
	case n < 18:
		q.piece = g.calculation()
	case n < 20:
		q.piece, q.Writes = lines(g.expression("failing")), true
	case n < 66:
		clauses := g.reading()
		last, ordered := g.last(0)
		q.piece, q.Ordered = lines(append(clauses, last)...), ordered
	case n < 68:
		q.piece = lines(g.expression("statement"))
	case n < 75:
		q.piece = g.union()
	case n < 78:
		q.piece = g.shortest()
	default:
		q.piece, q.Writes = g.updating(), true
	}
	return q
}

func lines(clauses ...*fragment) *fragment { return &fragment{parts: clauses, join: " "} }

// kinds are the types of what is computed.
var kinds = []string{"int", "int", "float", "string", "bool", "bool", "ints", "strings", "list", "map", "any", "date", "time", "localtime", "datetime",
	"localdatetime", "duration", "point"}

// calculation is one expression, without a graph and without choices of when
// it is computed; it may fail.
func (g *Generator) calculation() *fragment {
	g.risky, g.depth = g.chance(50), 1+g.random.IntN(4)
	g.loose = false
	kind := one(g, kinds...)
	if g.chance(12) {
		kind = "wrong"
	}
	return lines(text("RETURN"), list(whole(item, g.expression(kind), text(" AS c1"))))
}

// reading makes clauses that read, and leaves their variables in the scope.
func (g *Generator) reading() (clauses []*fragment) {
	for i := range 1 + g.random.IntN(4) {
		var made *fragment
		switch n := g.random.IntN(100); {
		case i == 0 && n < 75 || n < 35:
			made = g.match("MATCH ", true)
		case n < 55:
			made = g.match("OPTIONAL MATCH ", false)
		case n < 68:
			made = g.unwind()
		case n < 80 && g.nested < 2:
			made = g.call()
		default:
			made = g.with()
		}
		clauses = append(clauses, made)
	}
	return clauses
}

func (g *Generator) match(word string, several bool) *fragment {
	var own []variable
	var paths []*fragment
	for i := range one(g, 1, 1, 2) {
		if i > 0 && !several {
			break
		}
		path := g.pattern(&own, 0, one(g, 1, 1, 2))
		if name := g.bind(&own, "path", 12); name != "" {
			path = whole("", text(name+" = "), path)
		}
		paths = append(paths, whole(item, path))
	}
	g.scope = append(g.scope, own...)
	return whole(clause, text(word), list(paths...), g.where(30))
}

func (g *Generator) where(percent int) *fragment {
	return g.maybe(percent, " WHERE ", func() *fragment { return g.expression("bool") })
}

func (g *Generator) unwind() *fragment {
	kind := one(g, "int", "int", "string", "any")
	from := map[string]string{"int": "ints", "string": "strings", "any": "list"}[kind]
	source := g.expression(from)
	v := variable{g.newName(), kind}
	g.scope = append(g.scope, v)
	return whole(clause, text("UNWIND "), source, text(" AS "+v.name))
}

// call is a subquery of one or two branches, with variables from outside.
func (g *Generator) call() *fragment {
	outer := g.scope
	g.nested++
	defer func() { g.nested-- }()
	imported := g.some(outer)
	columns := []variable{{g.newName(), one(g, "int", "string", "any")}}
	var branches []*fragment
	head, with := g.importing(&imported, outer)
	for range 1 + g.random.IntN(2) {
		g.scope = slices.Clone(imported)
		body := g.reading()[:1]
		g.scope = slices.Concat(imported, g.bound(body[0]))
		branches = append(branches, lines(text(with), body[0], text("RETURN "), g.columns(columns), g.shortened(columns)))
	}
	g.scope = append(slices.Clone(outer), columns...)
	inner := &fragment{parts: branches, join: one(g, " UNION ", " UNION ALL ")}
	return whole(clause, text(head), inner, text(" }"))
}

// importing is how a subquery gets its variables: named, all of them, or by a
// WITH that each of its branches begins with.
func (g *Generator) importing(imported *[]variable, outer []variable) (head, with string) {
	switch n := g.random.IntN(10); {
	case n == 0:
		*imported = slices.Clone(outer)
		return "CALL (*) { ", ""
	case n == 1:
		return "OPTIONAL CALL (" + names(*imported) + ") { ", ""
	case n < 5 && len(*imported) > 0:
		return "CALL { ", "WITH " + names(*imported)
	}
	return "CALL (" + names(*imported) + ") { ", ""
}

// shortened takes some of a subquery's rows, which are in one order by all its columns.
func (g *Generator) shortened(columns []variable) *fragment {
	if !g.chance(20) {
		return text("")
	}
	return g.order(columns, true)
}

// bound are the variables of the scope that a clause names.
func (g *Generator) bound(clause *fragment) (found []variable) {
	said := clause.String()
	for _, v := range g.scope {
		if strings.Contains(said, v.name) {
			found = append(found, v)
		}
	}
	return found
}

func names(of []variable) string {
	var all []string
	for _, v := range of {
		all = append(all, v.name)
	}
	return strings.Join(all, ", ")
}

func (g *Generator) some(of []variable) (chosen []variable) {
	for _, v := range of {
		if g.chance(60) {
			chosen = append(chosen, v)
		}
	}
	return chosen
}

func (g *Generator) columns(of []variable) *fragment {
	var items []*fragment
	for _, v := range of {
		items = append(items, whole("", g.expression(v.kind), text(" AS "+v.name)))
	}
	return list(items...)
}

// with keeps some variables and adds others, or aggregates.
func (g *Generator) with() *fragment {
	if g.chance(25) {
		added := variable{g.newName(), one(g, "int", "string", "bool", "any", "date")}
		piece := whole(clause, text("WITH *, "), g.expression(added.kind), text(" AS "+added.name))
		g.scope = append(g.scope, added)
		piece.parts = append(piece.parts, g.where(30))
		return piece
	}
	items, scope := g.projection()
	distinct := one(g, "", "", "DISTINCT ")
	if hasBag(scope) {
		distinct = ""
	}
	g.scope = scope
	order := text("")
	if g.chance(25) {
		order = g.order(scope, true)
	}
	return whole(clause, text("WITH "+distinct), list(items...), order, g.where(30))
}

// projection is a list of what a WITH has, and the scope after it.
func (g *Generator) projection() (items []*fragment, scope []variable) {
	for _, v := range g.some(g.scope) {
		items, scope = append(items, whole(item, text(v.name))), append(scope, v)
	}
	aggregates := g.chance(35) && !hasBag(g.scope)
	for range g.random.IntN(3) {
		v := variable{g.newName(), one(g, "int", "string", "bool", "any", "float")}
		items, scope = append(items, whole(item, g.expression(v.kind), text(" AS "+v.name))), append(scope, v)
	}
	if aggregates || len(items) == 0 {
		v := variable{name: g.newName()}
		var made *fragment
		v.kind, made = g.aggregate()
		items, scope = append(items, whole(item, made, text(" AS "+v.name))), append(scope, v)
	}
	return items, scope
}

// aggregate is a call of an aggregating function, and its type.
func (g *Generator) aggregate() (string, *fragment) {
	if g.loose && g.chance(40) {
		return "bag", g.expression("gathered")
	}
	kind := one(g, "int", "int", "float", "any")
	return kind, g.expression("aggregate_" + kind)
}

// order sorts by all columns that tell rows apart, so that the rows have but
// one order, and may take some of them only. It is "" where there is a column
// that does not sort so.
func (g *Generator) order(scope []variable, cut bool) *fragment {
	var keys []string
	for _, v := range scope {
		by := map[string]string{"node": v.name + ".k", "rel": v.name + ".k", "path": "", "bag": "", "rels": ""}
		key, special := by[v.kind]
		if !special {
			key = v.name
		}
		if key == "" {
			return text("")
		}
		if g.chance(15) {
			key = one(g, "["+key+"]", "{a: "+key+"}", "[1, "+key+"]")
		}
		keys = append(keys, key+one(g, "", "", " DESC", " ASC"))
	}
	if len(keys) == 0 {
		return text("")
	}
	g.random.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
	made := " ORDER BY " + strings.Join(keys, ", ")
	if cut && g.chance(50) {
		made += one(g, " SKIP 1", "", " SKIP $i", " OFFSET 2")
		made += one(g, " LIMIT 1", " LIMIT 3", "", " LIMIT 0", " LIMIT $i")
	}
	return whole(extra, text(made))
}

// last is the final RETURN, with so many columns where that is not 0.
func (g *Generator) last(columns int) (returned *fragment, ordered bool) {
	if columns == 0 && len(g.scope) > 0 && g.chance(6) {
		order := g.order(g.scope, true)
		return whole("", text("RETURN *"), order), order.String() != ""
	}
	var items []*fragment
	var scope []variable
	aggregates := g.chance(30)
	count := 1 + g.random.IntN(4)
	if columns > 0 {
		count = columns
	}
	for i := range count {
		v := variable{name: fmt.Sprintf("c%d", i+1)}
		var made *fragment
		if aggregates && i == count-1 {
			v.kind, made = g.aggregate()
		} else {
			v.kind = g.returnable(aggregates)
			made = g.expression(v.kind)
		}
		items, scope = append(items, whole(item, made, text(" AS "+v.name))), append(scope, v)
	}
	distinct := one(g, "", "", "", "DISTINCT ")
	if hasBag(scope) {
		distinct = ""
	}
	order := text("")
	if columns == 0 && g.chance(30) {
		order = g.order(scope, true)
	}
	return whole("", text("RETURN "+distinct), list(items...), order), order.String() != ""
}

// returnable is a type, rather one of which there is a variable. Rows are not
// told apart by lists of unknown order.
func (g *Generator) returnable(apart bool) string {
	if len(g.scope) > 0 && g.chance(60) {
		if kind := one(g, g.scope...).kind; kind != "bag" || !apart {
			return kind
		}
	}
	return one(g, kinds...)
}

func hasBag(columns []variable) bool {
	return slices.ContainsFunc(columns, func(v variable) bool { return v.kind == "bag" })
}

func (g *Generator) union() *fragment {
	columns := 1 + g.random.IntN(2)
	var branches []*fragment
	for range 2 + g.random.IntN(2) {
		g.scope = nil
		clauses := g.reading()
		returned, _ := g.last(columns)
		branches = append(branches, whole(item, lines(append(clauses, returned)...)))
	}
	return &fragment{parts: branches, join: one(g, " UNION ", " UNION ALL ")}
}

// shortest asks for the length of shortest paths, which is the same for all.
func (g *Generator) shortest() *fragment {
	word := one(g, "shortestPath", "allShortestPaths")
	from, to := one(g, ":A", ":B", "", ":A|C"), one(g, ":C", ":B", "")
	arrows := one(g, "-[%s]->", "-[%s]-", "<-[%s]-")
	step := fmt.Sprintf(arrows, one(g, "", "r", "r:R", ":R|S")+one(g, "*", "*..3", "*1..4", "*0..2", "*..2"))
	where := one(g, "", " AND length(p) > 1", " AND all(x IN relationships(p) WHERE x.k > 101)", " AND none(x IN nodes(p) WHERE x.i = 1)")
	if word == "allShortestPaths" && g.chance(50) {
		return text(fmt.Sprintf("MATCH p = %s((a%s)%s(b%s)) WHERE a <> b%s RETURN p", word, from, step, to, where))
	}
	optional := one(g, "", "", "OPTIONAL ")
	return text(fmt.Sprintf("MATCH (a%s), (b%s) WHERE a <> b WITH a, b %sMATCH p = %s((a)%s(b)) WHERE true%s RETURN a.k AS a, b.k AS b, length(p) AS c",
		from, to, optional, word, step, where))
}
