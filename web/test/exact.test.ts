import assert from "node:assert/strict";
import { test } from "node:test";

import { sorted, worded } from "../src/console/grid";
import { parseExactly } from "../src/service/exact";

test("whole numbers of any size are shown and sorted as they are", () => {
  const rows = [[9007199254740993n], [12], [9007199254740992n], [1.5], [null]];
  assert.deepEqual(sorted({ columns: ["a"], rows }, "a").map(([v]) => worded(v)), ["1.5", "12", "9007199254740992", "9007199254740993", ""]);
});

test("what a number of the language holds stays one", () => {
  assert.deepEqual(parseExactly('{"a":[1,-2.5,null,"x",1e300]}'), { a: [1, -2.5, null, "x", 1e300] });
});
