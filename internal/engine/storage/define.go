package storage

import (
	"fmt"
	"hash/fnv"
	"slices"

	"corridor/internal/engine/value"
)

// CreateIndex makes an index and fills it. An index on the same is refused:
// with EquivalentSchemaRule where the name is the same too, else IndexAlreadyExists.
func (t *Tx) CreateIndex(ix Index) error {
	ix.Constraint = ""
	if ix.Name == "" {
		ix.Name = nameFor("index", ix.Kind.String(), describe(ix.Relationship, ix.Labels, ix.Properties))
	}
	if err := t.indexRefused(&ix); err != nil {
		return err
	}
	t.addIndex(&ix)
	t.redo.createIndex(&ix)
	return t.Affordable()
}

func (t *Tx) indexRefused(ix *Index) error {
	if err := wellFormed(ix); err != nil {
		return err
	}
	what := describe(ix.Relationship, ix.Labels, ix.Properties)
	for _, other := range t.schema.indexes {
		switch {
		case !sameIndex(ix, other):
		case other.Constraint != "":
			return failure(value.ConstraintAlreadyExists, fmt.Sprintf("The constraint %s owns an index on %s already.", other.Constraint, what))
		case ix.Name == other.Name:
			return failure(value.EquivalentSchemaRule, fmt.Sprintf("The index %s on %s exists already.", ix.Name, what))
		default:
			return failure(value.IndexAlreadyExists, fmt.Sprintf("There is an index on %s already, named %s.", what, other.Name))
		}
	}
	return t.nameTaken(ix.Name)
}

func (t *Tx) nameTaken(name string) error {
	if t.schema.constraint(name) != nil {
		return failure(value.ConstraintAlreadyExists, fmt.Sprintf("There is a constraint named %s already.", name))
	}
	if t.schema.index(name) != nil {
		return failure(value.IndexAlreadyExists, fmt.Sprintf("There is an index named %s already.", name))
	}
	return nil
}

func sameIndex(a, b *Index) bool {
	return a.Kind == b.Kind && a.Relationship == b.Relationship &&
		slices.Equal(a.Labels, b.Labels) && slices.Equal(a.Properties, b.Properties)
}

// wellFormed holds an index to the numbers of labels and properties its kind takes.
func wellFormed(ix *Index) error {
	labels, properties := len(ix.Labels) == 1, len(ix.Properties) == 1
	switch ix.Kind {
	case Range:
		properties = len(ix.Properties) > 0
	case FullText:
		labels, properties = len(ix.Labels) > 0, len(ix.Properties) > 0
		if !knownAnalyzer(ix.Analyzer) {
			return failure(value.ArgumentError, fmt.Sprintf("There is no analyzer named %s.", ix.Analyzer))
		}
	case Lookup:
		labels, properties = len(ix.Labels) == 0, len(ix.Properties) == 0
	}
	if !labels || !properties {
		return failure(value.ArgumentError, fmt.Sprintf("A %s index cannot be on %s.", ix.Kind, describe(ix.Relationship, ix.Labels, ix.Properties)))
	}
	return nil
}

// addIndex numbers the index and fills it from what the graph holds.
func (t *Tx) addIndex(ix *Index) {
	ix.number = len(t.indexes)
	ix.labels, ix.keys = t.numbers(ix.Relationship, ix.Labels), t.keysOf(ix.Properties)
	data := newIndexData(t.mark, ix)
	t.indexes = append(slices.Clone(t.indexes), data)
	t.defineSchema(append(slices.Clone(t.schema.indexes), ix), t.schema.constraints)
	for _, label := range ix.labels {
		t.eachOf(entityOf(ix.Relationship), label, func(id ID) bool {
			t.bytes += data.insert(t.View, id)
			return true
		})
	}
}

func (t *Tx) numbers(relationship bool, names []string) (numbers []uint32) {
	for _, name := range names {
		if relationship {
			numbers = append(numbers, uint32(t.relationshipType(name)))
		} else {
			numbers = append(numbers, uint32(t.label(name)))
		}
	}
	return numbers
}

func (t *Tx) keysOf(names []string) (keys []Key) {
	for _, name := range names {
		keys = append(keys, t.key(name))
	}
	return keys
}

func (t *Tx) defineSchema(indexes []*Index, constraints []*Constraint) {
	t.schema = newSchema(indexes, constraints)
	t.newVersion()
}

// eachOf calls f for every node with the label, or relationship of the type.
func (v *View) eachOf(e entity, label uint32, f func(ID) bool) {
	eachID(func(cursor uint64, buf []ID) (int, uint64, bool) {
		if e == nodes {
			return v.ScanLabel(Label(label), cursor, buf)
		}
		return v.ScanType(Type(label), cursor, buf)
	}, f)
}

