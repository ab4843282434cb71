package graph_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"corridor/graph"
)

// small is a dataset, on made-up text, that breaks no rule.
var small = map[string]string{
	"nodes/document.yaml": `
- {key: "doc:x", name: On Bread, kind: article, year: "2001", language: en, certain: true, held: whole text, short: Guild 2001, speaks_for: org:guild}
- {key: "doc:y", name: On Mills, kind: article, year: "2002", language: en, certain: true, held: whole text, short: Miller 2002}
`,
	"nodes/organisation.yaml": `- {key: org:guild, name: Guild of Bakers, kind: other}`,
	"nodes/holder.yaml": `
- {key: holder:unknown, name: unknown holder}
- {key: holder:critics, name: critics of bread}
`,
	"nodes/actor_type.yaml": `
- {key: actor:baker, name: baker, aliases: [bakers], side: both}
- {key: actor:miller, name: miller, side: legitimate}
`,
	"nodes/resource.yaml":  `- {key: resource:flour, name: flour, kind: goods}`,
	"nodes/lever.yaml":     `- {key: lever:inspect-mills, name: inspection of mills, field: governance}`,
	"nodes/condition.yaml": `- {key: condition:hunger, name: hunger}`,
	"nodes/statistic.yaml": `- {key: stat:price, name: price of flour, measures: price of a sack, low: 3, high: 4, unit: money, currency: coins, per: sack, as_of: "2001", population: millers, place: unknown, measurer: unknown, quantifies: [claim:baker-pays-miller]}`,
	"claims/money.yaml": `
- {key: claim:baker-pays-miller, text: The baker pays the miller for flour., type: PAYS, subject: actor:baker, object: actor:miller, for: [resource:flour]}
- {key: claim:mills-feed, text: Mills lessen hunger., type: HINDERS, subject: actor:miller, object: condition:hunger}
- {key: claim:inspect, text: Mills should be inspected., type: ACTS_ON, subject: lever:inspect-mills, object: condition:hunger, direction: weakens, mechanism: unknown}
- {key: claim:bread-is-old, text: Bread is old., type: ABOUT, about: [resource:flour]}
`,
	"readings/x.yaml": `
document: doc:x
passages:
- at: p1s1
  mark: aaaaaaaaaaaaaaaaaaaaaaaa 10 0000000000000001 0000000000000001 ` + zeros + `
  none: heading
- at: p2s1
  mark: bbbbbbbbbbbbbbbbbbbbbbbb 10 0000000000000002 0000000000000002 ` + zeros + `
  notes: [1]
  bears:
  - {on: claim:baker-pays-miller, voice: "doc:x", stance: asserts, hedge: mostly, reading: explicit, says: Bakers mostly pay for flour.}
  - {on: stat:price, voice: "doc:x", stance: asserts, hedge: none, reading: explicit, says: It is three to four coins a sack.}
  - {on: claim:baker-pays-miller, voice: org:guild, stance: asserts, hedge: none, reading: explicit, says: The guild says it too.}
- at: p2s2
  mark: cccccccccccccccccccccccc 10 0000000000000003 0000000000000003 ` + zeros + `
  bears:
  - {on: claim:mills-feed, voice: holder:unknown, stance: asserts, hedge: hearsay, reading: explicit, says: Mills are said to lessen hunger.}
  - {on: claim:inspect, voice: "doc:x", stance: recommends, hedge: none, reading: explicit, says: Look into every mill.}
  - {on: claim:bread-is-old, voice: "doc:x", stance: asserts, hedge: none, reading: implied, says: Bread has been there for long.}
`,
	"readings/y.yaml": `
document: "doc:y"
passages:
- at: p1s1
  mark: dddddddddddddddddddddddd 10 0000000000000004 0000000000000004 ` + zeros + `
  bears:
  - {on: claim:baker-pays-miller, voice: holder:critics, stance: disputes, hedge: none, reading: explicit, says: Critics deny that bakers pay.}
  - {on: claim:inspect, voice: "doc:y", stance: asserts, hedge: possibly, reading: explicit, says: Inspection may help.}
`,
}

