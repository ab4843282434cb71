package syntax

import (
	"fmt"
	"strings"
)

// Render gives an error as Neo4j's clients print it: the message with its
// place, the line of the text in quotes, and a caret below the column.
func Render(text string, e *Error) string {
	return fmt.Sprintf("%s (line %d, column %d (offset: %d))\n\"%s\"\n%s^", e.Message,
		e.Position.Line, e.Position.Column, e.Position.Offset,
		lineOf(text, e.Position.Line), strings.Repeat(" ", e.Position.Column))
}

func lineOf(text string, number int) string {
	for ; number > 1; number-- {
		_, text, _ = strings.Cut(text, "\n")
	}
	line, _, _ := strings.Cut(text, "\n")
	return strings.TrimRight(line, " \t\r")
}
