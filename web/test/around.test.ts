import assert from "node:assert/strict";
import { test } from "node:test";

import { around, merged, ways, waysFound } from "../src/around";
import type { NeighboursAnswer, Relationship, Standing } from "../src/shapes";

const named = (key: string) => ({ key, label: "ActorType", name: key });
const joined = (from: string, to: string, claim: string | null = null, standing: Standing = "asserted"): Relationship => ({ from, to, type: "PAYS", standing, claim });
const meta = { queries: [], elapsed_ms: 0, release: "", left_out: {} };

function neighbours(key: string, relationships: Relationship[]): NeighboursAnswer {
  const keys = [...new Set(relationships.flatMap((r) => [r.from, r.to]))].filter((other) => other !== key);
  return { node: named(key), groups: [], nodes: keys.map(named), relationships, meta };
}

test("what acts on a node stands to its left, what it acts on to its right", () => {
  const picture = around([neighbours("b", [joined("a", "b"), joined("b", "c")]), neighbours("c", [joined("b", "c"), joined("c", "d")])]);
  const x = Object.fromEntries(picture.nodes.map((n) => [n.key, n.x]));
  assert.ok(x["a"]! < x["b"]! && x["b"]! < x["c"]! && x["c"]! < x["d"]!);
  assert.equal(picture.relationships.length, 3, "what two nodes share is drawn once");
});

test("no two nodes stand in one place, however many there are", () => {
  const picture = around([neighbours("a", Array.from({ length: 70 }, (_, i) => joined("a", `n${i}`)))]);
  assert.equal(new Set(picture.nodes.map((n) => `${n.x} ${n.y}`)).size, 71);
});

const two = [
  { length: 2, nodes: ["a", "b", "c"], relationships: [joined("a", "b", "one"), joined("b", "c", "two")] },
  { length: 2, nodes: ["a", "b", "c"], relationships: [joined("a", "b", "three"), joined("b", "c", "two")] },
];

test("a way leads from left to right", () => {
  const { nodes, relationships } = ways(two, ["c", "b", "a"].map(named));
  assert.deepEqual(nodes.toSorted((a, b) => a.x - b.x).map((n) => n.key), ["a", "b", "c"]);
  assert.equal(relationships.length, 3);
});

test("paths over the same nodes are one way", () => {
  assert.deepEqual(merged(two).map((w) => w.steps.map((step) => step.map((r) => r.claim))), [[["one", "three"], ["two"]]]);
});

test("the heading of ways tells their number and their lengths", () => {
  const way = (steps: number) => ({ nodes: [], steps: Array.from({ length: steps }, () => []) });
  assert.deepEqual([waysFound([way(1)]), waysFound([way(2), way(2)]), waysFound([way(2), way(2), way(3)])], ["1 way of 1 step", "2 ways of 2 steps", "3 ways of 2 to 3 steps"]);
});
