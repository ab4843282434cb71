// The answer of a query as a table; on narrow screens each row becomes a card.

import { make } from "./element";
import { badge, linkTo } from "./link";
import type { Column, Row } from "./shapes";
import { hedgeOf, isKey, isType, placeOf, standings, titleOf, verbOf } from "./words";

export interface Shown extends Column { key?: string }

/** Pairs of a column and one that holds the key of what it names. */
const pairs: Record<string, string> = { text: "claim", name: "key", at: "passage" };

/** Joins columns with those of their keys: a name then links to what it names. */
export function shownColumns(columns: Column[]): Shown[] {
  const names = new Set(columns.map((c) => c.name));
  const keyFor = (name: string): string | undefined =>
    [`${name}_key`, `${name.replace(/s$/, "")}_keys`, pairs[name], name === "text" ? "on" : undefined].find((key) => key !== undefined && names.has(key));
  const keys = new Set(columns.flatMap((c) => keyFor(c.name) ?? []));
  return columns.filter((c) => !keys.has(c.name)).map((c) => {
    const key = keyFor(c.name);
    return key === undefined ? c : { ...c, key };
  });
}

export function table(columns: Column[], rows: Row[], title: string): HTMLElement {
  const shown = shownColumns(columns).filter((c) => rows.some((row) => !isEmpty(row[c.name])));
  const head = make("tr", {}, ...shown.map((c) => make("th", { scope: "col", title: c.doc }, titleOf(c.name))));
  const body = rows.map((row) => make("tr", {}, ...shown.map((c) => make("td", { "data-name": titleOf(c.name), class: sortOf(row[c.name]) }, cell(c, row)))));
  const whole = make("table", {}, make("caption", {}, title), make("thead", {}, head), make("tbody", {}, ...body));
  return make("div", { class: "table", tabindex: "0", role: "region", "aria-label": title }, whole);
}

/** How much room a value wants. */
function sortOf(value: unknown): string {
  if (isEmpty(value)) return "empty";
  if (typeof value === "number") return "number";
  return JSON.stringify(value).length > 60 ? "long" : "";
}

export function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

function cell(c: Shown, row: Row): Node {
  const value = row[c.name];
  const key = c.key === undefined ? undefined : row[c.key];
  if (typeof value === "string" && typeof key === "string" && key !== "") return linkTo(key, value);
  if (Array.isArray(value) && Array.isArray(key) && value.length === key.length) {
    return inList(value.map((v, i) => (typeof key[i] === "string" ? linkTo(key[i], String(v)) : rendered(v, c.name))));
  }
  return rendered(value, c.name);
}

/** Any value that a query can give, in words. */
function rendered(value: unknown, name: string): Node {
  if (isEmpty(value)) return document.createTextNode("–");
  if (Array.isArray(value)) return inList(value.map((v) => rendered(v, name)));
  if (typeof value === "object") return map(value as Row);
  if (typeof value === "boolean") return document.createTextNode(value ? "yes" : "no");
  const text = String(value);
  if (isKey(text)) return linkTo(text, name === "claim" || name === "claims" ? "the statement" : text);
  if (name === "standing" && text in standings) return badge(text);
  if (isType(text)) return document.createTextNode(verbOf(text));
  return document.createTextNode(text);
}

/** One item needs no list. */
function inList(items: Node[]): Node {
  const [first] = items;
  if (items.length <= 1) return first ?? document.createTextNode("–");
  return make("ul", {}, ...items.map((item) => make("li", {}, item)));
}

function map(value: Row): Node {
  const { paraphrase, voice, stance } = value as Record<string, string | undefined>;
  if (paraphrase !== undefined && voice !== undefined && stance !== undefined) return voiced(value as Record<string, string>);
  const { key, name } = value as Record<string, string | undefined>;
  if (key !== undefined && name !== undefined) return linkTo(key, name);
  const parts = Object.entries(value).filter(([, v]) => !isEmpty(v)).flatMap(([k, v], i) => [i > 0 ? ", " : "", `${titleOf(k).toLowerCase()}: `, rendered(v, k)]);
  return make("span", {}, ...parts);
}

function voiced(e: Record<string, string>): Node {
  const sure = hedgeOf(e["hedge"] ?? "none");
  const at = e["at"] ?? "";
  const source = [e["short"] ?? e["document"], at].filter(Boolean).join(", ");
  return make("span", { class: `stance-${e["stance"]}` },
    make("b", {}, e["voice"] ?? ""), " ", make("span", { class: "stance" }, e["stance"] ?? ""), sure ? ` (${sure})` : "", `: ${e["paraphrase"]} `,
    e["passage"] ? linkTo(e["passage"], source, { class: "small", title: placeOf(at) }) : make("span", { class: "small" }, source));
}
