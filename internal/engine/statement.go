package engine

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"corridor/internal/engine/exec"
	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/syntax"
	"corridor/internal/engine/value"
)

// prepared is a statement that can be run.
type prepared struct {
	text          string
	tree          *syntax.Statement
	notifications []plan.Notification
	parameters    []string // named in the text
	implicit      []string // those that a CALL without parentheses takes
	plan          *plan.Plan
	program       *exec.Program
	administers   bool // asks or changes the server, not the graph
}

// prepare takes a text through the stages to what can be run.
func (d *Database) prepare(text, database string, view *storage.View) (*prepared, error) {
	key := planKey{text: text, database: database, version: view.SchemaVersion(),
		size: bits.Len(uint(view.NodeCount() + view.RelationshipCount()))}
	if p := d.plans.get(key); p != nil {
		return p, nil
	}
	if err := d.checkLength(text); err != nil {
		return nil, err
	}
	tree, err := syntax.Parse(text)
	if err != nil {
		return nil, err
	}
	notifications, err := plan.Check(tree, d.registry)
	if err != nil {
		return nil, err
	}
	if err := d.checkDatabase(tree, database); err != nil {
		return nil, err
	}
	built, err := plan.Build(tree, d.registry, statistics{view})
	if err != nil {
		return nil, err
	}
	program, err := exec.Prepare(built, d.registry)
	if err != nil {
		return nil, err
	}
	notifications = slices.Concat(plan.Remarks(tree, statistics{view}), plan.HintRemarks(tree, statistics{view}), notifications)
	p := &prepared{text, tree, notifications, parametersOf(tree), d.implicitOf(tree), built, program, d.administers(tree)}
	d.plans.put(key, p)
	return p, nil
}

func (d *Database) checkLength(text string) error {
	if len(text) <= d.limits.Length {
		return nil
	}
	return &value.Error{Code: value.ArgumentError, Message: fmt.Sprintf(
		"The statement has %d bytes, the limit is %d (%s).", len(text), d.limits.Length, limitLength)}
}

// checkDatabase refuses what the database system does not answer: it has no graph.
func (d *Database) checkDatabase(tree *syntax.Statement, database string) error {
	if database != System {
		return nil
	}
	allowed := true
	switch body := tree.Body.(type) {
	case *syntax.Show, *syntax.Terminate:
	case *syntax.Query:
		for _, branch := range body.Branches {
			allowed = allowed && !slices.ContainsFunc(branch.Clauses, d.needsGraph)
		}
	default:
		allowed = false
	}
	if allowed {
		return nil
	}
	return &value.Error{Code: value.UnsupportedCommand, Message: "The database system only answers SHOW commands and calls of dbms procedures."}
}

func (d *Database) needsGraph(c syntax.Clause) bool {
	switch c := c.(type) {
	case *syntax.Unwind, *syntax.With, *syntax.Return, *syntax.Finish:
		return false
	case *syntax.CallProcedure:
		procedure, found := d.registry.LookupProcedure(c.Name)
		return !found || !procedure.System
	}
	return true
}

// administers says whether a statement is about the server: one that shows its
// databases or users, or calls a procedure of mode DBMS.
func (d *Database) administers(tree *syntax.Statement) bool {
	if show, ok := tree.Body.(*syntax.Show); ok {
		return show.What == "DATABASES" || show.What == "USERS" || show.What == "CURRENT USER"
	}
	found := false
	syntax.Walk(tree, func(n syntax.Node) bool {
		if c, ok := n.(*syntax.CallProcedure); ok {
			procedure, known := d.registry.LookupProcedure(c.Name)
			found = found || known && procedure.Mode == "DBMS"
		}
		return !found
	})
	return found
}

// parametersOf are the names of the parameters in a statement, sorted.
func parametersOf(tree *syntax.Statement) []string {
	var names []string
	syntax.Walk(tree, func(n syntax.Node) bool {
		if p, ok := n.(*syntax.Parameter); ok {
			names = append(names, p.Name)
		}
		return true
	})
	slices.Sort(names)
	return slices.Compact(names)
}

// implicitOf are the arguments of a CALL without parentheses: parameters of
// their names.
func (d *Database) implicitOf(tree *syntax.Statement) []string {
	var names []string
	syntax.Walk(tree, func(n syntax.Node) bool {
		c, ok := n.(*syntax.CallProcedure)
		if !ok || !c.Implicit {
			return true
		}
		if procedure, found := d.registry.LookupProcedure(c.Name); found {
			for _, arg := range procedure.Args {
				if arg.Default == "" {
					names = append(names, arg.Name)
				}
			}
		}
		return true
	})
	return names
}

// missing is an error where one of the named parameters has no value.
func missing(names []string, params map[string]value.Value) error {
	var absent []string
	for _, name := range names {
		if _, given := params[name]; !given {
			absent = append(absent, name)
		}
	}
	if len(absent) == 0 {
		return nil
	}
	return &value.Error{Code: value.ParameterMissing, Message: "Expected parameter(s): " + strings.Join(absent, ", ")}
}

// kind is the type of a statement as clients know it.
func (p *prepared) kind() string {
	switch {
	case p.plan.Schema, p.administers:
		return "s"
	case !p.plan.Writes:
		return "r"
	case len(p.plan.Columns) == 0:
		return "w"
	}
	return "rw"
}

// changes says whether the statement needs the writer's turn.
func (p *prepared) changes() bool { return p.plan.Writes || p.plan.Schema }
