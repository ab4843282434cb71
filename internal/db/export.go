package db

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Exported counts what an export took along.
type Exported struct {
	Nodes, Relationships int64
	Indexes, Constraints int
	// Commented are constraints that only Neo4j Enterprise takes: they are
	// written as comments, unless asked for.
	Commented int
}

// target is where an export goes: nodes come first, then relationships, whose
// ends are ids of nodes, then the schema. An implementation keeps no more than
// some megabytes, whatever the graph.
type exportTarget interface {
	node(id int64, labels []string, properties map[string]any) error
	relationship(start, end int64, kind string, properties map[string]any) error
	finish(schema []definition) error
}

var (
	_ exportTarget = (*script)(nil)
	_ exportTarget = (*tables)(nil)
)

// wholeGraph is one statement, so that a database of the program's own answers
// it from one committed state.
const wholeGraph = "MATCH (n) RETURN id(n) AS id, null AS other, labels(n) AS names, properties(n) AS properties " +
	"UNION ALL MATCH (a)-[r]->(b) RETURN id(a) AS id, id(b) AS other, [type(r)] AS names, properties(r) AS properties"

// definition is a constraint or an index, by the statement that makes it.
type definition struct {
	name, statement string
	constraint      bool
	enterprise      bool // Neo4j's community edition refuses it
}

// export gives a whole graph to a target. A Neo4j reads what is committed at
// each moment; where a relationship has lost an end meanwhile, or the schema
// has changed, it is an error.
func (d *DB) export(ctx context.Context, to exportTarget) (e Exported, err error) {
	before, err := d.definitions(ctx)
	if err != nil {
		return e, err
	}
	var seen idSet
	err = d.stream(ctx, wholeGraph, fetchRows, func(row []any) error {
		id, names := row[0].(int64), texts(row[2])
		properties, _ := row[3].(map[string]any)
		other, isRelationship := row[1].(int64)
		if !isRelationship {
			seen.add(id)
			e.Nodes++
			return to.node(id, names, properties)
		}
		if !seen.has(id) || !seen.has(other) {
			return fmt.Errorf("%w: a relationship %s leads to a node that was made after the nodes were read: export again while nobody writes", ErrStatement, names[0])
		}
		e.Relationships++
		return to.relationship(id, other, names[0], properties)
	})
	if err != nil {
		return e, err
	}
	after, err := d.definitions(ctx)
	if err != nil {
		return e, err
	}
	if !slices.Equal(before, after) {
		return e, fmt.Errorf("%w: constraints or indexes were changed while the graph was read: export again", ErrStatement)
	}
	for _, def := range after {
		switch {
		case !def.constraint:
			e.Indexes++
		case def.enterprise:
			e.Commented++
		default:
			e.Constraints++
		}
	}
	return e, to.finish(after)
}

// definitions are the constraints, then the indexes that belong to none.
func (d *DB) definitions(ctx context.Context) (all []definition, err error) {
	constraints, err := d.Read(ctx, "SHOW CONSTRAINTS YIELD name, type, createStatement RETURN name, type, createStatement ORDER BY name", nil, loadLimits)
	if err != nil {
		return nil, fmt.Errorf("read the constraints: %w", err)
	}
	for _, row := range constraints.Values {
		all = append(all, definition{name: fmt.Sprint(row[0]), statement: fmt.Sprint(row[2]), constraint: true,
			enterprise: !strings.HasSuffix(fmt.Sprint(row[1]), "UNIQUENESS")})
	}
	indexes, err := d.Read(ctx, "SHOW INDEXES YIELD name, type, owningConstraint, createStatement WHERE owningConstraint IS NULL AND type <> 'LOOKUP' RETURN name, createStatement ORDER BY name", nil, loadLimits)
	if err != nil {
		return nil, fmt.Errorf("read the indexes: %w", err)
	}
	for _, row := range indexes.Values {
		all = append(all, definition{name: fmt.Sprint(row[0]), statement: fmt.Sprint(row[1])})
	}
	return all, nil
}

// unused is a name that begins as given and is none of those in use.
func (d *DB) unused(ctx context.Context, name string) (string, error) {
	rows, err := d.Read(ctx, "CALL db.labels() YIELD label RETURN label AS name UNION CALL db.propertyKeys() YIELD propertyKey RETURN propertyKey AS name", nil, loadLimits)
	if err != nil {
		return "", fmt.Errorf("read the names in use: %w", err)
	}
	for free := name; ; free += "_" {
		if !slices.ContainsFunc(rows.Values, func(row []any) bool { return row[0] == free }) {
			return free, nil
		}
	}
}

// idSet is a set of ids, a bit for each in pages.
type idSet map[int64]*[1 << 10]uint64

func (s *idSet) add(id int64) {
	if *s == nil {
		*s = idSet{}
	}
	page := (*s)[id>>16]
	if page == nil {
		page = new([1 << 10]uint64)
		(*s)[id>>16] = page
	}
	page[id>>6&(1<<10-1)] |= 1 << (id & 63)
}

func (s idSet) has(id int64) bool {
	page := s[id>>16]
	return page != nil && page[id>>6&(1<<10-1)]&(1<<(id&63)) != 0
}
