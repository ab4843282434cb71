import assert from "node:assert/strict";
import { test } from "node:test";

import { format, parse, type State } from "../src/state";

test("an address says what is shown, and is read back", () => {
  const states: State[] = [
    { view: "business", around: [], show: "" },
    { view: "business", around: ["actor:broker", "process:trafficking"], show: "actor:broker" },
    { view: "ask", query: "", parameters: {}, show: "" },
    { view: "ask", query: "levers-on-stage", parameters: { stage: "stage:recruitment" }, show: "claim:a" },
    { view: "ask", query: "disputes", parameters: { about: "" }, show: "" },
    { view: "ask", query: "search", parameters: { text: "a&b=c, 100% / d?" }, show: "find:née /show/ x" },
    { view: "path", from: "actor:broker", to: "process:trafficking", show: "" },
  ];
  for (const state of states) assert.deepEqual(parse(format(state)), state, format(state));
});

test("keys are readable in an address", () => {
  assert.equal(format({ view: "path", from: "a:b", to: "c:d", show: "e:f" }), "#/path/show/e:f?from=a:b&to=c:d");
});

test("an address of an earlier release is a key to show", () => {
  assert.deepEqual(parse("#actor%3Abroker"), { view: "business", around: [], show: "actor:broker" });
});

test("what cannot be decoded is taken as it stands", () => {
  assert.equal(parse("#100%").show, "100%");
});

test("an unknown view is the business", () => {
  assert.equal(parse("#/nowhere/at/all").view, "business");
});
