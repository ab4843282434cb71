// What the cells of an answer tell, before it is put on the page: which columns
// are shown, and what of a record stands in a cell.

import type { Column, Row } from "../service/shapes";
import { text as words } from "../texts/parts";
import { denied, hedgeOf, isType, modeOf, roleOf, verbOf } from "../texts/words";

export interface Shown extends Column { key?: string }

/** Pairs of a column and those that may hold the key of what it names. */
const pairs: Record<string, string[]> = { text: ["claim", "on", "key"], effect: ["claim"], name: ["key", "definition"], at: ["passage"], measures: ["figure"] };

/** Columns that name what a row is of, where its key is only called key. */
const naming = ["actor", "route", "programme", "instrument", "event", "work", "title"];

/** Columns that say how the two ends of a statement are joined. */
const verbal = ["type", "does", "how", "relation", "aspect"];

const figured = ["low", "high", "words", "approximate", "unit", "currency", "per"];

/** The name of the column that stands for those of a figure. */
export const amount = "amount";

export function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

/** Joins columns with those of their keys: a name then links to what it names. */
export function shownColumns(columns: Column[]): Shown[] {
  const names = new Set(columns.map((c) => c.name));
  const keyFor = (name: string): string | undefined =>
    [`${name}_key`, `${name.replace(/s$/, "")}_keys`, ...(pairs[name] ?? []), naming.includes(name) && !names.has("name") ? "key" : ""].find((key) => names.has(key));
  const keys = new Set(columns.flatMap((c) => keyFor(c.name) ?? []));
  const shown = columns.filter((c) => !keys.has(c.name) && !/_keys$/.test(c.name) && c.name !== "polarity");
  return folded(shown).map((c) => {
    const key = keyFor(c.name);
    return key === undefined ? c : { ...c, key };
  });
}

/** Makes one column of those that tell a figure. */
function folded(columns: Column[]): Column[] {
  if (!["low", "high", "unit"].every((name) => columns.some((c) => c.name === name))) return columns;
  return columns.flatMap((c) => (c.name === "low" ? [{ name: amount, doc: words.figure }] : figured.includes(c.name) ? [] : [c]));
}

/** The columns that tell something in some row, and how many do not. */
export function told(columns: Column[], rows: Row[]): { shown: Shown[]; empty: number } {
  const all = shownColumns(columns).filter((c) => c.name !== "mode" || rows.some((row) => modeOf(row["mode"] as string | null) !== ""));
  const shown = all.filter((c) => rows.some((row) => !isEmpty(row[c.name]) || (c.name === amount && amountOf(row) !== "")));
  return { shown, empty: all.length - shown.length };
}

/** Where a row that denies must say so: at its verb, else at its statement, else in front. */
export function denialAt(shown: Shown[]): string {
  const names = shown.map((c) => c.name);
  return [...verbal, "text", "effect"].find((name) => names.includes(name)) ?? names[0] ?? "";
}

export function isDenied(row: Row): boolean {
  return row["polarity"] === "negative";
}

const currencies: Record<string, string> = { USD: "US$", EUR: "€", GBP: "£" };

/** Tells a figure in one go, as "about US$ 500 to 700 per passport"; empty where none is given. */
export function amountOf(f: Row): string {
  const text = (name: string): string => (typeof f[name] === "string" && !/^(none|unknown)$/.test(f[name]) ? f[name] : "");
  const [low, high] = [numberOf(f["low"]), numberOf(f["high"])];
  const unit = text("unit");
  const inWords = text("words");
  const money = currencies[text("currency")] ?? text("currency");
  const per = text("per") ? words.per(text("per").replace(/^per /, "")) : "";
  if (low === "" && high === "") return inWords === "" ? "" : inWords + per;
  const range = low === "" ? words.upTo(high) : high === "" ? words.orMore(low) : low === high ? low : words.range(low, high);
  const after = unit === "" || (unit === "money" && money) ? "" : unit === "ratio" ? words.times : ` ${unit}`;
  const plain = `${f["approximate"] === true ? words.about : ""}${unit === "money" && money ? `${money} ` : ""}${range}${after}${per}`;
  return inWords !== "" && !/\d/.test(inWords) ? `${plain} (“${inWords}”)` : plain;
}

function numberOf(value: unknown): string {
  return typeof value === "number" ? value.toLocaleString("en-GB") : "";
}

/** A record in few words: what it names, and what tells of it. */
export interface Terse {
  verb: string;
  name: string;
  /** The key of what is named; empty where it is not known. */
  key: string;
  standing: string;
  soft: string[];
  claim: string;
  /** What the statement says, where the record names something else. */
  text: string;
  passage: string;
}

const nameLike = ["name", "actor", "place", "route", "lever", "target", "task", "body", "to", "what", "voice", "method", "measures", "text", "document"];
const silent = new Set([...nameLike, ...verbal, ...figured, "key", "label", "claim", "standing", "mode", "polarity", "passage", "order", "hedge", "stance", "role", "paraphrase"]);

/** Picks of a record what a reader needs; null where it names nothing. */
export function terse(value: Row): Terse | null {
  const held = (name: string): string => (typeof value[name] === "string" ? value[name] : "");
  const named = nameLike.find((name) => held(name) !== "" && held(`${name}_key`) !== "") ?? nameLike.find((name) => held(name) !== "");
  if (named === undefined) return null;
  const verbName = verbal.find((name) => isType(held(name)));
  const verb = verbName ? verbOf(held(verbName)) : "";
  const not = value["polarity"] === "negative";
  const hedge = hedgeOf(held("hedge") || "none");
  const rest = Object.entries(value).filter(([name, v]) => !silent.has(name) && !/_keys?$/.test(name) && !isEmpty(v) && v !== "unknown" && v !== "none").map(([name, v]) => `${plain(name)} ${Array.isArray(v) ? v.join(", ") : plain(String(v))}`);
  const amountGiven = amountOf(value);
  return {
    verb: not && verb ? denied(verb) : verb,
    name: held(named),
    key: held(`${named}_key`) || (named === "text" && held("claim")) || held("key"),
    standing: /^(asserted|)$/.test(held("standing")) ? "" : held("standing"),
    soft: [not && !verb ? (named === "text" ? words.denial : words.not) : "", amountGiven, plain(roleOf(held("role"))), modeOf(held("mode") || null), plain(held("stance")), hedge, named === "document" ? "" : held("document"), ...rest].filter(Boolean),
    claim: named === "text" ? "" : held("claim"),
    text: named === "text" ? "" : held("text") || held("paraphrase"),
    passage: held("passage"),
  };
}

function plain(text: string): string {
  return text.replaceAll("_", " ");
}
