package db

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"corridor/cypher"
	"corridor/graph"
)

// ErrInconsistent is returned when the loaded graph breaks a rule of evidence.
var ErrInconsistent = errors.New("the loaded graph breaks a rule of evidence")

// loadBatch is how many nodes or relationships one statement carries.
const loadBatch = 500

// loadLimits bound the statements of a load: it reads the whole graph.
var loadLimits = Limits{Time: 5 * time.Minute, Rows: 10_000_000, Bytes: 1 << 30}

// Progress is told how many of all steps of a load are done.
type Progress func(done, all int)

// Standing is how a release stands to what a database holds.
type Standing int

// The standings. Behind means that the database holds a newer edition, whole
// or in part: an older program has come to it.
const (
	Wanting Standing = iota
	Held
	Behind
)

// Standing says how a release stands to what the database holds.
func (d *DB) Standing(ctx context.Context, value *graph.Value) (Standing, error) {
	rows, err := d.Read(ctx, "MATCH (n:Release) WHERE n.release IS NOT NULL RETURN n.release, coalesce(n.loaded, false), coalesce(n.edition, 0)", nil, DefaultLimits)
	if err != nil {
		return Wanting, fmt.Errorf("ask for the release: %w", err)
	}
	standing := Wanting
	for _, row := range rows.Values {
		if edition, _ := row[2].(int64); edition > int64(value.Edition) {
			return Behind, nil
		}
		if len(rows.Values) == 1 && row[0] == value.Release && row[1] == true {
			standing = Held
		}
	}
	return standing, nil
}

// Load brings the database to the state of a graph and leaves what users added
// alone. It compares first and writes only differences, so a second load
// changes nothing, and a load that was killed is finished by the next one.
// Nodes of an older release are removed, or marked retired where a user's
// relationship hangs on them.
func (d *DB) Load(ctx context.Context, value *graph.Value, progress Progress) (Changes, error) {
	l := &loader{db: d, ctx: ctx, value: value, progress: progress}
	steps := []func() error{
		l.schema, l.readNodes, l.readRelationships, l.begin,
		l.dropRelationships, l.dropNodes, l.restoreLabels, l.mergeNodes, l.mergeRelationships, l.updateRelationships,
		l.stamp, func() error { return d.CheckRules(ctx) },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return l.changes, fmt.Errorf("load release %s: %w", value.Release[:graph.ShortRelease], err)
		}
	}
	return l.changes, nil
}

// CheckRules runs the checks of rule 6 on the database; its error wraps
// ErrInconsistent and names the first faults.
func (d *DB) CheckRules(ctx context.Context) error {
	checks, err := cypher.Checks()
	if err != nil {
		return err
	}
	var faults []error
	for _, check := range checks {
		rows, err := d.Read(ctx, check.Text, nil, Limits{Time: loadLimits.Time, Rows: 5})
		if err != nil {
			return fmt.Errorf("check %s: %w", check.Name, err)
		}
		for _, row := range rows.Values {
			faults = append(faults, fmt.Errorf("%w: %s: %v", ErrInconsistent, check.Title, row))
		}
	}
	return errors.Join(faults...)
}

type loader struct {
	db       *DB
	ctx      context.Context
	value    *graph.Value
	progress Progress
	changes  Changes

	nodes         map[string]standingNode
	relationships map[string]standingRelationship
	surplus       []any // where relationships are that stand a second time
	done, all     int
}

type standingNode struct {
	labels     []any
	properties map[string]any
	released   bool
}

func (n standingNode) lacks(labels []string) bool {
	return n.released && slices.ContainsFunc(labels, func(label string) bool { return !slices.Contains(n.labels, any(label)) })
}

type standingRelationship struct {
	where      map[string]any // its id, and that of the node at which it begins
	kind, from string
	properties map[string]any
}

func (l *loader) write(text string, parameters map[string]any) error {
	changes, err := l.db.apply(l.ctx, text, parameters, loadLimits)
	l.changes = l.changes.plus(changes)
	return err
}

func (l *loader) read(text string) (Rows, error) { return l.db.Read(l.ctx, text, nil, loadLimits) }

