import assert from "node:assert/strict";
import { test } from "node:test";

import { StringStream } from "@codemirror/language";

import { askingOf, consoleAddress, stateFor } from "../src/console/address";
import { offer, type Schema } from "../src/console/completion";
import { sorted } from "../src/console/grid";
import { cypherParser } from "../src/console/language";
import { readParameters } from "../src/console/parameters";
import { endOf, faultOf, offsetOf } from "../src/console/place";
import { lines, missed, type Step } from "../src/console/plan";
import { exported, imported, most, Shelf } from "../src/console/shelf";
import { parse } from "../src/frame/state";

/** The coloured words of a text, each with what it is taken for. */
function tokens(text: string): string[] {
  const where = cypherParser.startState?.(2);
  assert.ok(where);
  return text.split("\n").flatMap((line) => {
    const stream = new StringStream(line, 2, 2);
    const found: string[] = [];
    while (!stream.eol()) {
      stream.start = stream.pos;
      const token = cypherParser.token(stream, where);
      if (token && !["operator", "bracket"].includes(token)) found.push(`${stream.current()} ${token}`);
    }
    return found;
  });
}

test("a statement is coloured by what its words are", () => {
  assert.deepEqual(tokens("MATCH (s:Stage|Task {key: $key})<-[r:PART_OF]-() RETURN count(s), s.name, 'it\\'s', 1.5"), [
    "MATCH keyword", "s variableName", "Stage typeName", "Task typeName", "key propertyName", "$key variableName.special", "r variableName", "PART_OF typeName",
    "RETURN keyword", "count variableName.function", "s variableName", "s variableName", "name propertyName", "'it\\'s' string", "1.5 number",
  ]);
  assert.deepEqual(tokens("WHERE n.key IN ['a'] AND NOT (n)-->() // and so on"), [
    "WHERE keyword", "n variableName", "key propertyName", "IN keyword", "'a' string", "AND keyword", "NOT keyword", "n variableName", "// and so on comment",
  ]);
  assert.deepEqual(tokens("RETURN {a: b, c: true}"), ["RETURN keyword", "a propertyName", "b variableName", "c propertyName", "true atom"]);
});

test("texts and comments go on over the lines", () => {
  assert.deepEqual(tokens("/* MATCH\nRETURN */ RETURN 'a\nb'"), ["/* MATCH comment", "RETURN */ comment", "RETURN keyword", "'a string", "b' string"]);
});

const schema: Schema = {
  labels: [
    { name: "Stage", doc: "one of three", count: 3, properties: [{ name: "order", kind: "whole number", choices: [], doc: "place" }] },
    { name: "Task", doc: "what is done", count: 49, properties: [{ name: "kind", kind: "one of a closed list", choices: ["technical", "unknown"], doc: "what sort" }] },
  ],
  relationship_types: [{ name: "PART_OF", doc: "belongs to", from: ["Task"], to: ["Stage"], properties: [], count: 60 }],
};

function offered(before: string, parameters: string[] = []): string[] {
  return (offer(before, parameters, schema)?.options ?? []).map((o) => o.label);
}

test("what can be written next is told by what stands before", () => {
  assert.deepEqual(offered("MATCH (s:"), ["Stage", "Task"]);
  assert.deepEqual(offered("MATCH (s:Stage)<-[:"), ["PART_OF"]);
  assert.deepEqual(offered("MATCH (s) WHERE s:"), ["Stage", "Task"]);
  assert.deepEqual(offered("MATCH (t:Task) RETURN t.").slice(0, 2), ["kind", "key"]);
  assert.ok(!offered("MATCH (t:Task) RETURN t.").includes("order"));
  assert.ok(offered("MATCH ()-[r:PART_OF]->() RETURN r.").includes("standing"));
  assert.ok(offered("MATCH (t:Task {").includes("kind"));
  assert.deepEqual(offered("RETURN $", ["stage", "limit"]), ["stage", "limit"]);
  assert.ok(offered("MATCH (stage:Stage) RETURN st").includes("stage"));
  assert.ok(offered("RETURN cou").includes("count"));
});

test("nothing is offered where nothing can be meant", () => {
  for (const before of ["RETURN 'a:", "// a:", "/* (n:", "RETURN 12", "", "RETURN {a:"]) assert.equal(offer(before, [], schema), null, before);
  assert.ok(offered("RETURN 'a' AS a /* (b: */ MATCH (c:").includes("Stage"), "quotes and comments that ended");
});

test("what is offered begins where the word does", () => {
  assert.equal(offer("MATCH (s:Sta", [], schema)?.from, 9);
});

function keeper(): { getItem(name: string): string | null; setItem(name: string, value: string): void } {
  const kept = new Map<string, string>();
  return { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => void kept.set(name, value) };
}

