import assert from "node:assert/strict";
import { test } from "node:test";

import { choicesOf, filtered, filterIn, noFilter } from "../src/explore/filter";
import { collapsed, gatheredIn, hidden, stateFor, withNode, withOpening, withPaths } from "../src/explore/gathered";
import { grouped } from "../src/explore/grouped";
import { format, parse, stateOf } from "../src/frame/state";
import type { Picture, Relationship } from "../src/service/shapes";

const empty = gatheredIn(stateOf("explore"));

test("what is gathered stands in the address, and is read back", () => {
  let g = withOpening(withNode(empty, "actor:broker"), { key: "actor:broker", type: "PERFORMS", direction: "out" });
  g = withPaths(withOpening(g, { key: "actor:smuggler", type: "", direction: "" }), "actor:broker", "process:trafficking");
  g = { ...g, size: "degree", as: "table", sort: "-n.name", group: ["Task"], way: "0.1", filter: { ...noFilter, label: ["Task"], least: 2, since: 1990 } };
  const address = format(stateFor(g, "actor:broker"));
  assert.equal(address, "#/explore/show/actor:broker?nodes=actor:broker&open=actor:broker~PERFORMS~out,actor:smuggler&paths=actor:broker~process:trafficking~2&way=0.1&label=Task&least=2&since=1990&group=Task&size=degree&as=table&sort=-n.name");
  assert.deepEqual(gatheredIn(parse(address)), g);
});

test("collapsing takes back what was opened of one node, and of no other", () => {
  let g = withOpening(withNode(empty, "a:a"), { key: "a:a", type: "", direction: "" });
  g = withPaths(withOpening(withOpening(g, { key: "b:b", type: "", direction: "" }), { key: "a:a", type: "USES", direction: "in" }), "a:a", "c:c");
  const after = collapsed(g, "a:a");
  assert.deepEqual(after.open.map((o) => o.key), ["b:b"]);
  assert.equal(after.paths[0]?.after, 1);
  assert.deepEqual(hidden(g, "b:b").hide, ["b:b"]);
  assert.deepEqual(withNode(hidden(g, "b:b"), "b:b").hide, []);
});

const joined = (from: string, to: string, more: Partial<Relationship> = {}): Relationship => ({ from, to, type: "USES", standing: "asserted", claim: null, documents: [], voices: [], hedges: [], ...more });
const picture: Picture = {
  nodes: ["actor:a", "task:b", "task:c", "place:d"].map((key, i) => ({ key, label: { actor: "ActorType", task: "Task", place: "Place" }[key.split(":")[0] ?? ""] ?? "", name: key, x: i, y: 0 })),
  relationships: [
    joined("actor:a", "task:b", { documents: ["doc:001"], voices: ["v:1", "v:2"], since: 1990, until: 1999 }),
    joined("actor:a", "task:c", { documents: ["doc:002"], voices: ["v:1"], standing: "disputed" }),
  ],
};

test("a filter takes away what it does not let through, and counts it", () => {
  const through = (given: Record<string, string>, kept: string[] = []): [string[], number, number] => {
    const f = filtered(picture, filterIn(given), kept);
    return [f.picture.nodes.map((n) => n.key), f.nodes, f.relationships];
  };
  assert.deepEqual(through({}), [["actor:a", "task:b", "task:c", "place:d"], 0, 0]);
  assert.deepEqual(through({ document: "doc:001" }), [["actor:a", "task:b", "place:d"], 1, 1]); // place:d had no relationship to lose
  assert.deepEqual(through({ standing: "disputed" }, ["task:b"]), [["actor:a", "task:b", "task:c", "place:d"], 0, 1]);
  assert.deepEqual(through({ least: "2" }), [["actor:a", "task:b", "place:d"], 1, 1]);
  assert.deepEqual(through({ since: "1995", until: "2000" }), [["actor:a", "task:b", "place:d"], 1, 1]);
  assert.deepEqual(through({ since: "2000" }), [["place:d"], 3, 2]);
  assert.deepEqual(through({ label: "Task" }), [["task:b", "task:c"], 2, 2]);
  assert.deepEqual(choicesOf(picture, "voice"), [{ value: "v:1", count: 2 }, { value: "v:2", count: 1 }]);
});

test("nodes of a label stand together, with the relationships of all", () => {
  const together = grouped(picture, ["Task"], (label, n) => `${n} ${label}`);
  assert.deepEqual(together.nodes.map((n) => n.name), ["actor:a", "place:d", "2 Task"]);
  assert.deepEqual(together.relationships.map((r) => [r.from, r.to, r.standing]), [["actor:a", "group:Task", "asserted"], ["actor:a", "group:Task", "disputed"]]);
  assert.equal(grouped(picture, ["Place"], (label) => label), picture);
});
