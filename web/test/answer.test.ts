import assert from "node:assert/strict";
import { test } from "node:test";

import { addressOf, segment } from "../src/api";
import { csv } from "../src/csv";
import { beginning } from "../src/form";
import { mix } from "../src/palette";
import { shownColumns } from "../src/table";
import { hedgeOf, isKey, kindOf, labelOf, modeOf, placeOf, tallied, verbOf } from "../src/words";

const columns = (...names: string[]) => names.map((name) => ({ name, doc: "" }));

test("CSV keeps commas, quotes, line ends, lists and nothing", () => {
  const rows = [{ a: 'say "x", y', b: ["p", "q"], c: null }, { a: "two\nlines", b: 3, c: false }];
  assert.equal(csv(columns("a", "b", "c"), rows), 'a,b,c\r\n"say ""x"", y","[""p"",""q""]",\r\n"two\nlines",3,false\r\n');
});

test("a name links to its key, which needs no column", () => {
  const shown = shownColumns(columns("lever", "lever_key", "targets", "target_keys", "text", "claim", "at", "passage", "standing"));
  assert.deepEqual(shown.map((c) => [c.name, c.key]), [["lever", "lever_key"], ["targets", "target_keys"], ["text", "claim"], ["at", "passage"], ["standing", undefined]]);
});

test("a form begins with what is given, then defaults, then examples", () => {
  const parameters = [
    { name: "stage", type: "text" as const, example: "stage:recruitment", doc: "" },
    { name: "about", type: "text" as const, default: "", example: "process:trafficking", doc: "" },
    { name: "keys", type: "list" as const, example: ["a:b", "c:d"], doc: "" },
    { name: "limit", type: "integer" as const, default: 100, example: 5, doc: "" },
  ];
  const query = { name: "q", title: "", question: "", category: "", columns: [], parameters };
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
