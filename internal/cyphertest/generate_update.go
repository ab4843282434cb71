package cyphertest

import (
	"fmt"
	"slices"
	"strings"
)

// updating makes a query that writes. The rows are in one order when it
// begins to, as what is written may depend on it.
func (g *Generator) updating() *fragment {
	g.loose, g.depth = false, 1
	var parts []*fragment
	if g.chance(85) {
		parts = append(parts, g.match("MATCH ", true))
	}
	if g.chance(20) {
		parts = append(parts, g.unwind())
	}
	g.scope = g.sortable()
	if len(g.scope) > 0 {
		parts = append(parts, text("WITH "+names(g.scope)+g.order(g.scope, false).String()))
	}
	for range 1 + g.random.IntN(3) {
		parts = append(parts, g.update())
	}
	if g.chance(15) {
		parts = append(parts, g.readAgain()...)
	} else if g.chance(40) {
		parts = append(parts, text("RETURN "), list(whole(item, g.expression(g.simple()), text(" AS c1")), whole(item, text("count(*) AS c2"))))
	}
	return lines(parts...)
}

// readAgain reads what was written.
func (g *Generator) readAgain() []*fragment {
	kept := "WITH count(*) AS rows"
	if g.scope = g.sortable(); len(g.scope) > 0 {
		kept = "WITH " + names(g.scope)
	} else {
		g.scope = []variable{{"rows", "int"}}
	}
	parts := []*fragment{text(kept), g.match(one(g, "MATCH ", "OPTIONAL MATCH "), false)}
	returned, _ := g.last(1 + g.random.IntN(2))
	return append(parts, returned)
}

// simple is a type of which there is always an expression.
func (g *Generator) simple() string { return one(g, "int", "string", "bool", "any") }

// sortable are the variables that rows can be sorted by.
func (g *Generator) sortable() (kept []variable) {
	for _, v := range g.scope {
		if v.kind != "path" && v.kind != "bag" && v.kind != "rels" {
			kept = append(kept, v)
		}
	}
	return kept
}

func (g *Generator) update() *fragment {
	switch n := g.random.IntN(100); {
	case n < 20:
		return g.create()
	case n < 40:
		return g.merge()
	case n < 66:
		return g.orNothing(g.set())
	case n < 77:
		return g.orNothing(g.remove())
	case n < 87:
		return g.orNothing(g.delete())
	case n < 92 && g.nested == 0:
		return g.callToWrite()
	}
	return g.foreach()
}

// callToWrite is a subquery that writes, for each row, with or without rows of its own.
func (g *Generator) callToWrite() *fragment {
	outer := g.scope
	g.nested++
	defer func() { g.nested-- }()
	g.scope = g.some(outer)
	head := text("CALL (" + names(g.scope) + ") { ")
	imported := g.scope
	parts := []*fragment{g.update()}
	if g.chance(40) {
		parts = append(parts, g.update())
	}
	left := g.scope
	g.scope = slices.DeleteFunc(slices.Clone(outer), func(v variable) bool {
		return slices.Contains(imported, v) && !slices.Contains(left, v) // it is deleted
	})
	if g.chance(40) {
		v := variable{g.newName(), "int"}
		parts = append(parts, text("RETURN count(*) AS "+v.name))
		g.scope = append(g.scope, v)
	}
	return whole(clause, head, lines(parts...), text(" }"))
}

// orNothing is a clause that cannot be made as no variable fits.
func (g *Generator) orNothing(made *fragment) *fragment {
	if made == nil {
		return g.create()
	}
	return made
}

// created is a node to be made, or one that there is.
func (g *Generator) created(own *[]variable) *fragment {
	known := g.known("node")
	if len(known) > 0 && g.chance(40) {
		return text("(" + one(g, known...) + ")")
	}
	return whole("", text("("+g.bind(own, "node", 70)+one(g, "", ":A", ":B:C", ":New", ":A", ":$($label)", ":$(['A', 'C'])")), g.maybe(60, " ", g.writtenProperties), text(")"))
}