// DropIndex takes an index away; one that a constraint owns goes only with it.
func (t *Tx) DropIndex(name string) error {
	ix := t.schema.index(name)
	if ix == nil {
		return failure(value.IndexNotFound, fmt.Sprintf("There is no index named %s.", name))
	}
	if ix.Constraint != "" {
		return failure(value.IndexDropFailed, fmt.Sprintf("The index %s belongs to a constraint: drop the constraint.", name))
	}
	t.removeIndex(ix)
	t.redo.dropIndex(name)
	return nil
}

func (t *Tx) removeIndex(ix *Index) {
	t.bytes -= t.indexes[ix.number].bytes
	t.indexes = slices.Clone(t.indexes)
	t.indexes[ix.number] = nil
	t.defineSchema(slices.DeleteFunc(slices.Clone(t.schema.indexes), func(x *Index) bool { return x == ix }), t.schema.constraints)
}

// CreateConstraint makes a constraint, and the index that a Unique or NodeKey
// one owns, or says what in the graph is against it.
func (t *Tx) CreateConstraint(c Constraint) error {
	what := describe(c.Relationship, []string{c.Label}, c.Properties)
	if c.Name == "" {
		c.Name = nameFor("constraint", fmt.Sprint(c.Kind, c.TypeText), what)
	}
	if err := t.constraintRefused(&c, what); err != nil {
		return err
	}
	t.addConstraint(&c)
	if err := t.violated(&c); err != nil {
		t.removeConstraint(&c)
		return failure(value.ConstraintCreationFailed, fmt.Sprintf("The constraint %s on %s cannot be made: %s", c.Name, what, err.Error()))
	}
	t.redo.createConstraint(&c)
	return t.Affordable()
}

func (t *Tx) constraintRefused(c *Constraint, what string) error {
	if len(c.Properties) == 0 || !c.indexed() && len(c.Properties) > 1 {
		return failure(value.ArgumentError, fmt.Sprintf("Such a constraint cannot be on %s.", what))
	}
	for _, other := range t.schema.constraints {
		same := c.Relationship == other.Relationship && c.Label == other.Label && slices.Equal(c.Properties, other.Properties)
		switch {
		case !same || c.Kind != other.Kind && !(c.indexed() && other.indexed()):
		case c.Name == other.Name && c.Kind == other.Kind && c.TypeText == other.TypeText:
			return failure(value.EquivalentSchemaRule, fmt.Sprintf("The constraint %s on %s exists already.", c.Name, what))
		default:
			return failure(value.ConstraintAlreadyExists, fmt.Sprintf("There is such a constraint on %s already, named %s.", what, other.Name))
		}
	}
	if !c.indexed() {
		return t.nameTaken(c.Name)
	}
	own := c.index()
	for _, other := range t.schema.indexes {
		if sameIndex(&own, other) {
			return failure(value.IndexAlreadyExists, fmt.Sprintf("The index %s on %s stands in the constraint's way: drop it.", other.Name, what))
		}
	}
	return t.nameTaken(c.Name)
}

// indexed says whether the constraint owns an index.
func (c *Constraint) indexed() bool { return c.Kind == Unique || c.Kind == NodeKey }

// index is the index that c owns.
func (c *Constraint) index() Index {
	return Index{Name: c.Name, Relationship: c.Relationship, Labels: []string{c.Label}, Properties: c.Properties, Constraint: c.Name}
}

func (t *Tx) addConstraint(c *Constraint) {
	if c.indexed() {
		ix := c.index()
		t.addIndex(&ix)
	}
	c.label, c.keys = t.numbers(c.Relationship, []string{c.Label})[0], t.keysOf(c.Properties)
	t.defineSchema(t.schema.indexes, append(slices.Clone(t.schema.constraints), c))
}

// DropConstraint takes a constraint away, with the index that it owns.
func (t *Tx) DropConstraint(name string) error {
	c := t.schema.constraint(name)
	if c == nil {
		return failure(value.ConstraintDropFailed, fmt.Sprintf("There is no constraint named %s.", name))
	}
	t.removeConstraint(c)
	t.redo.dropConstraint(name)
	return nil
}

func (t *Tx) removeConstraint(c *Constraint) {
	if ix := t.schema.index(c.Name); c.indexed() && ix != nil {
		t.removeIndex(ix)
	}
	t.defineSchema(t.schema.indexes, slices.DeleteFunc(slices.Clone(t.schema.constraints), func(x *Constraint) bool { return x == c }))
}

// nameFor is a name for what was given none: the same for the same definition.
func nameFor(what, kind, on string) string {
	h := fnv.New32a()
	fmt.Fprint(h, kind, on)
	return fmt.Sprintf("%s_%08x", what, h.Sum32())
}
