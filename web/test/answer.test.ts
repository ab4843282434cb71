import assert from "node:assert/strict";
import { test } from "node:test";

import { addressOf, segment } from "../src/service/api";
import { csv } from "../src/parts/csv";
import { beginning } from "../src/parts/form";
import { mix } from "../src/draw/palette";
import { amountOf, denialAt, shownColumns, terse, told } from "../src/parts/cells";
import { denied, hedgeOf, isKey, kindOf, labelOf, modeOf, placeOf, recommenders, tallied, unknowns, verbOf } from "../src/texts/words";

const columns = (...names: string[]) => names.map((name) => ({ name, doc: "" }));

test("CSV keeps commas, quotes, line ends, lists and nothing", () => {
  const rows = [{ a: 'say "x", y', b: ["p", "q"], c: null }, { a: "two\nlines", b: 3, c: false }];
  assert.equal(csv(columns("a", "b", "c"), rows), 'a,b,c\r\n"say ""x"", y","[""p"",""q""]",\r\n"two\nlines",3,false\r\n');
});

test("a name links to its key, which needs no column", () => {
  const shown = shownColumns(columns("lever", "lever_key", "targets", "target_keys", "text", "claim", "at", "passage", "standing"));
  assert.deepEqual(shown.map((c) => [c.name, c.key]), [["lever", "lever_key"], ["targets", "target_keys"], ["text", "claim"], ["at", "passage"], ["standing", undefined]]);
});

test("a row that denies says so at its verb, and no column of the polarity is shown", () => {
  const rows = [{ from: "a", type: "HINDERS", to: "b", polarity: "negative", mode: "is", text: "c" }];
  const { shown } = told(columns("from", "type", "to", "text", "polarity", "mode"), rows);
  assert.deepEqual(shown.map((c) => c.name), ["from", "type", "to", "text"]);
  assert.equal(denialAt(shown), "type");
  assert.equal(denialAt(told(columns("lever", "text", "polarity"), [{ lever: "a", text: "b" }]).shown), "text");
});

test("a verb is denied in plain English", () => {
  const turned = { hinders: "does not hinder", "is used by": "is not used by", "has as a part": "does not have as a part", does: "does not do", "comes before": "does not come before", passes: "does not pass", under: "not: under" };
  for (const [verb, not] of Object.entries(turned)) assert.equal(denied(verb), not);
});

test("the mode is shown only where something is not said to be so now", () => {
  const names = (mode: string | null) => told(columns("text", "mode"), [{ text: "a", mode }, { text: "b", mode: "is" }]).shown.map((c) => c.name);
  assert.deepEqual([names("is"), names(null), names("ought")], [["text"], ["text"], ["text", "mode"]]);
});

test("columns that are empty in every row are counted, not shown", () => {
  const { shown, empty } = told(columns("a", "b", "c"), [{ a: "x", b: [], c: null }, { a: "y", b: [], c: 0 }]);
  assert.deepEqual([shown.map((c) => c.name), empty], [["a", "c"], 1]);
});

test("a figure is told in one go", () => {
  const cases: [Record<string, unknown>, string][] = [
    [{ low: 500, high: 700, approximate: true, unit: "money", currency: "USD", per: "passport", words: "US$500-700" }, "about US$ 500 to 700 per passport"],
    [{ low: 20000, high: 20000, approximate: false, unit: "persons", currency: null, per: "none", words: null }, "20,000 persons"],
    [{ low: 2, high: 2, approximate: true, unit: "ratio", words: "almost twice", per: "none" }, "about 2 times (“almost twice”)"],
    [{ low: null, high: 40, unit: "per cent" }, "up to 40 per cent"],
    [{ low: 3, high: null, unit: "countries" }, "3 or more countries"],
    [{ low: null, high: null, words: "most", unit: "persons", per: "year" }, "most per year"],
    [{ low: null, high: null, words: "unknown" }, ""],
  ];
  for (const [figure, said] of cases) assert.equal(amountOf(figure), said);
});

test("figures take one column", () => {
  assert.deepEqual(shownColumns(columns("figure", "measures", "low", "high", "words", "unit", "per", "date")).map((c) => [c.name, c.key]), [["measures", "figure"], ["amount", undefined], ["date", undefined]]);
});