func (l *loader) advance(n int) {
	l.done += n
	if l.progress != nil {
		l.progress(l.done, l.all)
	}
}

func (l *loader) schema() error {
	statements, err := cypher.Schema()
	if err != nil {
		return err
	}
	for _, statement := range statements {
		if err := l.write(statement, nil); err != nil {
			return fmt.Errorf("schema: %w", err)
		}
	}
	return nil
}

func (l *loader) readNodes() error {
	rows, err := l.read("MATCH (n) WHERE n.key IS NOT NULL RETURN n.key AS key, labels(n) AS labels, properties(n) AS properties")
	if err != nil {
		return fmt.Errorf("read the nodes that stand: %w", err)
	}
	l.nodes = make(map[string]standingNode, len(rows.Values))
	for _, row := range rows.Values {
		key, isText := row[0].(string)
		labels, _ := row[1].([]any)
		properties, isMap := row[2].(map[string]any)
		if have, stands := l.nodes[key]; stands && !have.released || !isText || !isMap {
			continue // a user's node of that key is not forgotten over one of ours
		}
		l.nodes[key] = standingNode{labels, properties, properties["release"] != nil}
	}
	for _, n := range l.value.Nodes {
		if have, ok := l.nodes[n.Key]; ok && !have.released {
			return fmt.Errorf("%w: a node with the key %s was added by a user: give it another key, then load again", ErrStatement, n.Key)
		}
	}
	return nil
}

func (l *loader) readRelationships() error {
	rows, err := l.read("MATCH (a)-[r]->(b) WHERE r.release IS NOT NULL " +
		"RETURN elementId(r) AS id, type(r) AS type, a.key AS from, b.key AS to, properties(r) AS properties, elementId(a) AS at")
	if err != nil {
		return fmt.Errorf("read the relationships that stand: %w", err)
	}
	l.relationships = make(map[string]standingRelationship, len(rows.Values))
	for _, row := range rows.Values {
		where := map[string]any{"id": row[0], "at": row[5]}
		kind, _ := row[1].(string)
		from, _ := row[2].(string)
		to, _ := row[3].(string)
		properties, _ := row[4].(map[string]any)
		name := graph.ValueRelationship{Type: kind, From: from, To: to, Identity: identityOf(kind, properties)}.String()
		if _, twice := l.relationships[name]; twice {
			l.surplus = append(l.surplus, where)
			continue
		}
		l.relationships[name] = standingRelationship{where, kind, from, properties}
	}
	return nil
}

// identityOf gives the properties that tell a relationship from others of its
// type between the same nodes. It goes by the type, as a user may have set a
// property of any name on it.
func identityOf(kind string, properties map[string]any) map[string]any {
	names := []string{}
	switch _, domain := graph.TypeNamed(kind); {
	case kind == "HAS_ELEMENT":
		names = []string{"kind"}
	case kind == "REFERS_TO":
		names = []string{"passage"}
	case domain && properties["claim"] != nil:
		names = []string{"claim"}
	case domain && properties["basis"] != nil:
		names = []string{"basis"}
	}
	identity := map[string]any{}
	for _, name := range names {
		identity[name] = properties[name]
	}
	return identity
}

// findRelationship begins at a node, as not every planner goes to a
// relationship by its id, and reads all of them for each row instead.
const findRelationship = "MATCH (a) WHERE elementId(a) = row.at MATCH (a)-[r]->() WHERE elementId(r) = row.id "

// dropRelationships removes relationships that the release no longer has.
func (l *loader) dropRelationships() error {
	wanted := map[string]bool{}
	for _, r := range l.value.Relationships {
		wanted[r.String()] = true
	}
	gone := l.surplus
	for _, name := range slices.Sorted(maps.Keys(l.relationships)) {
		if !wanted[name] {
			gone = append(gone, l.relationships[name].where)
		}
	}
	l.all = len(gone) + len(l.value.Nodes) + len(l.value.Relationships)
	return l.batches(gone, "drop relationships", "UNWIND $rows AS row "+findRelationship+"DELETE r")
}

