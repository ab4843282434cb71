package syntax

// Parse reads the text of one statement. The error, where there is one, is an
// *Error.
func Parse(text string) (*Statement, error) { return nil, &Error{Message: "not yet"} }
