import assert from "node:assert/strict";
import { test } from "node:test";

import { bibtex, csl } from "../src/take/cite";
import { SvgPen } from "../src/take/pen";
import { drawSheet, sheetOf } from "../src/take/sheet";
import type { Picture } from "../src/service/shapes";

const picture: Picture = {
  nodes: [{ key: "actor:a", label: "ActorType", name: "a <b> & \"c\"", x: 0, y: 0 }, { key: "task:b", label: "Task", name: "b", x: 6, y: 0 }],
  relationships: [
    { from: "actor:a", to: "task:b", type: "PERFORMS", standing: "disputed", claim: "claim:x" },
    { from: "actor:a", to: "task:b", type: "USES", standing: "reported", claim: "claim:y" },
    { from: "actor:a", to: "nowhere", type: "USES", standing: "asserted", claim: null },
  ] as Picture["relationships"],
};
const colours = { paper: "#fff", lane: "#eee", rule: "#ccc", ink: "#000", soft: "#555", halo: "#fff", tint: "#def", onKind: "#fff", kind: () => "#123456", ground: () => "#ddd", dimmed: () => "#999", line: (s: string) => (s === "disputed" ? "#c2410c" : "#333") };

test("a drawing becomes an SVG in which every name and line stands", () => {
  const pen = new SvgPen();
  drawSheet(pen, picture, "Heading", "Source", colours, (words, size) => words.length * size * 0.5);
  const { width, height } = sheetOf(picture);
  const svg = pen.finish(width, height, "Heading", "what it is");
  assert.match(svg, /a &lt;b&gt; &amp; &quot;c&quot;/);
  assert.equal(svg.match(/<circle/g)?.length, 2);
  assert.equal(svg.match(/stroke="#c2410c"/g)?.length, 2, "the line and what it means"); // a line without an end is not drawn
  assert.match(svg, /stroke-dasharray="5 4"/);
  assert.doesNotMatch(svg, /<script|NaN|undefined/);
});

test("a citation names the release, the link and the day", () => {
  const cited = { heading: "50% & more", link: "http://127.0.0.1:8270/#/explore?nodes=a%20b", release: "3e9988d5c5bbc22ed94a", day: new Date("2026-11-23T10:00:00Z") };
  const entry = bibtex(cited);
  assert.match(entry, /^@misc\{corridor-3e9988d5-2026-11-23,/);
  assert.ok(entry.includes("50\\% \\& more") && entry.includes("\\#/explore?nodes=a\\%20b"));
  const [item] = JSON.parse(csl(cited)) as [{ URL: string; version: string; accessed: { "date-parts": number[][] } }];
  assert.equal(item.URL, cited.link);
  assert.equal(item.version, cited.release);
  assert.deepEqual(item.accessed["date-parts"], [[2026, 11, 23]]);
});
