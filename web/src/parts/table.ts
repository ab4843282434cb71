// The answer of a query as a table; on narrow screens each row becomes a card.

import { amount, amountOf, denialAt, isDenied, isEmpty, type Shown, terse, told } from "./cells";
import { make } from "./element";
import { nameOf } from "./keyfield";
import { badge, linkTo } from "./link";
import type { Column, Row } from "../service/shapes";
import { denied, endOf, headingOf, hedgeOf, isKey, isLabel, isType, kindOf, modeOf, placeOf, standings, verbOf } from "../texts/words";
import { text as words } from "../texts/parts";

export function table(columns: Column[], rows: Row[], title: string): HTMLElement {
  const { shown, empty } = told(columns, rows);
  const denial = denialAt(shown);
  const head = make("tr", {}, ...shown.map((c) => make("th", { scope: "col", title: c.doc }, headingOf(c.name))));
  const body = rows.map((row) => make("tr", {}, ...shown.map((c) => make("td", { "data-name": headingOf(c.name), class: c.name === amount ? "" : sortOf(row[c.name]) }, ...cell(c, row, c.name === denial && isDenied(row))))));
  const whole = make("table", {}, make("caption", {}, title), make("thead", {}, head), make("tbody", {}, ...body));
  const place = make("div", { class: "table", tabindex: "0", role: "region", "aria-label": title }, whole);
  return empty === 0 ? place : make("div", {}, place, make("p", { class: "small" }, words.emptyColumns(empty)));
}

/** How much room a value wants. */
function sortOf(value: unknown): string {
  if (isEmpty(value)) return "empty";
  if (typeof value === "number") return "number";
  const { length } = JSON.stringify(value);
  return length > 60 ? "long" : length > 24 ? "medium" : "";
}

/** A cell, and where its row denies what it says, the word for it. */
function cell(c: Shown, row: Row, not: boolean): Node[] {
  const value = row[c.name];
  if (!not) return [plainCell(c, row)];
  if (typeof value === "string" && c.key === undefined && !isKey(value) && value !== "ABOUT" && c.name !== "text") {
    return [make("strong", { class: "denied" }, denied(isType(value) ? verbOf(value) : value))];
  }
  // The words of a statement hold its "not": to say that it is not so would turn them round.
  return [make("span", { class: "badge denied", title: words.denialMeans }, words.denial), document.createTextNode(" "), plainCell(c, row)];
}

function plainCell(c: Shown, row: Row): Node {
  const value = row[c.name];
  const key = c.key === undefined ? undefined : row[c.key];
  if (c.name === amount) return document.createTextNode(amountOf(row) || "–");
  if (c.name === "mode") return document.createTextNode(modeOf(value as string | null) || "–");
  if (c.name === "certain") return document.createTextNode(value === true ? words.certain : words.uncertain);
  if (typeof value === "string" && typeof key === "string" && key !== "") return linkTo(key, value);
  if (Array.isArray(value) && Array.isArray(key) && value.length === key.length) {
    return inList(value.map((v, i) => (typeof key[i] === "string" ? linkTo(key[i], String(v)) : rendered(v, c.name))));
  }
  if (c.name === "standing" && typeof value === "string") return badge(value, votes(row));
  return rendered(value, c.name);
}

/** The voices of a row, where its columns count them. */
function votes(row: Row): { for?: number; against?: number; unknown?: number } {
  const [pro, con, unknown] = [row["for"], row["against"], row["unknown"]];
  return typeof pro === "number" && typeof con === "number" && typeof unknown === "number" ? { for: pro, against: con, unknown } : {};
}

/** Any value that a query can give, in words. */
function rendered(value: unknown, name: string): Node {
  if (isEmpty(value)) return document.createTextNode("–");
  if (Array.isArray(value)) return value.every(isRecord) ? records(value.map(String)) : inList(value.map((v) => rendered(v, name)));
  if (typeof value === "object") return map(value as Row);
  if (typeof value === "boolean") return document.createTextNode(value ? words.yes : words.no);
  return written(String(value), name);
}

function written(text: string, name: string): Node {
  if (isRecord(text)) return records([text]);
  if (isKey(text)) return linkTo(text, nameOf(text));
  if (name === "standing" && text in standings) return badge(text);
  if (isType(text)) return document.createTextNode(verbOf(text));
  if (isLabel(text) && /label|kind|name/.test(name)) return document.createTextNode(kindOf(text).one);
  if (/^(none|unknown)$/.test(text)) return make("span", { class: "small" }, text);
  if (/^[0-9a-f]{40,}$/.test(text)) return make("span", { title: text }, text.slice(0, 12));
  if (/^(ends?|type|role|link|kin)$/.test(name)) return document.createTextNode(endOf(text));
  return document.createTextNode(text);
}

/** Whether a value is the key of a statement or of evidence, which have no name. */
function isRecord(value: unknown): boolean {
  return typeof value === "string" && /^(claim|evidence):[^\s]+$/.test(value);
}

/** Links to statements, or to the passages of evidence, numbered where they are several. */
function records(keys: string[]): Node {
  const links = keys.map((key, i) => {
    const [, passage] = /^evidence:([^~]+)~/.exec(key) ?? [];
    const what = passage === undefined ? words.statement : words.passage;
    const nth = keys.length > 1 ? ` ${i + 1}` : "";
    return linkTo(passage === undefined ? key : `passage:${passage}`, i === 0 ? what + nth : nth.trim(), { class: "small", "aria-label": what + nth });
  });
  return make("span", {}, ...links.flatMap((link, i) => [i > 0 ? ", " : "", link]));
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
  const t = terse(value);
  if (t === null) {
    return make("span", {}, ...Object.entries(value).filter(([, v]) => !isEmpty(v)).flatMap(([k, v], i) => [i > 0 ? ", " : "", `${headingOf(k).toLowerCase()} `, rendered(v, k)]));
  }
  return make("span", {},
    t.verb ? `${t.verb} ` : "", t.key ? linkTo(t.key, t.name) : t.name,
    t.soft.length > 0 ? make("span", { class: "small" }, ` ${t.soft.join(", ")}`) : null,
    t.standing ? " " : null, t.standing ? badge(t.standing) : null,
    t.claim || t.passage ? " " : null,
    t.claim ? linkTo(t.claim, words.statement, t.text ? { class: "small", title: t.text } : { class: "small" }) : null,
    t.passage ? linkTo(t.passage, words.passage, { class: "small" }) : null,
    t.text && !t.claim ? make("span", { class: "small" }, ` ${t.text}`) : null);
}

function voiced(e: Record<string, string>): Node {
  const sure = hedgeOf(e["hedge"] ?? "none");
  const at = e["at"] ?? "";
  const source = [e["short"] ?? e["document"], at].filter(Boolean).join(", ");
  return make("span", { class: `stance-${e["stance"]}` },
    make("b", {}, e["voice"] ?? ""), " ", make("span", { class: "stance" }, e["stance"] ?? ""), sure ? ` (${sure})` : "", `: ${e["paraphrase"]} `,
    e["passage"] ? linkTo(e["passage"], source, { class: "small", title: placeOf(at) }) : make("span", { class: "small" }, source));
}
