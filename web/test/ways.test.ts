import assert from "node:assert/strict";
import { test } from "node:test";

import { joining, merged, waysFound } from "../src/parts/ways";
import type { Relationship, Standing } from "../src/service/shapes";

const joined = (from: string, to: string, claim: string | null = null, standing: Standing = "asserted"): Relationship => ({ from, to, type: "PAYS", standing, claim });
const two = [
  { length: 2, nodes: ["a", "b", "c"], relationships: [joined("a", "b", "one"), joined("b", "c", "two")] },
  { length: 2, nodes: ["a", "b", "c"], relationships: [joined("a", "b", "three"), joined("b", "c", "two")] },
];

test("what joins the nodes of several paths is drawn once", () => {
  assert.deepEqual(joining(two).map((r) => r.claim), ["one", "two", "three"]);
});

test("paths over the same nodes are one way", () => {
  assert.deepEqual(merged(two).map((w) => w.steps.map((step) => step.map((r) => r.claim))), [[["one", "three"], ["two"]]]);
});

test("the heading of ways tells their number and their lengths", () => {
  const way = (steps: number) => ({ nodes: [], steps: Array.from({ length: steps }, () => []) });
  assert.deepEqual([waysFound([way(1)]), waysFound([way(2), way(2)]), waysFound([way(2), way(2), way(3)])], ["1 way of 1 step", "2 ways of 2 steps", "3 ways of 2 to 3 steps"]);
});
