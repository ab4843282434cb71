package plan

import "corridor/internal/engine/syntax"

// Notification is a remark on a query that runs all the same.
type Notification struct {
	Code        string
	Title       string
	Description string
	Severity    string // WARNING or INFORMATION
	Category    string
	Position    syntax.Position
}
