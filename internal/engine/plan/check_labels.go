package plan

import "corridor/internal/engine/syntax"

// labels checks a label expression of nodes.
func (k *checker) labels(l syntax.LabelExpr, in place) {
	if l == nil {
		return
	}
	k.dynamic(l, in)
	if mixed(l) {
		k.fail(l, "UnexpectedSyntax", "Mixing label expression symbols ('|', '&', '!', and '%%') with colon (':') between labels is not allowed")
	}
}

// types checks a label expression over relationship types: a relationship has
// one, so the colon, which is a conjunction, says nothing but in a|:b.
func (k *checker) types(l syntax.LabelExpr, in place) {
	if l == nil {
		return
	}
	k.dynamic(l, in)
	syntax.Walk(l, func(n syntax.Node) bool {
		if b, ok := n.(*syntax.LabelBinary); ok && b.Colon && !b.Or {
			k.fail(b, "UnexpectedSyntax", "Relationship types in a relationship type expressions may not be combined using ':'")
		}
		return true
	})
}

// dynamic checks the expressions of $(…): a text or a list of texts.
func (k *checker) dynamic(l syntax.LabelExpr, in place) {
	syntax.Walk(l, func(n syntax.Node) bool {
		name, ok := n.(*syntax.LabelName)
		if !ok {
			return true
		}
		if name.Dynamic != nil {
			k.want(name.Dynamic, k.expr(name.Dynamic, in), aString|aList)
		}
		return false
	})
}

// mixed says whether both ways of writing a conjunction are used.
func mixed(l syntax.LabelExpr) bool {
	colon, symbol := false, false
	syntax.Walk(l, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.LabelBinary:
			colon = colon || n.Colon
			symbol = symbol || !n.Colon
		case *syntax.LabelNot, *syntax.LabelWildcard:
			symbol = true
		}
		return true
	})
	return colon && symbol
}
