package engine

import (
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"

	"corridor/internal/engine/syntax"
	"corridor/internal/engine/value"
)

// told is an error as it leaves the engine. One with a place in the text of
// the query shows that place.
func told(text string, err error) error {
	var wrong *syntax.Error
	var known *value.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &wrong):
		return &value.Error{Code: codeOf(wrong), Message: syntax.Render(text, wrong)}
	case errors.As(err, &known):
		return known
	}
	return &value.Error{Code: value.Internal, Message: err.Error()}
}

func codeOf(e *syntax.Error) value.Code {
	switch e.Title {
	case "":
		return value.SyntaxError
	case "ProcedureError":
		return value.ProcedureNotFound
	}
	return value.Code("Neo.ClientError.Statement." + e.Title)
}

// recovered turns a panic, which is an error of the program, into an error of
// the query: the others go on.
func (d *Database) recovered(text string, err *error) {
	panicked := recover()
	if panicked == nil {
		return
	}
	d.options.Log.Error("a query panicked", slog.Any("panic", panicked), slog.String("query", text), slog.String("stack", string(debug.Stack())))
	*err = &value.Error{Code: value.Internal, Message: fmt.Sprintf("The query failed because of an error in the database: %v", panicked)}
}
