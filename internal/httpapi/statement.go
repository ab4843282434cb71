package httpapi

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"corridor/internal/db"
	"corridor/internal/layout"
	"corridor/internal/statement"
)

// statementBody is a statement that a reader sends.
type statementBody struct {
	Statement  string         `json:"statement" doc:"one statement of Cypher that only reads"`
	Parameters map[string]any `json:"parameters,omitempty" doc:"its parameters, by name"`
	Limit      *int           `json:"limit,omitempty" doc:"how many rows at most; 10000 where it is left out"`
	Picture    bool           `json:"picture,omitempty" doc:"whether to draw what the rows have, which takes a query more"`
}

type statementAnswer struct {
	Columns []string        `json:"columns" doc:"names of the columns"`
	Rows    [][]any         `json:"rows" doc:"values in the order of the columns; nodes as id, labels, properties; relationships as id, type, start, end, properties; paths as nodes, relationships"`
	Picture *layout.Picture `json:"picture,omitempty" doc:"of the nodes and claims in the rows, where there are any and it was asked for"`
	Plan    *db.Step        `json:"plan,omitempty" doc:"the step that gives the rows, above those that it gets them from, where the statement begins with EXPLAIN or PROFILE"`
	Notices []string        `json:"notices,omitempty" doc:"what the database remarks on the statement, such as a label that no node has"`
	Meta    *meta           `json:"meta"`
}

// ownStatement runs a statement of the reader's. That it does not write is
// checked twice: by its text, which explains, and by the database, which knows.
// That it reads nothing but the graph is checked by its text alone.
func ownStatement(ctx context.Context, r *request) (any, error) {
	leave, err := r.api.statements.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	body := r.body.(*statementBody)
	limits := r.api.limits
	if body.Limit != nil {
		if *body.Limit < 1 || *body.Limit > limits.Rows {
			return nil, fmt.Errorf("%w: limit: %d is not from 1 to %d", errBody, *body.Limit, limits.Rows)
		}
		limits.Rows = *body.Limit
	}
	if refusal := statement.Check(body.Statement); refusal != nil {
		return nil, refused(refusal)
	}
	parameters, err := numbers(body.Parameters)
	if err != nil {
		return nil, err
	}
	rows, err := r.run(ctx, "", body.Statement, parameters, limits)
	switch {
	case errors.Is(err, db.ErrReadOnly):
		err = fmt.Errorf("%w: %w", errNoRead, err)
	case errors.Is(err, db.ErrLimit):
		err = fmt.Errorf("%w: %w", errDemands, err)
	}
	if err != nil {
		return nil, err
	}
	r.own = &rows
	answer := statementAnswer{Columns: some(rows.Columns), Rows: rows.Values, Plan: rows.Plan, Notices: rows.Notices, Meta: r.meta}
	if answer.Rows == nil {
		answer.Rows = [][]any{}
	}
	if keys := rows.Keys(); body.Picture && len(keys) > 0 {
		drawn, err := r.draw(ctx, keys)
		if err != nil {
			return nil, err
		}
		answer.Picture = &drawn
	}
	return answer, nil
}

// refused makes a refusal an error of the kind that the reader is told.
func refused(refusal *statement.Refusal) error {
	switch refusal.Kind {
	case statement.Empty, statement.Long, statement.Deep, statement.Unreadable, statement.Several:
		return fmt.Errorf("%w: %w", db.ErrStatement, refusal)
	}
	return fmt.Errorf("%w: %w", errNoRead, refusal)
}

// numbers gives the numbers of JSON the types of Cypher: whole ones stay whole.
func numbers(parameters map[string]any) (map[string]any, error) {
	typed, err := number(parameters)
	if err != nil {
		return nil, err
	}
	return typed.(map[string]any), nil
}

var errNumber = errors.New("a number is out of bounds")

func number(v any) (any, error) {
	switch v := v.(type) {
	case json.Number:
		if n, err := v.Int64(); err == nil {
			return n, nil
		}
		f, err := v.Float64()
		if err != nil {
			return nil, fmt.Errorf("%w: %w: %s", errBody, errNumber, v)
		}
		return f, nil
	case []any:
		out := make([]any, len(v))
		for i, item := range v {
			typed, err := number(item)
			if err != nil {
				return nil, err
			}
			out[i] = typed
		}
		return out, nil
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, item := range v {
			typed, err := number(item)
			if err != nil {
				return nil, err
			}
			out[name] = typed
		}
		return out, nil
	}
	return v, nil
}
