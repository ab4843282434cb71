package cyphertest_test

import (
	"context"
	"errors"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"corridor/internal/cyphertest"
	"corridor/internal/engine"
	"corridor/internal/engine/exec"
	"corridor/internal/engine/plan"
	"corridor/internal/engine/value"
)

// embedded is the engine in the process, with an empty database in memory.
type embedded struct{ database *engine.Database }

func openTarget() (*embedded, error) {
	database, err := engine.OpenMemory(engine.Options{})
	return &embedded{database}, err
}

func (e *embedded) close() error { return e.database.Close() }

// Run implements cyphertest.Target.
func (e *embedded) Run(ctx context.Context, query string, parameters map[string]cyphertest.Cell) (*cyphertest.Result, error) {
	values := map[string]value.Value{}
	for name, cell := range parameters {
		values[name] = toValue(cell)
	}
	result, err := e.database.Run(ctx, query, values, engine.TxOptions{})
	if err != nil {
		return nil, refusal(err)
	}
	answer := &cyphertest.Result{Columns: result.Columns()}
	for result.Next() {
		var cells []cyphertest.Cell
		for _, v := range result.Row() {
			cells = append(cells, toCell(v))
		}
		answer.Rows = append(answer.Rows, cells)
	}
	if _, err := result.Consume(); err != nil {
		return nil, refusal(err)
	}
	return answer, nil
}

// refusal makes what the database raised known as such; its own faults are none.
func refusal(err error) error {
	var raised *value.Error
	if errors.As(err, &raised) && strings.HasPrefix(string(raised.Code), "Neo.ClientError.") {
		return &cyphertest.Refusal{Code: string(raised.Code), Message: raised.Message}
	}
	return err
}

// Declare implements cyphertest.Target.
func (e *embedded) Declare(p cyphertest.Procedure) error {
	results := p.Rows
	e.database.Registry().RegisterProcedure(&exec.Procedure{
		Procedure: plan.Procedure{Name: p.Name, Args: fields(p.Parameters), Results: fields(p.Results), Mode: "READ", Doc: "of a scenario"},
		Call: func(_ *exec.State, args []value.Value, yield func([]value.Value) error) error {
			for _, row := range results {
				if err := answer(row, args, yield); err != nil {
					return err
				}
			}
			return nil
		},
	})
	return nil
}

// answer yields a row's last cells where its first are the arguments.
func answer(row []cyphertest.Cell, args []value.Value, yield func([]value.Value) error) error {
	for i, arg := range args {
		if !value.Equivalent(arg, toValue(row[i])) {
			return nil
		}
	}
	if len(row) == len(args) {
		return nil
	}
	var values []value.Value
	for _, cell := range row[len(args):] {
		values = append(values, toValue(cell))
	}
	return yield(values)
}

var types = map[string]plan.Type{
	"INTEGER": plan.IntegerType, "FLOAT": plan.FloatType, "NUMBER": plan.NumberType, "STRING": plan.StringType, "BOOLEAN": plan.BooleanType,
}

func fields(parameters []cyphertest.Parameter) (fields []plan.Field) {
	for _, p := range parameters {
		text := strings.TrimSuffix(p.Type, "?")
		fields = append(fields, plan.Field{Name: p.Name, Type: types[text], Text: text})
	}
	return fields
}

func toValue(cell cyphertest.Cell) value.Value {
	switch c := cell.(type) {
	case bool:
		return value.OfBool(c)
	case int64:
		return value.OfInt(c)
	case float64:
		return value.OfFloat(c)
	case string:
		return value.OfString(c)
	case []cyphertest.Cell:
		items := make([]value.Value, len(c))
		for i, item := range c {
			items[i] = toValue(item)
		}
		return value.OfList(items)
	case map[string]cyphertest.Cell:
		m := &value.Mapping{}
		for _, key := range slices.Sorted(maps.Keys(c)) {
			m.Set(key, toValue(c[key]))
		}
		return value.OfMap(m)
	}
	return value.Value{}
}

func toCell(v value.Value) cyphertest.Cell {
	switch v.Kind() {
	case value.Null:
		return nil
	case value.Boolean:
		return v.Bool()
	case value.Integer:
		return v.Int()
	case value.Float:
		return v.Float()
	case value.String:
		return v.Text()
	case value.List:
		cells := []cyphertest.Cell{}
		for _, item := range v.Items() {
			cells = append(cells, toCell(item))
		}
		return cells
	case value.Map:
		return toCells(v.Mapping())
	case value.Node:
		return toNode(v)
	case value.Relationship:
		return toRelationship(v)
	case value.Path:
		return toPath(v.PathData())
	}
	text, ok := value.ToString(v)
	if !ok || v.Kind() == value.Duration {
		return text
	}
	return clock.ReplaceAllStringFunc(text, asTables)
}

// clock is the time of day in a temporal value's text.
var clock = regexp.MustCompile(`\d\d:\d\d:\d\d(\.\d+)?`)

// asTables writes a time of day as the TCK's tables do: no seconds where there
// are none, and their fraction in groups of three digits.
func asTables(text string) string {
	seconds, fraction, _ := strings.Cut(text, ".")
	if fraction == "" {
		return strings.TrimSuffix(seconds, ":00")
	}
	return seconds + "." + fraction + strings.Repeat("0", (3-len(fraction)%3)%3)
}

func toCells(m *value.Mapping) map[string]cyphertest.Cell {
	cells := map[string]cyphertest.Cell{}
	for i := range m.Len() {
		key, v := m.Entry(i)
		cells[key] = toCell(v)
	}
	return cells
}

func toNode(v value.Value) cyphertest.Node {
	n := v.NodeData()
	return cyphertest.Node{ID: strconv.FormatInt(n.ID, 10), Labels: n.Labels, Properties: toCells(n.Properties)}
}

func toRelationship(v value.Value) cyphertest.Relationship {
	r := v.RelationshipData()
	return cyphertest.Relationship{ID: strconv.FormatInt(r.ID, 10), Type: r.Type, Properties: toCells(r.Properties)}
}

func toPath(p *value.PathData) cyphertest.Path {
	var path cyphertest.Path
	for _, n := range p.Nodes {
		path.Nodes = append(path.Nodes, toNode(n))
	}
	for i, r := range p.Relationships {
		path.Relationships = append(path.Relationships, toRelationship(r))
		path.Forward = append(path.Forward, r.RelationshipData().Start == p.Nodes[i].ID())
	}
	return path
}
