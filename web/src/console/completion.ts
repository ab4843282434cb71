// What can be written next: by what stands before, from the live schema.

import type { Completion } from "@codemirror/autocomplete";

import { functions, joins, ofNodes, ofRelationships, offered, type Word } from "../texts/cypher";

export interface Property { name: string; kind: string; choices: string[]; doc: string }
export interface LabelOf { name: string; doc: string; properties: Property[]; count: number }
export interface TypeOf { name: string; doc: string; from: string[]; to: string[]; properties: Property[]; count: number }
export interface Schema { labels: LabelOf[]; relationship_types: TypeOf[] }

export interface Offer { from: number; options: Completion[] }

/** What can stand at the end of `before`, the text up to the cursor; null where nothing is to be said. */
export function offer(before: string, parameters: string[], schema: Schema): Offer | null {
  const text = blanked(before);
  if (text === null) return null;
  const typed = /[\p{L}\p{N}_]*$/u.exec(text)?.[0] ?? "";
  const from = text.length - typed.length;
  const ahead = text.slice(0, from).trimEnd();
  const [open, at] = innermost(ahead);
  const answer = (options: Completion[]): Offer | null => (options.length > 0 ? { from, options } : null);
  if (text[from - 1] === "$") return answer(parameters.map((name) => ({ label: name, type: "variable", detail: "parameter" })));
  if (text[from - 1] === ".") return answer(properties(variable(text.slice(0, from - 1)), text, schema));
  if (open === "{" && /[{,]$/.test(ahead) && isPattern(ahead, at)) return answer(properties(owner(ahead.slice(0, at)), ahead, schema));
  if (open !== "{" && /[:|&!]$/.test(ahead)) return answer(open === "[" && ahead[at - 1] === "-" ? types(schema) : labels(schema));
  if (typed === "" || /^\d/.test(typed)) return null;
  return answer(words(text, typed));
}

/** The text with what stands in quotes and comments made blank; null where its end stands in one. */
function blanked(text: string): string | null {
  const whole = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*(?=\n)|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"/g, (found) => " ".repeat(found.length));
  return /['"]|\/\*|\/\//.test(whole) ? null : whole;
}

/** The bracket that is open at the end of a text, and where. */
function innermost(text: string): [string, number] {
  const open: number[] = [];
  for (let i = 0; i < text.length; i++) {
    if ("([{".includes(text[i] ?? "")) open.push(i);
    else if (")]}".includes(text[i] ?? "")) open.pop();
  }
  const at = open.at(-1) ?? -1;
  return [text[at] ?? "", at];
}

/** Whether the brace at a place belongs to a pattern: (n:Label {…}). */
function isPattern(text: string, at: number): boolean {
  return /[([][^()[\]{}]*$/.test(text.slice(0, at)) && !/\b(EXISTS|COUNT|COLLECT|CALL)\s*$/i.test(text.slice(0, at));
}

function variable(text: string): string {
  return /[\p{L}_][\p{L}\p{N}_]*$/u.exec(text)?.[0] ?? "";
}

/** Names a label or type by itself where a pattern without a variable has it. */
function owner(text: string): string {
  const [, named = "", kind = ""] = /[([]\s*([\p{L}_][\p{L}\p{N}_]*)?\s*(?::\s*([\p{L}_][\p{L}\p{N}_]*))?[^()[\]]*$/u.exec(text) ?? [];
  return kind ? `:${kind}` : named;
}

/** Properties of what a variable stands for, or where that is not known of everything. */
function properties(of: string, text: string, schema: Schema): Completion[] {
  const kinds = of.startsWith(":") ? [of.slice(1)] : kindsOf(of, text);
  const known = [...schema.labels, ...schema.relationship_types].filter((kind) => kinds.includes(kind.name));
  const isTie = known.some((kind) => "from" in kind) || new RegExp(`\\[\\s*${of.replace(/\W/g, "")}\\b`, "u").test(of ? text : "");
  const shared = known.length > 0 || isTie ? (isTie ? ofRelationships : ofNodes) : [...ofNodes, ...ofRelationships];
  const own = (known.length > 0 ? known : isTie ? [] : schema.labels).flatMap((kind) => kind.properties);
  const all = new Map<string, Completion>();
  for (const p of own) if (!all.has(p.name)) all.set(p.name, { label: p.name, type: "property", detail: p.kind, info: p.choices?.length ? `${p.doc}: ${p.choices.join(", ")}` : p.doc });
  for (const p of shared) if (!all.has(p.name)) all.set(p.name, { label: p.name, type: "property", detail: p.takes, info: p.doc });
  return [...all.values()];
}

/** The labels or types that a text gives a variable. */
function kindsOf(name: string, text: string): string[] {
  if (name === "") return [];
  const said = new RegExp(`[([]\\s*${name}\\s*:\\s*([\\p{L}\\p{N}_|&:\\s]+)`, "gu");
  return [...text.matchAll(said)].flatMap((m) => (m[1] ?? "").split(/[|&:\s]+/)).filter(Boolean);
}

function labels({ labels: all }: Schema): Completion[] {
  return all.map((l) => ({ label: l.name, type: "class", detail: String(l.count), info: l.doc }));
}

function types({ relationship_types: all }: Schema): Completion[] {
  return all.map((t) => ({ label: t.name, type: "type", detail: String(t.count), info: joins(t.doc, t.from.join(", "), t.to.join(", ")) }));
}

/** Variables of the text, functions and keywords. */
function words(text: string, typed: string): Completion[] {
  const own = new Set([...text.matchAll(/[([]\s*([\p{L}_][\p{L}\p{N}_]*)\s*(?=[:)\]{])|\bAS\s+([\p{L}_][\p{L}\p{N}_]*)/giu)].map((m) => m[1] ?? m[2] ?? ""));
  own.delete(typed);
  const small = typed === typed.toLowerCase();
  return [
    ...[...own].map((label) => ({ label, type: "variable", boost: 2 })),
    ...functions.map((f: Word) => ({ label: f.name, type: "function", detail: f.takes, info: f.doc, apply: `${f.name}(` })),
    ...offered.map((word) => ({ label: word, type: "keyword", boost: small ? 0 : 1 })),
  ];
}
