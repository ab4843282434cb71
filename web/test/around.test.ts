import assert from "node:assert/strict";
import { test } from "node:test";

import { merged, ways, waysFound } from "../src/draw/around";
import type { Relationship, Standing } from "../src/service/shapes";

const named = (key: string) => ({ key, label: "ActorType", name: key });
const joined = (from: string, to: string, claim: string | null = null, standing: Standing = "asserted"): Relationship => ({ from, to, type: "PAYS", standing, claim });
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
