package exchange

import (
	"cmp"
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"
	"time"
)

// What STIX objects of ours have in common.
const (
	stixDomain  = "corridor" // also the name of the kill chain, and the source of our ids
	stixVersion = "1.0"      // of objects in ATT&CK's own counting
	elsewhere   = "no-stage" // the tactic of what belongs to no stage
)

// stixEpoch is when objects were made. The dataset keeps no times; so that the newer
// of two editions of an object can be told, one that has the edition n was changed n
// seconds later.
var stixEpoch = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// stix writes a STIX 2.1 bundle with ATT&CK's additions: stages are tactics; tasks,
// methods, and processes that a lever weakens are attack patterns; levers are courses
// of action, which mitigate what they weaken; evidence are notes, and documents
// reports. What STIX has no word for is left out.
func stix(w *writer, g *Graph) {
	b := &bundle{linked: linkedOf(g), edition: g.Edition, ids: map[string]string{}, phases: map[string]map[string]bool{}, weakened: map[string]bool{}, claims: map[string]string{}, of: map[string]map[string]bool{}}
	b.place(g)
	for _, n := range g.Nodes {
		b.choose(n)
	}
	objects := []map[string]any{b.ourselves()}
	for _, n := range g.Nodes {
		if b.ids[n.ID] != "" && !n.is("Document") {
			objects = append(objects, b.object(n))
		}
	}
	for _, r := range g.Relationships {
		if made := b.relationship(r); made != nil {
			objects = append(objects, made)
		}
	}
	for _, n := range g.Nodes {
		if n.is("Evidence") {
			objects = append(objects, b.note(n))
		}
	}
	for _, n := range g.Nodes {
		if n.is("Document") {
			objects = append(objects, b.report(n))
		}
	}
	objects = append(objects, b.matrix(g)...)
	w.text(`{"type": "bundle", "id": "bundle--`, identifier("stix "+g.Release), "\",\n\"objects\": ")
	w.list(len(objects), func(i int) any { return objects[i] })
	w.text("}\n")
}

// bundle knows what of a graph goes into a bundle.
type bundle struct {
	linked
	edition  int64
	ids      map[string]string          // of objects, by the ids of nodes
	phases   map[string]map[string]bool // shortnames of the stages that a node is a part of, by its id
	weakened map[string]bool            // what levers weaken
	claims   map[string]string          // ids of relationships, by the keys of their claims
	of       map[string]map[string]bool // ids of what rests on a document, by its node's id
}

// place finds to which stages things belong: by themselves, and methods by the tasks that use them.
func (b *bundle) place(g *Graph) {
	for _, r := range g.Relationships {
		switch end := b.nodes[r.End]; {
		case r.Type == "PART_OF" && isTactic(end):
			b.put(r.Start, shortname(end))
		case r.Type == "ACTS_ON" && weakens(r):
			b.weakened[r.End] = true
		}
	}
	for _, r := range g.Relationships {
		if r.Type == "USES" && b.nodes[r.Start].is("Task") && b.nodes[r.End].is("Method") {
			for stage := range b.phases[r.Start] {
				b.put(r.End, stage)
			}
		}
	}
}

func (b *bundle) put(node, stage string) {
	if b.phases[node] == nil {
		b.phases[node] = map[string]bool{}
	}
	b.phases[node][stage] = true
}

func weakens(r Relationship) bool { return text(r.Properties, "direction") == "weakens" }

// shortname is by what techniques name their tactic.
func shortname(n Node) string {
	_, name, found := strings.Cut(n.ID, ":")
	if !found {
		return n.ID
	}
	return name
}

// choose gives a node an id where STIX has a word for it.
func (b *bundle) choose(n Node) {
	kind := ""
	switch {
	case n.is("Document"):
		kind = "report"
	case isTactic(n):
		kind = "x-mitre-tactic"
	case b.isTechnique(n):
		kind = "attack-pattern"
	case n.is("Lever"):
		kind = "course-of-action"
	case n.is("ActorType"), n.is("Organisation"), n.is("Holder"), n.is("Person"):
		kind = "identity"
	case n.is("Place") && placed(n):
		kind = "location"
	default:
		return
	}
	b.ids[n.ID] = kind + "--" + identifier(n.ID)
}

// isTactic leaves out what is another thing first: users may give a node any labels.
func isTactic(n Node) bool { return n.is("Stage") && !n.is("Document") }

func (b *bundle) isTechnique(n Node) bool {
	return n.is("Task") || n.is("Method") || n.is("Process") && b.weakened[n.ID]
}

// placed reports whether a place has what STIX wants of one.
func placed(n Node) bool {
	_, _, located := coordinates(n)
	return located || country(n) != ""
}

// coordinates are those of a place, if they are on the earth.
func coordinates(n Node) (latitude, longitude float64, ok bool) {
	latitude, hasLatitude := number(n.Properties["latitude"])
	longitude, hasLongitude := number(n.Properties["longitude"])
	return latitude, longitude, hasLatitude && hasLongitude && math.Abs(latitude) <= 90 && math.Abs(longitude) <= 180
}

