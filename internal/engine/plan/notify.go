package plan

import "corridor/internal/engine/syntax"

func advise(stmt *syntax.Statement) []Notification { return nil }
