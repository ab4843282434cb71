package httpapi

import "reflect"

// queryOperation describes a route of the Query API, whose statuses and forms
// are Neo4j's.
func (s *shapes) queryOperation(r route) map[string]any {
	fault := map[string]any{"description": "an error", "content": content(plainJSON, s.of(reflect.TypeFor[queryErrors](), ""), nil)}
	operation := map[string]any{
		"operationId": r.name, "summary": r.doc, "tags": []string{r.group}, "parameters": s.parameters(r),
		"responses": map[string]any{"default": fault, "200": map[string]any{"description": "it is done"}},
	}
	if r.body == nil {
		return operation
	}
	answer := content(plainJSON, s.of(reflect.TypeOf(r.answer), ""), nil)
	answer[typedJSON] = map[string]any{"schema": &shape{Type: "object", Description: "the same; each value is an object of $type and _value"}}
	for _, kind := range []string{plainLines, typedLines} {
		answer[kind] = map[string]any{"schema": &shape{Type: "string", Description: "a line for each event, an object of $event (Header, Record, Summary or Error) and _body"}}
	}
	operation["responses"] = map[string]any{"default": fault, "202": map[string]any{"description": "the answer, in which an error may stand that came after its beginning", "content": answer}}
	operation["requestBody"] = map[string]any{
		"required": r.name == "query-api", "content": content(plainJSON, s.of(reflect.TypeOf(r.body), ""), r.example),
		"description": "also as typed JSON, where each parameter is an object of $type and _value: Content-Type: " + typedJSON,
	}
	return operation
}
