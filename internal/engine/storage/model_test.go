package storage

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"corridor/internal/engine/value"
)

// model is a graph as plain maps: what storage is held against.
type model struct {
	nodes map[ID]*modelNode
	rels  map[ID]*modelRel
}

type modelNode struct {
	labels map[string]bool
	props  map[string]value.Value
}

type modelRel struct {
	start, end ID
	typ        string
	props      map[string]value.Value
}

func (m *model) clone() *model {
	twin := &model{map[ID]*modelNode{}, map[ID]*modelRel{}}
	for id, n := range m.nodes {
		twin.nodes[id] = &modelNode{maps.Clone(n.labels), maps.Clone(n.props)}
	}
	for id, r := range m.rels {
		twin.rels[id] = &modelRel{r.start, r.end, r.typ, maps.Clone(r.props)}
	}
	return twin
}

// print is all that a model holds as text.
func (m *model) print() string {
	var lines []string
	for id, n := range m.nodes {
		lines = append(lines, fmt.Sprintf("node %d %v %s", id, slices.Sorted(maps.Keys(n.labels)), printProps(n.props)))
	}
	for id, r := range m.rels {
		lines = append(lines, fmt.Sprintf("rel %d %d-%s-%d %s", id, r.start, r.typ, r.end, printProps(r.props)))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func printProps(props map[string]value.Value) string {
	var parts []string
	for k, v := range props {
		parts = append(parts, k+"="+value.Print(v))
	}
	slices.Sort(parts)
	return strings.Join(parts, " ")
}

// modelOf reads all of a view by its scans and its lists of neighbours.
func modelOf(v *View) *model {
	m := &model{map[ID]*modelNode{}, map[ID]*modelRel{}}
	for _, id := range scanAll(v.ScanNodes) {
		n := &modelNode{map[string]bool{}, map[string]value.Value{}}
		for _, l := range v.NodeLabels(id) {
			n.labels[v.LabelName(l)] = true
		}
		v.EachNodeProperty(id, func(k Key, x value.Value) bool { n.props[v.KeyName(k)] = x; return true })
		m.nodes[id] = n
	}
	for id := range m.nodes {
		for _, t := range v.TypesOf(id, Outgoing, nil) {
			for _, a := range v.Neighbours(id, Outgoing, t) {
				r := &modelRel{id, a.Node, v.TypeName(t), map[string]value.Value{}}
				v.EachRelationshipProperty(a.Relationship, func(k Key, x value.Value) bool { r.props[v.KeyName(k)] = x; return true })
				m.rels[a.Relationship] = r
			}
		}
	}
	return m
}

func scanAll(scan func(uint64, []ID) (int, uint64, bool)) (all []ID) {
	buf := make([]ID, 7)
	for cursor, done := uint64(0), false; !done; {
		var n int
		n, cursor, done = scan(cursor, buf)
		all = append(all, buf[:n]...)
	}
	return all
}

// driver does random things to a transaction and to a model alike.
type driver struct {
	t    *testing.T
	r    *rand.Rand
	tx   *Tx
	m    *model
	keys []string
}

func (d *driver) label() string { return string(rune('A' + d.r.IntN(5))) }

func (d *driver) value() value.Value {
	switch d.r.IntN(9) {
	case 0:
		return value.Value{}
	case 1:
		return value.OfBool(d.r.IntN(2) == 0)
	case 2:
		return value.OfFloat(float64(d.r.IntN(10)) / 2)
	case 3, 4:
		return value.OfString(fmt.Sprintf("word%d and word%d", d.r.IntN(20), d.r.IntN(20)))
	case 5:
		return value.OfList([]value.Value{value.OfString("word7"), value.OfString("x")})
	case 6:
		return value.OfDateTime(int64(d.r.IntN(1000)), 5, value.UTC)
	}
	return value.OfInt(int64(d.r.IntN(10)))
}

func (d *driver) anyNode() (ID, bool) { return anyKey(d.r, d.m.nodes) }
func (d *driver) anyRel() (ID, bool)  { return anyKey(d.r, d.m.rels) }

func anyKey[T any](r *rand.Rand, m map[ID]T) (ID, bool) {
	if len(m) == 0 {
		return 0, false
	}
	ids := slices.Sorted(maps.Keys(m))
	return ids[r.IntN(len(ids))], true
}

func (d *driver) step() {
	switch n := d.r.IntN(100); {
	case n < 15:
		d.createNode()
	case n < 40:
		d.createRel()
	case n < 45:
		d.deleteNode()
	case n < 55:
		d.deleteRel()
	case n < 65:
		d.changeLabel()
	case n < 90:
		d.setNode()
	default:
		d.setRel()
	}
}

func (d *driver) createNode() {
	n := &modelNode{map[string]bool{}, map[string]value.Value{}}
	var labels []string
	for range d.r.IntN(3) {
		labels = append(labels, d.label())
		n.labels[labels[len(labels)-1]] = true
	}
	d.m.nodes[d.tx.CreateNode(labels)] = n
}

func (d *driver) createRel() {
	a, ok := d.anyNode()
	if !ok {
		return
	}
	b, _ := d.anyNode()
	typ := "T" + d.label()
	id, err := d.tx.CreateRelationship(a, b, typ)
	if err != nil {
		d.t.Fatal(err)
	}
	d.m.rels[id] = &modelRel{a, b, typ, map[string]value.Value{}}
}

func (d *driver) deleteNode() {
	id, ok := d.anyNode()
	if !ok {
		return
	}
	first := d.r.IntN(2) == 0
	if first {
		d.tx.DeleteNode(id)
	}
	for rel, r := range d.m.rels {
		if r.start == id || r.end == id {
			d.tx.DeleteRelationship(rel)
			delete(d.m.rels, rel)
		}
	}
	if !first {
		d.tx.DeleteNode(id)
	}
	delete(d.m.nodes, id)
}

func (d *driver) deleteRel() {
	if id, ok := d.anyRel(); ok {
		d.tx.DeleteRelationship(id)
		delete(d.m.rels, id)
	}
}

func (d *driver) changeLabel() {
	id, ok := d.anyNode()
	if !ok {
		return
	}
	l, had := d.label(), false
	had = d.m.nodes[id].labels[l]
	if d.r.IntN(2) == 0 {
		if d.tx.AddLabel(id, l) == had {
			d.t.Fatalf("AddLabel(%d, %s) on a node that had it: %v", id, l, had)
		}
		d.m.nodes[id].labels[l] = true
		return
	}
	if d.tx.RemoveLabel(id, l) != had {
		d.t.Fatalf("RemoveLabel(%d, %s) on a node that had it: %v", id, l, had)
	}
	delete(d.m.nodes[id].labels, l)
}

func (d *driver) setNode() {
	if id, ok := d.anyNode(); ok {
		d.set(d.m.nodes[id].props, id, d.tx.SetNodeProperty)
	}
}

func (d *driver) setRel() {
	if id, ok := d.anyRel(); ok {
		d.set(d.m.rels[id].props, id, d.tx.SetRelationshipProperty)
	}
}

func (d *driver) set(props map[string]value.Value, id ID, set func(ID, string, value.Value) error) {
	k, v := d.keys[d.r.IntN(len(d.keys))], d.value()
	if err := set(id, k, v); err != nil {
		d.t.Fatal(err)
	}
	if v.IsNull() {
		delete(props, k)
	} else {
		props[k] = v
	}
}

// schema makes or drops one of a few indexes.
func (d *driver) schema() {
	ix := []Index{
		{Name: "range", Labels: []string{"A"}, Properties: []string{"p"}},
		{Name: "pair", Labels: []string{"B"}, Properties: []string{"p", "q"}},
		{Name: "words", Kind: FullText, Labels: []string{"A", "C"}, Properties: []string{"p", "r"}},
		{Name: "text", Kind: Text, Labels: []string{"C"}, Properties: []string{"q"}},
		{Name: "rels", Relationship: true, Labels: []string{"TA"}, Properties: []string{"q"}},
		{Name: "relwords", Kind: FullText, Relationship: true, Labels: []string{"TA", "TB"}, Properties: []string{"q"}},
	}[d.r.IntN(6)]
	err := d.tx.CreateIndex(ix)
	if err != nil {
		err = d.tx.DropIndex(ix.Name)
	}
	if err != nil {
		d.t.Fatal(err)
	}
}

func begin(t testing.TB, g *Graph) *Tx {
	t.Helper()
	tx, err := g.Begin(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return tx
}

func commit(t testing.TB, tx *Tx) {
	t.Helper()
	if _, err := tx.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func checkView(t testing.TB, v *View) {
	t.Helper()
	for _, err := range v.Check() {
		t.Error(err)
	}
}

func sameAsModel(t *testing.T, what string, v *View, want *model) {
	t.Helper()
	sameScans(t, what, v, want)
	if have := modelOf(v).print(); have != want.print() {
		t.Fatalf("%s\nhave:\n%s\nwant:\n%s", what, have, want.print())
	}
}

// sameScans holds the scans by label and type, and the degrees, against a model.
func sameScans(t *testing.T, what string, v *View, want *model) {
	t.Helper()
	labels, types, degrees := map[string][]ID{}, map[string][]ID{}, map[ID][2]int{}
	for _, id := range slices.Sorted(maps.Keys(want.nodes)) {
		for l := range want.nodes[id].labels {
			labels[l] = append(labels[l], id)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(want.rels)) {
		r := want.rels[id]
		types[r.typ] = append(types[r.typ], id)
		for d, id := range [2]ID{r.start, r.end} {
			degree := degrees[id]
			degree[d]++
			degrees[id] = degree
		}
	}
	for name, n := range v.labels.numbers {
		scan := func(cursor uint64, buf []ID) (int, uint64, bool) { return v.ScanLabel(Label(n), cursor, buf) }
		if have := scanAll(scan); !slices.Equal(have, labels[name]) {
			t.Fatalf("%s: label %s has %v, want %v", what, name, have, labels[name])
		}
	}
	for name, n := range v.types.numbers {
		scan := func(cursor uint64, buf []ID) (int, uint64, bool) { return v.ScanType(Type(n), cursor, buf) }
		if have := scanAll(scan); !slices.Equal(have, types[name]) {
			t.Fatalf("%s: type %s has %v, want %v", what, name, have, types[name])
		}
	}
	for id := range want.nodes {
		have := [2]int{v.Degree(id, Outgoing, 0, true), v.Degree(id, Incoming, 0, true)}
		if have != degrees[id] {
			t.Fatalf("%s: node %d has the degrees %v, want %v", what, id, have, degrees[id])
		}
	}
}

func TestModel(t *testing.T) {
	rounds := 100
	if testing.Short() {
		rounds = 25
	}
	for seed := range uint64(4) {
		g := OpenMemory(Options{})
		r := rand.New(rand.NewPCG(seed, 1))
		committed := &model{map[ID]*modelNode{}, map[ID]*modelRel{}}
		type held struct {
			v *View
			m *model
		}
		var snapshots []held
		for round := range rounds {
			d := &driver{t, r, begin(t, g), committed.clone(), []string{"p", "q", "r"}}
			if r.IntN(4) == 0 {
				d.schema()
			}
			if round == 0 && seed%2 == 1 { // several chunks
				for range 600 {
					d.createNode()
				}
			}
			for range r.IntN(60) {
				d.step()
			}
			if err := d.tx.Validate(); err != nil {
				t.Fatal(err)
			}
			sameAsModel(t, fmt.Sprintf("seed %d, round %d, own state", seed, round), d.tx.View, d.m)
			if r.IntN(4) == 0 {
				d.tx.Rollback()
			} else {
				commit(t, d.tx)
				committed = d.m
			}
			v := g.Snapshot()
			checkView(t, v)
			sameAsModel(t, fmt.Sprintf("seed %d, round %d, committed", seed, round), v, committed)
			if snapshots = append(snapshots, held{v, committed}); len(snapshots) > 8 {
				snapshots = snapshots[1:]
			}
			for _, s := range snapshots {
				sameAsModel(t, "snapshot held open", s.v, s.m)
			}
		}
	}
}
