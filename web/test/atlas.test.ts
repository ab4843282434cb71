import assert from "node:assert/strict";
import { test } from "node:test";

import { lookIn, stateFor } from "../src/atlas/look";
import { bounded, closeTo, partOf, pixels, reachOf, rounded } from "../src/draw/place";
import { mixOf } from "../src/draw/writing";
import { format, parse } from "../src/frame/state";

const bounds = { left: -100, right: 100, bottom: -100, top: 100 };
const size = { width: 800, height: 400 };

test("the part in view follows from the middle and from how close it is", () => {
  const part = partOf({ x: 10, y: -20, zoom: 2 }, bounds, size);
  assert.ok(Math.abs(part.top - part.bottom - reachOf(bounds) / 2) < 1e-9);
  assert.ok(Math.abs(part.right - part.left - reachOf(bounds)) < 1e-9);
  assert.ok(Math.abs((part.left + part.right) / 2 - 10) < 1e-9 && Math.abs((part.top + part.bottom) / 2 + 20) < 1e-9);
});

test("all is in view where nothing is said", () => {
  const part = partOf({ x: 0, y: 0, zoom: 1 }, bounds, size);
  assert.ok(part.left < -100 && part.right > 100 && part.bottom < -100 && part.top > 100);
  assert.equal(format(stateFor(lookIn(parse("#/atlas")))), "#/atlas");
});

test("an address shows the same again", () => {
  for (const address of ["#/atlas?x=12.5&y=-3&zoom=4", "#/atlas?most=2000", "#/atlas?x=0&y=0&zoom=2&as=table&sort=-nodes"]) assert.equal(format(stateFor(lookIn(parse(address)))), address);
  const given = { x: 12.3456789, y: -0.0001, zoom: 3.14159265, most: 300, as: "" as const, sort: "" };
  const again = lookIn(parse(format(stateFor(given))));
  assert.ok(Math.abs(again.x - given.x) * pixels(given.zoom, bounds, size) < 1, "less than a pixel is lost");
  assert.deepEqual(lookIn(parse(format(stateFor(again)))), again);
});

test("what an address cannot mean is as if it said nothing", () => {
  assert.deepEqual(lookIn(parse("#/atlas?x=here&y=&zoom=0&most=9999&as=song")), lookIn(parse("#/atlas")));
});

test("who looks into a disc has all of it in view, but no closer than there is something to see", () => {
  const disc = { x: 30, y: 40, radius: 8 };
  const part = partOf(closeTo(disc, bounds), bounds, size);
  assert.ok(part.left <= 22 && part.right >= 38 && part.bottom <= 32 && part.top >= 48);
  assert.equal(closeTo({ ...disc, radius: 1e-6 }, bounds).zoom, rounded({ x: 0, y: 0, zoom: bounded(1e9, bounds) }).zoom);
});

test("the mix of a group names what is many, and adds up", () => {
  const mix = mixOf({ id: "group:0", name: "", count: 100, of: 100, within: 0, x: 0, y: 0, radius: 1, labels: { Task: 2, Claim: 60, Place: 37, Lever: 1 } });
  assert.deepEqual(mix, [["Claim", 60], ["Place", 37], ["", 3]]);
});
