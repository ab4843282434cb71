import assert from "node:assert/strict";
import { test } from "node:test";

import { axisOf, rowsOf, ticks } from "../src/map/axis";
import { placed } from "../src/map/labels";
import { Relations } from "../src/map/relations";
import { changesIn, datedIn, legsOf, routesIn } from "../src/map/routes";
import { spotsOf, unplacedIn } from "../src/map/spots";
import { whenOf, whenOfKey } from "../src/map/years";

const row = (place: string, role: string, more = {}): Record<string, unknown> => ({
  route: "a way", route_key: "route:a", given: "stops", place, place_key: `place:${place}`, kind: "country", role, latitude: 1, longitude: 2, standing: "asserted", claim: `claim:${place}`, ...more,
});

test("legs join origins, what is passed in its order, and destinations", () => {
  const [route] = routesIn([row("d", "destination"), row("second", "transit", { order: 3 }), row("first", "transit", { order: 2 }), row("o", "origin"), row("p", "origin")]);
  assert.deepEqual(route?.legs.map((l) => `${l.from?.place} ${l.to?.place}`), ["o first", "p first", "first second", "second d"]);
});

test("an end that no text gives is unknown, and a route without places has no legs", () => {
  const [route] = routesIn([row("only", "transit")]);
  assert.deepEqual(route?.legs.map((l) => [l.from?.place, l.to?.place]), [[undefined, "only"], ["only", undefined]]);
  assert.deepEqual(legsOf([]), []);
});

test("a leg stands no firmer than its ends", () => {
  const [route] = routesIn([row("o", "origin", { standing: "reported" }), row("d", "destination")]);
  assert.equal(route?.legs[0]?.standing, "reported");
});

test("a place on several routes is one spot, and one without a point is none", () => {
  const routes = routesIn([row("o", "origin"), row("o", "destination", { route_key: "route:b" }), row("nowhere", "destination", { latitude: null, longitude: null })]);
  assert.deepEqual(spotsOf(routes, []).map((s) => [s.key, s.roles, s.routes]), [["place:o", ["origin", "destination"], ["route:a", "route:b"]]]);
  assert.deepEqual(unplacedIn(routes, []).map((p) => [p.key, p.routes]), [["place:nowhere", ["a way"]]]);
});

test("changes that name routes are numbered, denials and wishes are none", () => {
  const change = (from: string, more = {}): Record<string, unknown> => ({ claim: `claim:${from}`, from, from_key: from, type: "DISPLACES_TO", polarity: "positive", mode: "is", standing: "asserted", ...more });
  const changes = changesIn([change("route:a"), change("process:b"), change("route:c", { polarity: "negative" }), change("route:d")]);
  assert.deepEqual(changes.map((c) => [c.claim, c.number]), [["claim:route:a", 1], ["claim:process:b", 0], ["claim:route:d", 2]]);
});

const [event, decades] = datedIn([
  { lane: "event", name: "e", key: "event:e", from: "2016", begin: 2016, end: 2016, routes: [{ route: "a way", route_key: "route:a" }] },
  { lane: "event", name: "f", key: "event:f", from: "late 1980s", to: "1990s", begin: 1987, end: 1999 },
]);

test("years are within, outside, or not known", () => {
  assert.ok(event && decades);
  assert.equal(whenOf(decades, { since: 1999, until: null }), "within");
  assert.equal(whenOf(decades, { since: 2000, until: null }), "outside");
  assert.equal(whenOf({ begin: null, end: null }, { since: 2000, until: null }), "undated");
  assert.equal(whenOfKey("route:a", [event, decades], { since: 2016, until: 2016 }), "within");
  assert.equal(whenOfKey("route:a", [event, decades], { since: null, until: 2000 }), "outside");
  assert.equal(whenOfKey("route:b", [event, decades], { since: null, until: 2000 }), "undated");
});

test("only words that are a date are exact", () => {
  assert.deepEqual([event?.exact, decades?.exact, decades?.words], [true, false, "late 1980s to 1990s"]);
});

test("choosing an event is near its routes", () => {
  const near = new Relations(routesIn([row("o", "origin")]), [], event ? [event] : []).near(new Set(["route:a"]));
  assert.deepEqual([...near].toSorted(), ["claim:o", "event:e", "place:o"]);
});

test("names stand beside what they name, over nothing else, or not at all", () => {
  const wish = { x: 50, y: 50, off: 10, width: 30, height: 10, rank: 1 };
  const within = { left: 0, top: 0, right: 100, bottom: 100 };
  const [first, second] = placed([wish, { ...wish, rank: 2 }], [], within);
  assert.deepEqual([second?.left, first?.right], [60, 40]);
  assert.deepEqual(placed([wish], [within], within), [null]);
});

test("entries of a lane stand in rows in which they do not run into each other", () => {
  const spans = [{ begin: 2000, end: 2000, width: 300 }, { begin: 2001, end: 2001, width: 100 }, { begin: 2016, end: 2016, width: 200 }];
  const axis = axisOf(spans, 800);
  const rows = rowsOf(spans, axis);
  assert.deepEqual(rows.map((r) => r.row), [0, 1, 0]);
  assert.deepEqual(rows.map((r) => r.isBefore), [false, false, true]);
  assert.ok(ticks(axis).every((year) => year >= axis.first && year <= axis.last) && ticks(axis).length > 3);
});
