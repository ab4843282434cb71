import assert from "node:assert/strict";
import { test } from "node:test";

import { format, parse, start, type State, stateOf } from "../src/frame/state";

test("an address says what is shown, and is read back", () => {
  const states: State[] = [
    start,
    stateOf("explore", { nodes: "actor:broker,process:trafficking" }, "actor:broker"),
    stateOf("ask"),
    { view: "ask", of: "levers-on-stage", given: { stage: "stage:recruitment" }, show: "claim:a" },
    { view: "ask", of: "disputes", given: { about: "" }, show: "" },
    { view: "ask", of: "search", given: { text: "a&b=c, 100% / d?" }, show: "find:née /show/ x" },
    stateOf("path", { from: "actor:broker", to: "process:trafficking" }),
  ];
  for (const state of states) assert.deepEqual(parse(format(state)), state, format(state));
});

test("keys are readable in an address", () => {
  assert.equal(format(stateOf("path", { from: "a:b", to: "c:d" }, "e:f")), "#/path/show/e:f?from=a:b&to=c:d");
});

test("an address of an earlier release is a key to show", () => {
  assert.deepEqual(parse("#actor%3Abroker"), { ...start, show: "actor:broker" });
  assert.deepEqual(parse("#/business/show/a:b?around=a:b,c:d"), stateOf("explore", { nodes: "a:b,c:d", open: "a:b,c:d" }, "a:b"));
});

test("what cannot be decoded is taken as it stands", () => {
  assert.equal(parse("#100%").show, "100%");
});

test("an unknown view is the business", () => {
  assert.equal(parse("#/nowhere/at/all").view, "business");
});