func number(v any) (float64, bool) {
	switch v := v.(type) {
	case float64:
		return v, true
	case int64:
		return float64(v), true
	}
	return 0, false
}

var countryCode = regexp.MustCompile(`^[A-Z]{2}$`)

// country is the code of one by ISO 3166-1, or empty.
func country(n Node) string { return countryCode.FindString(text(n.Properties, "iso")) }

// common is what all objects have.
func (b *bundle) common(id string) map[string]any {
	kind, _, _ := strings.Cut(id, "--")
	return map[string]any{"type": kind, "spec_version": "2.1", "id": id, "created": stamp(stixEpoch), "modified": stamp(stixEpoch.Add(time.Duration(b.edition) * time.Second))}
}

func stamp(t time.Time) string { return t.Format("2006-01-02T15:04:05.000Z") }

// references are keys as others find them. The first is the object's own.
func references(keys ...string) []any {
	out := make([]any, len(keys))
	for i, key := range keys {
		out[i] = map[string]any{"source_name": stixDomain, "external_id": key}
	}
	return out
}

// ourselves is who made the objects; a note on nothing else is on this.
func (b *bundle) ourselves() map[string]any {
	return with(b.common(ourIdentity()), map[string]any{"name": "Corridor", "identity_class": "organization"})
}

func ourIdentity() string { return "identity--" + identifier("stix corridor") }

// with adds members to an object, but for empty texts and lists.
func with(object, more map[string]any) map[string]any {
	for name, v := range more {
		list, isList := v.([]any)
		if v != "" && v != nil && (!isList || len(list) > 0) {
			object[name] = v
		}
	}
	return object
}

func (b *bundle) object(n Node) map[string]any {
	out := with(b.common(b.ids[n.ID]), map[string]any{
		"created_by_ref": ourIdentity(), "name": n.Name(), "description": text(n.Properties, "note"), "external_references": references(append([]string{n.ID}, texts(n.Properties, "evidence")...)...),
	})
	switch out["type"] {
	case "x-mitre-tactic":
		return attack(with(out, map[string]any{"x_mitre_shortname": shortname(n)}))
	case "attack-pattern":
		var phases []any
		for _, stage := range b.stages(n) {
			phases = append(phases, map[string]any{"kill_chain_name": stixDomain, "phase_name": stage})
		}
		// Navigator shows only what has a platform; so its filter tells these apart.
		return attack(with(out, map[string]any{"kill_chain_phases": phases, "aliases": any(listOf(texts(n.Properties, "aliases"))), "x_mitre_is_subtechnique": false, "x_mitre_platforms": listOf(n.Labels[:1])}))
	case "course-of-action":
		return attack(with(out, map[string]any{"x_corridor_field": text(n.Properties, "field")}))
	case "identity":
		class := map[string]string{"ActorType": "class", "Organisation": "organization", "Holder": "group", "Person": "individual"}[n.Labels[0]]
		return with(out, map[string]any{"identity_class": class, "x_corridor_side": text(n.Properties, "side")})
	}
	return location(out, n)
}

// attack adds what ATT&CK's tools want of an object.
func attack(object map[string]any) map[string]any {
	return with(object, map[string]any{"x_mitre_domains": listOf([]string{stixDomain}), "x_mitre_version": stixVersion, "x_mitre_attack_spec_version": "3.2.0"})
}

func location(out map[string]any, n Node) map[string]any {
	if latitude, longitude, located := coordinates(n); located {
		out["latitude"], out["longitude"] = latitude, longitude
	}
	return with(out, map[string]any{"country": country(n)})
}

// stages are the tactics of a technique.
func (b *bundle) stages(n Node) []string {
	if stages := slices.Sorted(maps.Keys(b.phases[n.ID])); len(stages) > 0 {
		return stages
	}
	return []string{elsewhere}
}

func listOf(items []string) []any {
	out := make([]any, len(items))
	for i, item := range items {
		out[i] = item
	}
	return out
}

// joined are texts with something between them, but for empty ones.
func joined(between string, all ...string) string {
	return strings.Join(slices.DeleteFunc(all, func(t string) bool { return t == "" }), between)
}

// relationship is one between two objects, or nil.
func (b *bundle) relationship(r Relationship) map[string]any {
	from, to := b.ids[r.Start], b.ids[r.End]
	if from == "" || to == "" {
		return nil
	}
	kind := strings.ToLower(strings.ReplaceAll(r.Type, "_", "-"))
	switch {
	case r.Type == "ACTS_ON" && weakens(r) && strings.HasPrefix(to, "attack-pattern--"):
		kind = "mitigates"
	case !plainKind.MatchString(kind):
		kind = "related-to"
	}
	id := "relationship--" + identifier(r.ID)
	claim := text(r.Properties, "claim")
	if claim != "" {
		b.claims[claim] = id
	}
	keys := texts(r.Properties, "evidence")
	if claim != "" {
		keys = append([]string{claim}, keys...)
	}
	return with(b.common(id), map[string]any{
		"created_by_ref": ourIdentity(), "relationship_type": kind, "source_ref": from, "target_ref": to,
		"description": text(r.Properties, "mechanism"), "external_references": references(keys...),
		"x_corridor_type": r.Type, "x_corridor_standing": text(r.Properties, "standing"), "x_corridor_direction": text(r.Properties, "direction"),
	})
}