test("what was asked is kept, the last first, once, and not without end", () => {
  const place = keeper();
  const shelf = new Shelf("history", place);
  for (let i = 0; i < most + 5; i++) shelf.remember({ text: `RETURN ${i}`, parameters: "" });
  shelf.remember({ text: "RETURN 10", parameters: "" });
  const again = new Shelf("history", place).all();
  assert.equal(again.length, most);
  assert.equal(again[0]?.text, "RETURN 10");
  assert.equal(again.filter((k) => k.text === "RETURN 10").length, 1);
});

test("a browser that keeps nothing is said to", () => {
  const full = new Shelf("history", { getItem: () => null, setItem: () => { throw new Error("full"); } });
  full.remember({ text: "RETURN 1", parameters: "" });
  assert.equal(full.lasts, false);
  assert.equal(full.all().length, 1);
  assert.equal(new Shelf("history", null).lasts, false);
  assert.deepEqual(new Shelf("history", { getItem: () => "{not json", setItem: () => {} }).all(), []);
});

test("saved queries go into a file and come back", () => {
  const shelf = new Shelf("saved", keeper());
  shelf.save({ name: "b", text: "RETURN 2", parameters: "" });
  shelf.save({ name: "a", text: "RETURN $x", parameters: '{"x": 1}' });
  shelf.save({ name: "b", text: "RETURN 3", parameters: "" });
  assert.deepEqual(imported(exported(shelf.all())), [{ name: "a", text: "RETURN $x", parameters: '{"x": 1}' }, { name: "b", text: "RETURN 3", parameters: "" }]);
  for (const file of ["", "[]", "null", '{"format": "else"}', exported([])]) assert.throws(() => imported(file), Error);
});

test("parameters are an object of JSON, and sent as they stand", () => {
  assert.deepEqual(readParameters('{"n": 9007199254740993}'), { raw: '{"n": 9007199254740993}', names: ["n"], wrong: "" });
  assert.equal(readParameters(" ").raw, "{}");
  assert.match(readParameters("{a: 1}").wrong, /cannot be read as JSON.*line 1 column 2/);
  assert.match(readParameters("[1]").wrong, /must be an object/);
});

test("the place of a fault is found in the service's words", () => {
  const fault = faultOf("statement at fault: Unknown function 'nam' (line 2, column 8 (offset: 17))\n\"RETURN nam(n)\"\n        ^ (Neo.ClientError.Statement.SyntaxError)");
  assert.deepEqual(fault, { words: "Unknown function 'nam' (line 2, column 8)", drawn: "\"RETURN nam(n)\"\n        ^", place: { line: 2, column: 8 } });
  const text = "MATCH (n)\nRETURN nam(n)";
  const at = offsetOf({ line: 2, column: 8 }, text);
  assert.equal(text.slice(at, endOf(at, text)), "nam");
  assert.equal(offsetOf({ line: 1, column: 3 }, "😀ab"), 3, "columns count characters");
  assert.equal(offsetOf({ line: 9, column: 1 }, "ab"), 2);
  assert.equal(faultOf("/ by zero (Neo.ClientError.Statement.ArithmeticError)").place, null);
});

test("a plan is read from its first step down, and says where it was far off", () => {
  const plan: Step = { operator: "A", details: "", identifiers: [], estimated_rows: 10, measured: { rows: 3, db_hits: 0 }, children: [{ operator: "B", details: "", identifiers: [], estimated_rows: 2, measured: { rows: 100, db_hits: 7 } }] };
  assert.deepEqual(lines(plan).map(({ step, depth }) => `${depth} ${step.operator}`), ["0 A", "1 B"]);
  assert.equal(missed(plan), "");
  assert.equal(missed(plan.children?.[0] as Step), "50 × more");
});

test("rows are sorted by a column, null last, and as they came without one", () => {
  const all = { columns: ["n", "name"], rows: [[10, "b"], [null, "a"], [9, "c"]] };
  assert.deepEqual(sorted(all, "n").map((r) => r[0]), [9, 10, null]);
  assert.deepEqual(sorted(all, "-n").map((r) => r[0]), [10, 9, null]);
  assert.deepEqual(sorted(all, "name").map((r) => r[1]), ["a", "b", "c"]);
  assert.deepEqual(sorted(all, "nothing"), all.rows);
});

test("an address holds a statement, and leaves out what goes without saying", () => {
  const asking = { text: "MATCH (n {key: $key})\nRETURN n // 100%", parameters: '{"key": "actor:broker"}', as: "graph" as const, limit: 100, sort: "-n" };
  assert.deepEqual(askingOf(stateFor(asking).given), asking);
  assert.deepEqual(stateFor(askingOf({ text: "PROFILE RETURN 1", parameters: "{}" })).given, { text: "PROFILE RETURN 1" });
  assert.equal(askingOf({ text: "PROFILE RETURN 1" }).as, "plan");
  assert.deepEqual(askingOf(parse(consoleAddress("RETURN $a", { a: [1] })).given).parameters, '{"a":[1]}');
});