const zeros = "0000000000000000000000000000000000000000000000000000000000000000"

// filesOf makes a file system of small with replacements: file, old, new.
func filesOf(t testing.TB, edits ...[3]string) fstest.MapFS {
	t.Helper()
	texts := maps.Clone(small)
	for _, e := range edits {
		if e[1] == "" {
			texts[e[0]] += e[2]
			continue
		}
		if !strings.Contains(texts[e[0]], e[1]) {
			t.Fatalf("%s does not hold %q", e[0], e[1])
		}
		texts[e[0]] = strings.Replace(texts[e[0]], e[1], e[2], 1)
	}
	files := fstest.MapFS{}
	for name, text := range texts {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

func readSmall(t testing.TB, edits ...[3]string) *graph.Dataset {
	t.Helper()
	ds, err := graph.Read(filesOf(t, edits...))
	if err != nil {
		t.Fatal(err)
	}
	return ds
}

func TestCheckAcceptsASoundDataset(t *testing.T) {
	for _, p := range graph.Check(readSmall(t)) {
		t.Error(p)
	}
}

func TestCheckNamesEachFault(t *testing.T) {
	const claims, x, y = "claims/money.yaml", "readings/x.yaml", "readings/y.yaml"
	for name, c := range map[string]struct {
		edit [3]string
		want string
	}{
		"key of another label":       {[3]string{"nodes/resource.yaml", "resource:flour, name", "goods:flour, name"}, `key "goods:flour": want resource:`},
		"key twice":                  {[3]string{"nodes/resource.yaml", "", "\n- {key: resource:flour, name: flour again, kind: goods}"}, "stands already at nodes/resource.yaml:1"},
		"no name":                    {[3]string{"nodes/lever.yaml", "name: inspection of mills, ", ""}, "has no name"},
		"alias twice":                {[3]string{"nodes/actor_type.yaml", "[bakers]", "[bakers, bakers]"}, `alias "bakers" stands twice`},
		"property missing":           {[3]string{"nodes/resource.yaml", ", kind: goods", ""}, "kind is missing"},
		"value not of the list":      {[3]string{"nodes/resource.yaml", "kind: goods", "kind: food"}, `"food" is none of money`},
		"unused node":                {[3]string{"nodes/resource.yaml", "", "\n- {key: resource:salt, name: salt, kind: goods}"}, "nothing hangs on it"},
		"frame between wrong labels": {[3]string{"nodes/actor_type.yaml", "side: legitimate", "side: legitimate, subtype_of: [holder:critics]"}, "holder:critics is a Holder, want"},
		"a kind of itself":           {[3]string{"nodes/actor_type.yaml", "side: legitimate", "side: legitimate, subtype_of: [actor:miller]"}, "SUBTYPE_OF leads from actor:miller back to it"},
		"figure without amount":      {[3]string{"nodes/statistic.yaml", "low: 3, high: 4, ", ""}, "no amount"},
		"figure without currency":    {[3]string{"nodes/statistic.yaml", "currency: coins, ", ""}, "give the currency"},
		"figure without unit":        {[3]string{"nodes/statistic.yaml", "unit: money, ", ""}, "unit is missing"},
		"figure without date":        {[3]string{"nodes/statistic.yaml", `as_of: "2001", `, ""}, "no date"},
		"figure of nothing":          {[3]string{"nodes/statistic.yaml", ", quantifies: [claim:baker-pays-miller]", ""}, "quantifies nothing"},
		"unknown type":               {[3]string{claims, "type: PAYS", "type: BUYS"}, `type "BUYS" is no relationship type`},
		"dangling key":               {[3]string{claims, "object: actor:miller, for", "object: actor:millers, for"}, "no node has the key actor:millers; did you mean actor:miller?"},
		"type between wrong labels":  {[3]string{claims, "object: actor:miller, for", "object: resource:flour, for"}, "resource:flour is a Resource, want ActorType"},
		"role of a wrong label":      {[3]string{claims, "for: [resource:flour]", "for: [resource:flour], in: [actor:miller]"}, "in: actor:miller is a ActorType, want Place"},
		"role missing":               {[3]string{claims, ", for: [resource:flour]", ""}, "PAYS needs the role for"},
		"property of type missing":   {[3]string{claims, ", direction: weakens", ""}, "ACTS_ON needs direction"},
		"mode on a lever":            {[3]string{claims, "mechanism: unknown", "mechanism: unknown, mode: ought"}, "neither mode nor polarity"},
		"wrong mode":                 {[3]string{claims, "object: condition:hunger}", "object: condition:hunger, mode: maybe}"}, `mode: "maybe" is none of`},
		"same statement twice":       {[3]string{claims, "", "- {key: claim:again, text: Mills again lessen hunger., type: HINDERS, subject: actor:miller, object: condition:hunger}"}, "says the same as claim:mills-feed"},
		"opposite claims":            {[3]string{claims, "", "- {key: claim:not, text: Mills do not lessen hunger., type: HINDERS, subject: actor:miller, object: condition:hunger, polarity: negative}"}, "is the opposite of claim:mills-feed"},
		"claim without evidence":     {[3]string{claims, "", "- {key: claim:lonely, text: Bakers gain flour., type: GAINS, subject: actor:baker, object: resource:flour}"}, "claim:lonely has no evidence"},
		"about with ends":            {[3]string{claims, "type: ABOUT, about", "type: ABOUT, subject: actor:baker, about"}, "neither subject nor object"},
		"passage left out":           {[3]string{x, "at: p2s2", "at: p2s3"}, "p2s3 follows p2s1"},
		"unknown reason":             {[3]string{x, "none: heading", "none: boring"}, `"boring" is no reason`},
		"repetition of nothing":      {[3]string{x, "none: heading", "none: repetition"}, "of must name the earlier passage"},
		"nothing said of a passage":  {[3]string{x, "  none: heading\n", ""}, "neither none nor bears"},
		"no mark":                    {[3]string{x, "  mark: aaaaaaaaaaaaaaaaaaaaaaaa 10 0000000000000001 0000000000000001 " + zeros + "\n", ""}, "has no mark"},
		"evidence on a bare node":    {[3]string{y, "on: claim:inspect", "on: lever:inspect-mills"}, "lever:inspect-mills is a Lever, want Claim"},
		"voice that has none":        {[3]string{y, `voice: "doc:y"`, "voice: actor:baker"}, "a ActorType has no voice"},
		"voice of another document":  {[3]string{y, `voice: "doc:y"`, `voice: "doc:x"`}, "speaks in its own passages only"},
		"unknown stance":             {[3]string{y, "stance: disputes", "stance: hates"}, `stance: "hates" is none of`},
		"unknown hedge":              {[3]string{y, "hedge: possibly", "hedge: 0.7"}, `hedge: "0.7" is none of`},
		"hearsay with a holder":      {[3]string{y, "hedge: possibly", "hedge: hearsay"}, "unknown holder and the hedge hearsay go together"},
		"recommending a fact":        {[3]string{x, `- {on: claim:bread-is-old, voice: "doc:x", stance: asserts`, `- {on: claim:bread-is-old, voice: "doc:x", stance: recommends`}, "is no lever's claim"},
		"paraphrase twice":           {[3]string{y, "says: Inspection may help.", "says: Look into every mill."}, "says stands already at"},
		"voice twice on one claim":   {[3]string{x, "voice: org:guild", `voice: "doc:x"`}, "a second line of doc:x"},
		"second reading of one":      {[3]string{y, `document: "doc:y"`, `document: "doc:x"`}, "doc:x has a reading already"},
		"property empty":             {[3]string{"nodes/statistic.yaml", "per: sack", `per: ""`}, "per is missing"},
		"speaking for no voice":      {[3]string{"nodes/document.yaml", "speaks_for: org:guild", "speaks_for: actor:baker"}, "a ActorType has no voice"},
		"speaking for a speaker":     {[3]string{"nodes/document.yaml", "short: Miller 2002", `short: Miller 2002, speaks_for: "doc:x"`}, "speaks for another itself"},
		"no paraphrase":              {[3]string{y, ", says: Inspection may help.", ""}, "says is missing"},
	} {
		t.Run(name, func(t *testing.T) {
			problems := graph.Check(readSmall(t, c.edit))
			for _, p := range problems {
				if strings.Contains(p.What, c.want) {
					if p.Where.File == "" || p.Where.Line == 0 {
						t.Errorf("no file and line: %v", p)
					}
					return
				}
			}
			t.Errorf("want %q, have %v", c.want, problems)
		})
	}
}

func TestCheckListsAPaddedPassage(t *testing.T) {
	var claims, lines strings.Builder
	for i := range graph.MaxClaims + 1 {
		fmt.Fprintf(&claims, "- {key: claim:pad-%d, text: Padding %d., type: ABOUT, about: [resource:flour]}\n", i, i)
		fmt.Fprintf(&lines, "  - {on: claim:pad-%d, voice: \"doc:y\", stance: asserts, hedge: none, reading: explicit, says: Padding number %d.}\n", i, i)
	}
	ds := readSmall(t, [3]string{"claims/money.yaml", "", claims.String()}, [3]string{"readings/y.yaml", "", lines.String()})
	problems := graph.Check(ds)
	if len(problems) != 1 || !strings.Contains(problems[0].What, "is it padded?") {
		t.Errorf("have %v", problems)
	}
}

func TestReadNamesFileAndLine(t *testing.T) {
	for name, c := range map[string]struct {
		edit [3]string
		want string
	}{
		"unknown field":   {[3]string{"nodes/lever.yaml", "field: governance", "fields: governance"}, "nodes/lever.yaml:1: unknown field fields"},
		"not a list":      {[3]string{"claims/money.yaml", "for: [resource:flour]", "for: resource:flour"}, "claims/money.yaml:2: field for: want a list"},
		"not a number":    {[3]string{"nodes/statistic.yaml", "low: 3", "low: three"}, `field low: "three" is no number`},
		"broken YAML":     {[3]string{"nodes/holder.yaml", "critics of bread}", "critics of bread"}, "nodes/holder.yaml: is not YAML"},
		"bad place":       {[3]string{"readings/x.yaml", "at: p2s2", "at: 2/2"}, `"2/2" is no place`},
		"bad mark":        {[3]string{"readings/x.yaml", " 10 0000000000000003", " ten 0000000000000003"}, "length of the mark"},
		"field twice":     {[3]string{"nodes/lever.yaml", "field: governance", "field: law, name: other"}, "field name stands twice"},
		"not finite":      {[3]string{"nodes/statistic.yaml", "low: 3", "low: NaN"}, `field low: "NaN" is no number`},
		"elements astray": {[3]string{"nodes/lever.yaml", "field: governance", "field: governance, elements: []"}, "unknown field elements"},
		"bears no list":   {[3]string{"readings/x.yaml", "  none: heading", "  bears: much"}, "field bears: want a list"},
		"list of fields":  {[3]string{"nodes/lever.yaml", "- {key: lever:inspect-mills, name: inspection of mills, field: governance}", "key: lever:x"}, "want a list: each entry begins"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := graph.Read(filesOf(t, c.edit))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("want %q, have %v", c.want, err)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add(small["nodes/statistic.yaml"], small["claims/money.yaml"], small["readings/x.yaml"])
	f.Fuzz(func(t *testing.T, statistics, claims, reading string) {
		files := filesOf(t)
		for name, text := range map[string]string{"nodes/statistic.yaml": statistics, "claims/money.yaml": claims, "readings/x.yaml": reading} {
			files[name] = &fstest.MapFile{Data: []byte(text)}
		}
		ds, err := graph.Read(files)
		if err == nil {
			graph.Check(ds)
			graph.Build(ds)
		}
	})
}
