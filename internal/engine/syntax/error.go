package syntax

import "strings"

// Error is what is wrong with a query's text, and where. Code is the title of
// Neo4j's status (SyntaxError unless said otherwise), Detail the openCypher
// TCK's name for it (UndefinedVariable, …), empty where it has none.
type Error struct {
	Position Position
	Detail   string
	Message  string // one sentence: what was found and what was wanted
	Title    string // "" for SyntaxError; SemanticError, ArgumentError … otherwise
}

// Error is the message alone; Render adds the place.
func (e *Error) Error() string { return e.Message }

// Either lists, for a message, what may stand in one place: a, b or c.
func Either(wanted []string) string {
	last := len(wanted) - 1
	if last < 1 {
		return strings.Join(wanted, "")
	}
	return strings.Join(wanted[:last], ", ") + " or " + wanted[last]
}