test("a record is told in few words", () => {
  const place = terse({ claim: "claim:a", place: "Libya", place_key: "place:libya", standing: "asserted", role: "transit", order: 2 });
  assert.deepEqual([place?.name, place?.key, place?.standing, place?.soft, place?.claim], ["Libya", "place:libya", "", ["transit"], "claim:a"]);
  const needs = terse({ claim: "claim:a", key: "method:b", name: "loan", polarity: "negative", standing: "reported", type: "USES" });
  assert.deepEqual([needs?.verb, needs?.name, needs?.key, needs?.standing], ["does not use", "loan", "method:b", "reported"]);
  const example = terse({ claim: "claim:a", text: "It is so.", standing: "asserted" });
  assert.deepEqual([example?.name, example?.key, example?.claim], ["It is so.", "claim:a", ""], "the statement is the link to itself");
  assert.deepEqual(terse({ claim: "claim:a", text: "It is not so.", polarity: "negative" })?.soft, ["a denial"], "its words hold the not already");
  const actor = terse({ actor: "smuggler", actor_key: "actor:smuggler", mode: "ought", polarity: "negative", hedge: "none", stance: "disputes" });
  assert.deepEqual(actor?.soft, ["not", "ought to be so", "disputes"]);
  assert.equal(terse({ from: "1990", until: "2000" }), null);
});

test("a form begins with what is given, then defaults, then examples", () => {
  const parameters = [
    { name: "stage", type: "text" as const, example: "stage:recruitment", doc: "" },
    { name: "about", type: "text" as const, default: "", example: "process:trafficking", doc: "" },
    { name: "keys", type: "list" as const, example: ["a:b", "c:d"], doc: "" },
    { name: "limit", type: "integer" as const, default: 100, example: 5, doc: "" },
  ];
  const query = { name: "q", title: "", question: "", cypher: "", category: "", columns: [], parameters };
  assert.deepEqual(beginning(query, { limit: "7" }), { stage: "stage:recruitment", about: "", keys: "a:b,c:d", limit: "7" });
});

test("addresses keep keys readable and everything else safe", () => {
  assert.equal(addressOf("search", { q: "a & b", key: "actor:broker" }), "/api/v1/search?q=a+%26+b&key=actor:broker");
  assert.equal(segment("actor:a/b?"), "actor:a%2Fb%3F");
});

test("standing is told in plain words", () => {
  assert.equal(tallied({ standing: "disputed", for: 3, against: 2 }), "In dispute: 3 voices for, 2 against.");
  assert.equal(tallied({ standing: "asserted", for: 1, against: 0, qualified: 0, unknown: 0 }), "Stated: 1 voice for.");
  assert.equal(tallied({ standing: "reported", for: 0, against: 1, unknown: 2 }), "Only reported: 1 voice against, 2 by nobody named.");
  assert.equal(tallied({ standing: "reported", for: 0, against: 0 }), "Only reported.");
  assert.equal(tallied({ standing: "reported", for: 0, against: 2 }), "Only denied: 2 voices against.");
  assert.equal(tallied({ standing: "asserted", for: 3, against: 0, recommend: 2, unknown: 1 }), "Stated: 3 voices for (2 of them recommend it), 1 by nobody named.");
  assert.equal(tallied({ standing: "asserted", for: 2, against: 0, recommend: 2 }), "Stated: 2 voices for (both recommend it).");
  assert.equal(unknowns([{ voice_key: "holder:unknown" }, { voice_key: "doc:001" }]), 1);
  assert.equal(recommenders([{ voice_key: "a", stance: "recommends" }, { voice_key: "a", stance: "recommends" }, { voice_key: "b", stance: "asserts" }]), 1);
});

test("words of the model that are not known are still shown", () => {
  assert.deepEqual(kindOf("Novelty"), { one: "novelty", many: "Noveltys", sign: "No" });
  assert.equal(verbOf("TAKES_OVER"), "takes over");
  assert.equal(hedgeOf("rumour"), "rumour");
  assert.equal(modeOf("is"), "");
  assert.equal(placeOf("p6s1"), "paragraph 6, sentence 1");
  assert.equal(placeOf("elsewhere"), "elsewhere");
});

test("signs of kinds are distinct, as colours alone do not tell them apart", () => {
  const labels = ["Stage", "Task", "ActorType", "Organisation", "Person", "Holder", "Method", "Resource", "Setting", "Place", "Route", "Lever", "Programme", "Instrument", "Condition", "Process", "Exploitation", "Outcome", "Event", "Statistic", "Definition", "Document", "Work"];
  assert.equal(new Set(labels.map((label) => kindOf(label).sign)).size, labels.length);
});

test("a node is called by its most special label", () => {
  assert.equal(labelOf(["Outcome", "Exploitation"]), "Exploitation");
  assert.equal(labelOf(["Task"]), "Task");
});

test("a key is told from a sentence", () => {
  assert.deepEqual(["actor:broker", "Note: this", "a:b c", 3].map(isKey), [true, false, false, false]);
});

test("colours are mixed", () => {
  assert.equal(mix("#000000", "#ffffff", 0.5), "#808080");
});