// dropNodes removes nodes that the release no longer has; where a user's
// relationship hangs on one it stays, marked retired.
func (l *loader) dropNodes() error {
	wanted := map[string]bool{}
	for _, n := range l.value.Nodes {
		wanted[n.Key] = true
	}
	var gone []any
	for _, key := range slices.Sorted(maps.Keys(l.nodes)) {
		if l.nodes[key].released && !wanted[key] && !strings.HasPrefix(key, "release:") {
			gone = append(gone, key)
		}
	}
	l.all += 2 * len(gone)
	err := l.batches(gone, "retire nodes", "UNWIND $rows AS key MATCH (n {key: key}) "+
		"WHERE n.release IS NOT NULL AND n.retired IS NULL AND EXISTS { (n)--() } SET n.retired = true")
	if err != nil {
		return err
	}
	return l.batches(gone, "drop nodes", "UNWIND $rows AS key MATCH (n {key: key}) WHERE n.release IS NOT NULL AND NOT EXISTS { (n)--() } DELETE n")
}

// batches runs a statement on rows, some at a time; each counts as a step.
func (l *loader) batches(rows []any, what, text string) error {
	for batch := range slices.Chunk(rows, loadBatch) {
		if err := l.write(text, map[string]any{"rows": batch}); err != nil {
			return fmt.Errorf("%s: %w", what, err)
		}
		l.advance(len(batch))
	}
	return nil
}

// restoreLabels gives back labels that a node of ours has lost: MERGE by a
// lost label would make a second node.
func (l *loader) restoreLabels() error {
	groups := map[string][]any{}
	for _, n := range l.value.Nodes {
		if l.nodes[n.Key].lacks(n.Labels) {
			labels := strings.Join(n.Labels, "`:`")
			groups[labels] = append(groups[labels], n.Key)
		}
	}
	for _, labels := range slices.Sorted(maps.Keys(groups)) {
		l.all += len(groups[labels])
		text := "UNWIND $rows AS key MATCH (n {key: key}) WHERE n.release IS NOT NULL SET n:`" + labels + "`"
		if err := l.batches(groups[labels], "restore labels", text); err != nil {
			return err
		}
	}
	return nil
}

// mergeNodes writes nodes that are new or differ, one text per label.
func (l *loader) mergeNodes() error {
	groups := map[string][]any{}
	for _, n := range l.value.Nodes {
		wanted := maps.Clone(n.Properties)
		wanted["release"] = l.value.Release
		changes := difference(wanted, l.nodes[n.Key].properties, owned(n.Labels[0]))
		if len(changes) == 0 {
			l.advance(1)
			continue
		}
		labels := strings.Join(n.Labels, "`:`")
		groups[labels] = append(groups[labels], map[string]any{"key": n.Key, "set": changes})
	}
	for _, labels := range slices.Sorted(maps.Keys(groups)) {
		first, others, also := strings.Cut(labels, "`:`")
		text := "UNWIND $rows AS row MERGE (n:`" + first + "` {key: row.key}) SET n += row.set"
		if also {
			text += " SET n:`" + others + "`"
		}
		if err := l.batches(groups[labels], "nodes "+first, text); err != nil {
			return err
		}
	}
	return nil
}

// owned are the properties that the model declares for a label: what a release
// no longer has of them goes, what a user added under another name stays.
func owned(label string) []string {
	names := []string{"name", "aliases", "note", "standing", "for", "against", "qualified", "unknown", "documents", "evidence", "retired"}
	for _, l := range graph.Labels() {
		if l.Name == label {
			for _, p := range l.Properties {
				names = append(names, p.Name)
			}
		}
	}
	return names
}

// difference gives the properties to set; nil removes one.
func difference(wanted, have map[string]any, owned []string) map[string]any {
	changes := map[string]any{}
	for name, v := range wanted {
		if !same(v, have[name]) {
			changes[name] = v
		}
	}
	for _, name := range owned {
		if _, stays := wanted[name]; !stays && have[name] != nil {
			changes[name] = nil
		}
	}
	return changes
}

