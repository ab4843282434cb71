import assert from "node:assert/strict";
import { test } from "node:test";

import { lineHeight, type Spot, wrap, write } from "../src/draw/names";

/** A letter is half as wide as the type is high. */
const measure = (text: string, size: number): number => (text.length * size) / 2;

function spot(x: number, y: number, name: string, more: Partial<Spot> = {}): Spot {
  return { x, y, name, radius: 8, weight: 0, size: 10, foremost: false, ...more };
}

test("names neither overlap each other nor another node", () => {
  const spots = Array.from({ length: 60 }, (_, i) => spot(20 + (i % 5) * 90, 20 + Math.floor(i / 5) * 17, `a name of some length, number ${i}`, { weight: i % 7 }));
  const written = write(spots, measure, 600);
  assert.equal(written.length, 60, "each has a name");
  const boxes = written.map((w) => ({ left: w.x, right: w.x + w.width, top: w.y - (w.lines.length * 10 * lineHeight) / 2 + 1, bottom: w.y + (w.lines.length * 10 * lineHeight) / 2 - 1, index: w.index }));
  for (const a of boxes) {
    for (const b of boxes) {
      if (a === b) continue;
      assert.ok(a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top, `${a.index} covers ${b.index}`);
    }
    for (const [i, s] of spots.entries()) {
      if (i === a.index || s.y < a.top || s.y > a.bottom) continue;
      assert.ok(s.x < a.left || s.x > a.right, `the name of ${a.index} covers node ${i}`);
    }
  }
});

test("a name that has room stands in one line, whole", () => {
  assert.deepEqual(write([spot(0, 50, "a short one")], measure, 500).map((w) => [w.lines, w.cut]), [[["a short one"], false]]);
});

test("a cut name takes a second line where there is room", () => {
  const [written] = write([spot(0, 50, "two words here"), spot(70, 50, "x")], measure, 500).filter((w) => w.index === 0);
  assert.deepEqual(written?.lines, ["two words", "here"]);
});

test("the foremost name is written in full over others", () => {
  const [written] = write([spot(0, 50, "a name that does not fit between", { foremost: true, weight: 9 }), spot(60, 50, "x")], measure, 500);
  assert.equal(written?.cut, false);
});

test("no name runs into a heading", () => {
  const heading = { left: 100, right: 180, top: 40, bottom: 60 };
  const [written] = write([spot(0, 50, "a name that would reach the heading")], measure, 500, [heading]);
  assert.ok(written && written.x + written.width <= heading.left);
  assert.deepEqual(write([spot(90, 50, "a name")], measure, 500, [{ ...heading, left: 101 }]), [], "nor is it squeezed in");
});

test("a word longer than a line is cut", () => {
  assert.deepEqual(wrap("institutionalised", 1, 40, (text) => text.length * 5), { lines: ["institu…"], cut: true });
});

test("a name that two lines cut takes a third", () => {
  const [written] = write([spot(0, 50, "two words here, or four"), spot(70, 50, "x")], measure, 500).filter((w) => w.index === 0);
  assert.deepEqual([written?.lines, written?.cut], [["two words", "here, or", "four"], false]);
});