func (g *Generator) writtenProperties() *fragment {
	key, kind := g.writable()
	return whole("", text("{"+key+": "), g.expression(kind), text(", q: 1}"))
}

// writable is a property with the type of its value.
func (g *Generator) writable() (key, kind string) {
	key = one(g, "i", "s", "f", "b", "d", "l", "x", "i")
	return key, keyKinds[key]
}

func (g *Generator) create() *fragment {
	var own []variable
	word, path := "CREATE ", ""
	if g.chance(6) {
		path = g.newName()
		word += path + " = "
	}
	parts := []*fragment{text(word), g.created(&own)}
	if g.chance(60) || !strings.Contains(parts[1].String(), " {") && len(own) == 0 {
		parts = append(parts, text(one(g, "-", "<-")+"["+g.bind(&own, "rel", 40)+one(g, ":R", ":S", ":NEW", ":$($type)")))
		parts = append(parts, g.maybe(40, " ", g.writtenProperties))
		arrow := "]->"
		if strings.HasPrefix(parts[2].String(), "<") {
			arrow = "]-"
		}
		parts = append(parts, text(arrow), g.created(&own))
	}
	if g.chance(12) {
		parts = append(parts, text(", "), g.created(&own), text(one(g, "-[:R]->", "<-[:S]-")), g.created(&own))
	}
	if path != "" {
		own = append(own, variable{path, "path"})
	}
	g.scope = append(g.scope, own...)
	return whole(clause, parts...)
}

func (g *Generator) merge() *fragment {
	var own []variable
	known := g.known("node")
	name := g.newName()
	head := fmt.Sprintf("MERGE (%s%s {%s: %s})", name, one(g, ":A", ":B", ":New", ""), "i", one(g, "0", "1", "2", "9"))
	own = append(own, variable{name, "node"})
	if len(known) > 0 && g.chance(50) {
		name = g.newName()
		end := one(g, "("+one(g, known...)+")", "(:A)", "("+one(g, known...)+")")
		head = fmt.Sprintf("MERGE (%s)%s[%s:%s]%s%s", one(g, known...), one(g, "-", "<-"), name, one(g, "R", "S", "NEW"), "-", end)
		own = []variable{{name, "rel"}}
	}
	if g.chance(20) {
		head, own = g.mergedPath()
	}
	name = own[len(own)-1].name
	g.scope = append(g.scope, own...)
	parts := []*fragment{text(head)}
	for _, when := range []string{" ON CREATE SET ", " ON MATCH SET "} {
		if g.chance(35) {
			key, kind := g.writable()
			parts = append(parts, whole(extra, text(when+name+"."+key+" = "), g.expression(kind)))
			if g.chance(20) {
				parts = append(parts, whole(extra, text(when+name+one(g, " += $map", " += {q: 2}", ".q = 3, "+name+".s = null"))))
			}
		}
	}
	return whole(clause, parts...)
}

// mergedPath is a MERGE of more than one thing, and what it names.
func (g *Generator) mergedPath() (head string, own []variable) {
	a, r, b := g.newName(), g.newName(), g.newName()
	first := one(g, "("+a+":A {i: 1})", "("+a+":B)", "("+a+":New {s: 'ab', b: true})")
	own = []variable{{a, "node"}, {b, "node"}, {r, "rel"}}
	if known := g.known("node"); len(known) > 0 && g.chance(50) {
		first, own = "("+one(g, known...)+")", own[1:]
	}
	return "MERGE " + first + one(g, "-", "<-") + "[" + r + one(g, ":R", ":S", ":NEW", ":R {i: 1}") + "]-(" + b + one(g, ":B)", " {i: 7})", ":$($label))"), own
}

