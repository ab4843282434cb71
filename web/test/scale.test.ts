import assert from "node:assert/strict";
import { test } from "node:test";

import { boxOf, columnsIn, fit, legible } from "../src/draw/scale";

const node = (x: number, y: number) => ({ key: `a:${x}-${y}`, label: "Task", name: "a", x, y });

test("a picture fills its space and keeps within it", () => {
  const picture = { nodes: [node(0, 0), node(60, 40)], relationships: [] };
  const scale = fit(boxOf(picture), 900, 600);
  for (const n of picture.nodes) {
    assert.ok(scale.x(n.x) >= 0 && scale.x(n.x) <= 900 && scale.y(n.y) >= 0 && scale.y(n.y) <= 600);
  }
  assert.ok(scale.x(60) - scale.x(0) > 700 && scale.y(40) - scale.y(0) > 500);
});

test("few nodes are not torn apart", () => {
  const scale = fit(boxOf({ nodes: [node(0, 0), node(6, 1)], relationships: [] }), 1400, 900);
  assert.ok(scale.x(6) - scale.x(0) < 261 && scale.y(1) - scale.y(0) < 65);
});

test("an empty picture has a scale", () => {
  assert.ok(Number.isFinite(fit(boxOf({ nodes: [], relationships: [] }), 100, 100).x(0)));
});

test("of a picture that is scrolled no name is squeezed, and the whole can still be seen at once", () => {
  const box = boxOf({ nodes: [node(0, 0), node(48, 60)], relationships: [] });
  for (const width of [340, 960, 1600, 2500]) {
    const scale = legible(box, width, 500, 1);
    assert.ok(scale.column >= 120 && scale.row >= 25 && scale.width >= width && scale.height > 500, `at ${width}`);
    assert.ok(scale.y(60) < scale.height && scale.y(0) > 0 && scale.x(0) >= 0 && scale.x(48) < scale.width);
    assert.ok(legible(box, width, 500, 2).height > scale.height);
    const all = legible(box, width, 500, 0.1);
    assert.deepEqual([all.width, Math.round(all.height)], [width, 500]);
  }
});

test("a wider screen has more columns", () => {
  assert.deepEqual([340, 940, 1580].map(columnsIn), [4, 7, 12]);
});
