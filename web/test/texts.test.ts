import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

// A comment, or what is quoted in one of three ways.
const token = /\/\/[^\n]*|\/\*[^]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g;

/** Whether quoted text reads like a sentence or the name of a thing on the page. */
function isForPeople(quoted: string): boolean {
  const text = quoted.slice(1, -1).replace(/\$\{[^}]*\}/g, "…");
  return /^[A-Z][a-z]+( [a-z]+)+[.:?]?$/.test(text) || /(^|[ (“])[a-z]+,? [a-z]+,? [a-z]+([ .:;?,”]|$)/i.test(text.replace(/^[^]*[{}<>=][^]*$/, "")); // what has these is code or a style
}

/** Reads like words, and is none: the mark of a file, a pattern. */
const others = ['"corridor saved queries 1"', "`key of an? ${label.toLowerCase()}\\\\b`"];

/** The quoted texts of a program that are for people, but for those of errors that nobody is shown. */
function wordsIn(program: string): string[] {
  return [...program.matchAll(token)].filter((m) => /^["'`]/.test(m[0]) && isForPeople(m[0]) && !others.includes(m[0]) && !/(new Error\(|class: )$/.test(program.slice(0, m.index))).map((m) => m[0]);
}

test("all words of the page stand in its texts, so that it can be translated", () => {
  const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts") && !name.startsWith("texts"));
  assert.ok(files.length > 40);
  const found = files.flatMap((name) => wordsIn(readFileSync(`src/${name}`, "utf8")).map((words) => `${name}: ${words}`));
  assert.deepEqual(found, []);
});

test("words are told from what else is quoted", () => {
  assert.deepEqual(wordsIn('say("Find paths", `${n} of them are shown`, "No way was found."); make("p", { class: "one two three" }, "a-name", "MATCH (n)"); // "no words here"'), ['"Find paths"', "`${n} of them are shown`", '"No way was found."']);
});
