package exec

import (
	"errors"
	"fmt"
	"slices"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/syntax"
	"corridor/internal/engine/value"
)

// schemaCommand makes or drops an index or a constraint, and gives no rows.
type schemaCommand struct {
	body    syntax.Body
	options Expr
	done    bool
}

func (c *compiler) schemaCommand(p *plan.SchemaCommand) (maker, error) {
	var options Expr
	if body, ok := p.Body.(*syntax.CreateIndex); ok && body.Options != nil {
		var err error
		if options, err = c.expr(plan.Scalar{Expr: body.Options, Scope: &plan.Scope{}}); err != nil {
			return nil, err
		}
	}
	return func(*State, *argument) operator { return &schemaCommand{body: p.Body, options: options} }, nil
}

func (s *schemaCommand) reset() { s.done = false }

func (s *schemaCommand) next(st *State) (*Batch, error) {
	if s.done {
		return nil, nil
	}
	s.done = true
	switch body := s.body.(type) {
	case *syntax.CreateIndex:
		return nil, s.createIndex(st, body)
	case *syntax.DropIndex:
		err := st.Tx.DropIndex(body.Name)
		return nil, counted(err, body.IfExists, &st.Counters.IndexesRemoved, value.IndexNotFound)
	case *syntax.CreateConstraint:
		return nil, createConstraint(st, body)
	case *syntax.DropConstraint:
		err := st.Tx.DropConstraint(body.Name)
		return nil, counted(err, body.IfExists, &st.Counters.ConstraintsRemoved, value.ConstraintDropFailed)
	}
	return nil, fmt.Errorf("exec: no way to run a %T", s.body)
}

// counted counts a change, or forgets an error that IF [NOT] EXISTS forgives.
func counted(err error, forgiving bool, count *int, forgiven ...value.Code) error {
	if err == nil {
		*count++
		return nil
	}
	var told *value.Error
	if forgiving && errors.As(err, &told) && slices.Contains(forgiven, told.Code) {
		return nil
	}
	return err
}

// thereAlready are the errors that IF NOT EXISTS forgives.
func thereAlready() []value.Code {
	return []value.Code{value.EquivalentSchemaRule, value.IndexAlreadyExists, value.ConstraintAlreadyExists}
}

func (s *schemaCommand) createIndex(st *State, body *syntax.CreateIndex) error {
	kinds := map[string]storage.IndexKind{
		"": storage.Range, "RANGE": storage.Range, "BTREE": storage.Range, "TEXT": storage.Text,
		"POINT": storage.Point, "FULLTEXT": storage.FullText, "LOOKUP": storage.Lookup,
	}
	kind, known := kinds[body.Kind]
	if !known {
		return fail(value.UnsupportedCommand, "There are no %s indexes here.", body.Kind)
	}
	analyzer, err := s.analyzer(st)
	if err != nil {
		return err
	}
	err = st.Tx.CreateIndex(storage.Index{
		Name: body.Name, Kind: kind, Relationship: body.Relationship,
		Labels: body.Labels, Properties: body.Properties, Analyzer: analyzer,
	})
	return counted(err, body.IfNotExists, &st.Counters.IndexesAdded, thereAlready()...)
}

// analyzer is what OPTIONS say of a full-text index; other options have no
// meaning here and are passed over.
func (s *schemaCommand) analyzer(st *State) (string, error) {
	if s.options == nil {
		return "", nil
	}
	v, err := s.options(st, newBatch(0), 0)
	if err != nil || v.Kind() != value.Map {
		return "", err
	}
	config, _ := v.Mapping().Get("indexConfig")
	if config.Kind() != value.Map {
		return "", nil
	}
	analyzer, _ := config.Mapping().Get("fulltext.analyzer")
	if analyzer.Kind() != value.String {
		return "", nil
	}
	return analyzer.Text(), nil
}

func createConstraint(st *State, body *syntax.CreateConstraint) error {
	kinds := map[string]storage.ConstraintKind{
		"UNIQUE": storage.Unique, "KEY": storage.NodeKey, "NOT NULL": storage.Exists, "TYPED": storage.Typed,
	}
	kind, known := kinds[body.Kind]
	if !known {
		return fail(value.UnsupportedCommand, "There are no %s constraints here.", body.Kind)
	}
	made := storage.Constraint{Name: body.Name, Kind: kind, Relationship: body.Relationship, Label: body.Label, Properties: body.Properties}
	if body.Type != nil {
		var err error
		if made.Types, err = propertyTypes(body.Type); err != nil {
			return err
		}
		made.TypeText = syntax.Print(body.Type)
	}
	return counted(st.Tx.CreateConstraint(made), body.IfNotExists, &st.Counters.ConstraintsAdded, thereAlready()...)
}

// propertyTypes are the types that a property of type t may have.
func propertyTypes(t *syntax.Type) ([]storage.PropertyType, error) {
	var all []storage.PropertyType
	for _, one := range t.Union {
		types, err := propertyTypes(one)
		if err != nil {
			return nil, err
		}
		all = append(all, types...)
	}
	if t.Union != nil {
		return all, nil
	}
	kinds := map[string]value.Kind{
		"BOOLEAN": value.Boolean, "STRING": value.String, "INTEGER": value.Integer, "FLOAT": value.Float,
		"DATE": value.Date, "LOCAL TIME": value.LocalTime, "ZONED TIME": value.Time,
		"LOCAL DATETIME": value.LocalDateTime, "ZONED DATETIME": value.DateTime,
		"DURATION": value.Duration, "POINT": value.Point,
	}
	name, list := t.Name, t.Name == "LIST" && t.Of != nil
	if list {
		name = t.Of.Name
	}
	kind, known := kinds[name]
	if !known {
		return nil, fail(value.ArgumentError, "No property can have the type %s.", syntax.Print(t))
	}
	return []storage.PropertyType{{Kind: kind, List: list}}, nil
}