func (g *Generator) set() *fragment {
	targets := append(g.known("node"), g.known("rel")...)
	if len(targets) == 0 {
		return nil
	}
	var items []*fragment
	for range 1 + g.random.IntN(2) {
		items = append(items, whole(item, g.setItem(one(g, targets...))))
	}
	return whole(clause, text("SET "), list(items...))
}

func (g *Generator) setItem(target string) *fragment {
	key, kind := g.writable()
	switch n := g.random.IntN(12); {
	case n < 5:
		return whole("", text(target+"."+key+" = "), g.expression(kind))
	case n == 5:
		return whole("", text(target+one(g, " = ", " += ")), g.expression("map"))
	case n == 6:
		return text(target + one(g, " += ", " = ") + one(g, "{i: 1, s: null}", "{}", "$map", "{x: [1, 2.5]}"))
	case n == 7:
		return whole("", text(target+one(g, "['"+key+"']", "[$s]", "['i' + $s]")+" = "), g.expression(kind))
	case n == 8:
		return text(target + one(g, " = ", " += ") + one(g, append(g.known("node"), g.known("rel")...)...))
	}
	if nodes := g.known("node"); len(nodes) > 0 {
		return text(one(g, nodes...) + one(g, ":A", ":B:C", ":New", ":C", " IS A", ":$($label)", ":$(['A', 'New'])"))
	}
	return text(target + ".i = 1")
}

func (g *Generator) remove() *fragment {
	nodes, rels := g.known("node"), g.known("rel")
	if len(nodes) > 0 && g.chance(50) {
		return whole(clause, text("REMOVE "+one(g, nodes...)+one(g, ":A", ":A:B", ":C", ":Missing", " IS B", ":$($label)", ":$(['A', 'C'])")))
	}
	if all := append(nodes, rels...); len(all) > 0 {
		key, _ := g.writable()
		return whole(clause, text("REMOVE "+one(g, all...)+one(g, "."+key, "."+key, "['"+key+"']", "."+key+", "+one(g, all...)+".q")))
	}
	return nil
}

// delete also forgets what is deleted, most of the time.
func (g *Generator) delete() *fragment {
	nodes, rels := g.known("node"), g.known("rel")
	name, word := "", "DELETE "
	switch {
	case len(nodes) > 0 && g.chance(15):
		from, to := one(g, nodes...), one(g, nodes...)
		g.forget(from)
		g.forget(to)
		return whole(clause, text("DETACH DELETE "+one(g, from+", "+to, "["+from+"][0]", "null, "+to, "{n: "+from+"}.n", "head(["+to+", null])")))
	case len(nodes) > 0 && g.chance(60):
		name, word = one(g, nodes...), one(g, "DETACH DELETE ", "DETACH DELETE ", "DELETE ", "NODETACH DELETE ")
	case len(rels) > 0:
		name = one(g, rels...)
	default:
		return nil
	}
	if g.chance(90) {
		g.forget(name)
	}
	return whole(clause, text(word+name))
}

func (g *Generator) forget(name string) {
	var kept []variable
	for _, v := range g.scope {
		if v.name != name {
			kept = append(kept, v)
		}
	}
	g.scope = kept
}

func (g *Generator) foreach() *fragment {
	outer := g.scope
	defer func() { g.scope = outer }()
	source := g.expression("ints")
	v := variable{g.newName(), "int"}
	g.scope = append(g.scope[:len(outer):len(outer)], v)
	inner := []*fragment{g.create()}
	switch n := g.random.IntN(100); {
	case n < 30:
		inner[0] = g.merge()
	case n < 60:
		inner[0] = g.orNothing(g.set())
	case n < 70 && g.nested < 2:
		g.nested++
		inner[0] = g.foreach()
		g.nested--
	}
	if g.chance(25) {
		inner = append(inner, g.orNothing(g.set()))
	}
	return whole(clause, text("FOREACH ("+v.name+" IN "), source, text(" | "), lines(inner...), text(")"))
}