// same compares a value to be loaded with one that the database gave back,
// which has lists as []any.
func same(a, b any) bool {
	if list, ok := a.([]string); ok {
		other, isList := b.([]any)
		if !isList || len(list) != len(other) {
			return false
		}
		for i := range list {
			if other[i] != list[i] {
				return false
			}
		}
		return true
	}
	return reflect.DeepEqual(a, b)
}

// mergeRelationships writes relationships that are new, one text per type. It
// finds their ends by element id: a text per pair of labels would be some six
// hundred texts, and the server plans each. A user's relationship of the same
// type carries no release, so MERGE never takes it for one of ours.
func (l *loader) mergeRelationships() error {
	ids, err := l.elementIDs()
	if err != nil {
		return err
	}
	type group struct{ kind, identity string }
	groups := map[group][]any{}
	for _, r := range l.value.Relationships {
		if _, stands := l.relationships[r.String()]; stands {
			continue
		}
		set := maps.Clone(r.Properties)
		set["release"] = l.value.Release
		g := group{r.Type, strings.Join(slices.Sorted(maps.Keys(r.Identity)), " ")}
		groups[g] = append(groups[g], map[string]any{"from": ids[r.From], "to": ids[r.To], "identity": r.Identity, "set": set})
	}
	order := slices.SortedFunc(maps.Keys(groups), func(a, b group) int {
		return strings.Compare(a.kind+a.identity, b.kind+b.identity)
	})
	for _, g := range order {
		identity := "release: row.set.release"
		for _, name := range strings.Fields(g.identity) {
			identity += ", `" + name + "`: row.identity.`" + name + "`"
		}
		text := "UNWIND $rows AS row MATCH (a) WHERE elementId(a) = row.from MATCH (b) WHERE elementId(b) = row.to " +
			"MERGE (a)-[r:`" + g.kind + "` {" + identity + "}]->(b) SET r += row.set"
		if err := l.batches(groups[g], "relationships "+g.kind, text); err != nil {
			return err
		}
	}
	return nil
}

// elementIDs maps keys to the ids that hold now.
func (l *loader) elementIDs() (map[string]string, error) {
	rows, err := l.read("MATCH (n) WHERE n.release IS NOT NULL AND n.retired IS NULL RETURN n.key AS key, elementId(n) AS id")
	if err != nil {
		return nil, fmt.Errorf("read the ids of the nodes: %w", err)
	}
	ids := make(map[string]string, len(rows.Values))
	for _, row := range rows.Values {
		key, _ := row[0].(string)
		ids[key], _ = row[1].(string)
	}
	return ids, nil
}

// updateRelationships brings relationships that stand up to the release.
func (l *loader) updateRelationships() error {
	var rows []any
	for _, r := range l.value.Relationships {
		have, stands := l.relationships[r.String()]
		if !stands {
			continue
		}
		wanted := maps.Clone(r.Properties)
		maps.Copy(wanted, r.Identity)
		wanted["release"] = l.value.Release
		changes := difference(wanted, have.properties, ownedByType(r.Type))
		if len(changes) == 0 {
			l.advance(1)
			continue
		}
		rows = append(rows, map[string]any{"id": have.where["id"], "at": have.where["at"], "set": changes})
	}
	return l.batches(rows, "update relationships", "UNWIND $rows AS row "+findRelationship+"SET r += row.set")
}

func ownedByType(kind string) []string {
	names := []string{"standing", "for", "against", "documents", "evidence", "hedge", "from", "to"}
	if t, ok := graph.TypeNamed(kind); ok {
		for _, p := range t.Properties {
			names = append(names, p.Name)
		}
	}
	return names
}

// stamp records that the release is loaded; older stamps go.
func (l *loader) stamp() error {
	key := stampKey(l.value)
	if l.nodes[key].properties["loaded"] == true && len(l.stamps(true))+len(l.stamps(false)) == 0 {
		return nil
	}
	err := l.write("MATCH (n:Release {key: $key}) SET n.loaded = true "+
		"WITH n MATCH (old:Release) WHERE old.key <> n.key AND old.release IS NOT NULL DETACH DELETE old",
		map[string]any{"key": key})
	if err != nil {
		return fmt.Errorf("record the release: %w", err)
	}
	return nil
}