// plainKind is what STIX takes as the type of a relationship.
var plainKind = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)

// note is a line of evidence: on the relationship of its claim, on the ends of what
// it bears on, and in any case on its document.
func (b *bundle) note(n Node) map[string]any {
	id := "note--" + identifier(n.ID)
	refs, voices := map[string]bool{}, []string{}
	documents := []string{}
	for _, r := range b.out[n.ID] {
		switch r.Type {
		case "BEARS_ON":
			if relationship := b.claims[r.End]; relationship != "" {
				refs[relationship] = true
			}
			for _, end := range b.out[r.End] {
				if object := b.ids[end.End]; object != "" {
					refs[object] = true
				}
			}
		case "VOICES":
			voices = append(voices, b.nodes[r.End].Name())
		case "CITES":
			for _, in := range b.out[r.End] {
				if b.nodes[in.End].is("Document") {
					documents = append(documents, in.End)
				}
			}
		}
	}
	for _, document := range documents {
		if b.of[document] == nil {
			b.of[document] = map[string]bool{}
		}
		maps.Copy(b.of[document], refs)
		b.of[document][id] = true
	}
	for _, document := range documents {
		refs[b.ids[document]] = true
	}
	if len(refs) == 0 {
		refs[ourIdentity()] = true
	}
	stance, hedge, reading := text(n.Properties, "stance"), text(n.Properties, "hedge"), text(n.Properties, "reading")
	return with(b.common(id), map[string]any{
		"created_by_ref": ourIdentity(), "abstract": joined(", ", stance, hedge, reading), "content": cmp.Or(text(n.Properties, "paraphrase"), n.Name()),
		"authors": listOf(voices), "object_refs": listOf(slices.Sorted(maps.Keys(refs))), "external_references": references(n.ID),
		"x_corridor_stance": stance, "x_corridor_hedge": hedge, "x_corridor_reading": reading,
	})
}

// report is a document with all that rests on it.
func (b *bundle) report(n Node) map[string]any {
	published := stixEpoch
	if year, err := time.Parse("2006", text(n.Properties, "year")); err == nil {
		published = year
	}
	id := b.ids[n.ID]
	refs := maps.Clone(b.of[n.ID])
	delete(refs, id)
	if len(refs) == 0 {
		refs = map[string]bool{ourIdentity(): true}
	}
	work := joined("; ", append(texts(n.Properties, "authors"), n.Name(), text(n.Properties, "publisher"), text(n.Properties, "year"))...)
	return with(b.common(id), map[string]any{
		"created_by_ref": ourIdentity(), "name": n.Name(), "published": stamp(published), "object_refs": listOf(slices.Sorted(maps.Keys(refs))),
		"external_references": append(references(n.ID), map[string]any{"source_name": cmp.Or(text(n.Properties, "short"), n.Name()), "description": work}),
	})
}

// matrix are the order of the tactics, and the tactic of what belongs to no stage,
// where there is any.
func (b *bundle) matrix(g *Graph) []map[string]any {
	var stages []Node
	rest := false
	for _, n := range g.Nodes {
		switch {
		case strings.HasPrefix(b.ids[n.ID], "x-mitre-tactic--"):
			stages = append(stages, n)
		case strings.HasPrefix(b.ids[n.ID], "attack-pattern--") && len(b.phases[n.ID]) == 0:
			rest = true
		}
	}
	slices.SortStableFunc(stages, func(a, b Node) int {
		one, _ := a.Properties["order"].(int64)
		other, _ := b.Properties["order"].(int64)
		return cmp.Compare(one, other)
	})
	var refs []any
	var out []map[string]any
	for _, stage := range stages {
		refs = append(refs, b.ids[stage.ID])
	}
	if rest {
		id := "x-mitre-tactic--" + identifier("stix "+elsewhere)
		refs = append(refs, id)
		out = append(out, attack(with(b.common(id), map[string]any{
			"created_by_ref": ourIdentity(), "name": "no stage of its own", "x_mitre_shortname": elsewhere, "external_references": references(elsewhere),
			"description": "Methods, tasks and processes that the documents put into no stage.",
		})))
	}
	if len(refs) == 0 {
		return out
	}
	return append(out, attack(with(b.common("x-mitre-matrix--"+identifier("stix matrix")), map[string]any{
		"created_by_ref": ourIdentity(), "name": "Migration as a business", "tactic_refs": refs, "external_references": references(stixDomain),
		"description": "The stages of the business with what is done in them, and the levers against it.",
	})))
}
