// The rows of a statement as a table that sorts by its headings. Values stand as
// they are: what names a node or a claim leads there.

import { make } from "../parts/element";
import { linkTo } from "../parts/link";
import { stringifyExactly } from "../service/exact";
import { isKey } from "../texts/words";
import { text } from "../texts/console";

/** How a table is sorted: by a column, downwards where a minus stands before it; empty as it came. */
export type Order = string;

export interface Rows { columns: string[]; rows: unknown[][] }

interface NodeValue { id: string; labels: string[]; properties: Record<string, unknown> }
interface TieValue { id: string; type: string; start: string; end: string; properties: Record<string, unknown> }
interface PathValue { nodes: NodeValue[]; relationships: TieValue[] }

export function isNode(v: unknown): v is NodeValue {
  return isMap(v) && Array.isArray(v["labels"]) && isMap(v["properties"]) && typeof v["id"] === "string";
}

export function isTie(v: unknown): v is TieValue {
  return isMap(v) && typeof v["type"] === "string" && typeof v["start"] === "string" && isMap(v["properties"]);
}

function isPath(v: unknown): v is PathValue {
  return isMap(v) && Array.isArray(v["nodes"]) && Array.isArray(v["relationships"]) && v["nodes"].every(isNode);
}

function isMap(v: unknown): v is Record<string, unknown> {
  return typeof v === "object" && v !== null && !Array.isArray(v);
}

function isNumber(v: unknown): v is number | bigint {
  return typeof v === "number" || typeof v === "bigint";
}

/** The rows in an order; null is last, and rows that are equal stay as they came. */
export function sorted({ columns, rows }: Rows, order: Order): unknown[][] {
  const down = order.startsWith("-");
  const at = columns.indexOf(order.replace(/^-/, ""));
  if (at < 0) return rows;
  return rows.toSorted((a, b) => {
    const [one, other] = [a[at], b[at]];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return (down ? -1 : 1) * compared(one, other);
  });
}

function compared(a: unknown, b: unknown): number {
  if (isNumber(a) && isNumber(b)) return a < b ? -1 : Number(a > b);
  return worded(a).localeCompare(worded(b), "en", { numeric: true });
}

/** A value as text: what a node is called, and JSON of what has no words. */
export function worded(v: unknown): string {
  if (v === null || v === undefined) return "";
  if (isNode(v)) return String(v.properties["name"] ?? v.properties["text"] ?? v.properties["key"] ?? v.labels.join(":"));
  if (isTie(v)) return v.type;
  return typeof v === "object" ? stringifyExactly(v) : String(v);
}

/** Makes the table; `sort` is told the order that a heading was pressed for. */
export function grid(all: Rows, order: Order, sort: (order: Order) => void): HTMLElement {
  const body = make("tbody", {});
  const heads: HTMLElement[] = [];
  let now = order;
  const fill = (): void => {
    body.replaceChildren(...sorted(all, now).map((row) => make("tr", {}, ...row.map((v, i) => make("td", { "data-name": all.columns[i] ?? "", class: kindOf(v) }, value(v))))));
    heads.forEach((head, i) => {
      const name = all.columns[i] ?? "";
      const way = now === name ? "ascending" : now === `-${name}` ? "descending" : "none";
      head.setAttribute("aria-sort", way);
      head.querySelector(".way")?.replaceChildren(way === "ascending" ? " ▲" : way === "descending" ? " ▼" : "");
    });
  };
  const press = (name: string): void => {
    now = now === name ? `-${name}` : now === `-${name}` ? "" : name;
    fill();
    sort(now);
  };
  heads.push(...all.columns.map((name) => make("th", { scope: "col" }, make("button", { type: "button", title: text.sorts, onclick: () => press(name) }, name, make("span", { class: "way", "aria-hidden": "true" })))));
  fill();
  return make("div", { class: "table", tabindex: "0", role: "region", "aria-label": text.rows },
    make("table", {}, make("caption", {}, text.rows), make("thead", {}, make("tr", {}, ...heads)), body));
}

function kindOf(v: unknown): string {
  if (v === null || v === "" || (Array.isArray(v) && v.length === 0)) return "empty";
  if (isNumber(v)) return "number";
  return worded(v).length > 60 ? "long" : "";
}

function value(v: unknown): Node {
  if (v === null || v === undefined) return make("span", { class: "small" }, "null");
  if (isNode(v)) return node(v);
  if (isTie(v)) return tie(v);
  if (isPath(v)) return make("span", {}, ...v.nodes.flatMap((n, i) => [i > 0 ? " — " : "", ...(v.relationships[i - 1] && i > 0 ? [tie(v.relationships[i - 1] as TieValue), " → "] : []), node(n)]));
  if (Array.isArray(v)) return listed(v);
  if (typeof v === "object") return make("code", {}, stringifyExactly(v));
  return isKey(v) ? linkTo(String(v), String(v)) : document.createTextNode(String(v));
}

function node(n: NodeValue): Node {
  const key = n.properties["key"];
  const label = make("span", { class: "small" }, ` :${n.labels.join(":")}`);
  return make("span", {}, typeof key === "string" ? linkTo(key, worded(n)) : worded(n), label);
}

function tie(t: TieValue): Node {
  const claim = t.properties["claim"];
  return typeof claim === "string" ? linkTo(claim, t.type, { class: "small" }) : make("span", { class: "small" }, t.type);
}

function listed(list: unknown[]): Node {
  if (list.length === 0) return make("span", { class: "small" }, "[]");
  return list.length === 1 ? value(list[0]) : make("ul", {}, ...list.map((v) => make("li", {}, value(v))));
}
