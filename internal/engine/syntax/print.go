package syntax

// Print gives the canonical text of a node. Parsing it gives the same tree, but
// for positions and the names of projected expressions without an alias.
func Print(node Node) string { return "" }

// PrintExpr is Print for an expression alone.
func PrintExpr(e Expr) string { return Print(e) }
