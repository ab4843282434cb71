// The twin of a drawing: its nodes and relationships as tables, always in step,
// with every action that the drawing offers.

import { button, make } from "../parts/element";
import { badge, linkTo } from "../parts/link";
import { nameOf } from "../parts/keyfield";
import { sign } from "../parts/list";
import type { Picture, PlacedNode, Relationship } from "../service/shapes";
import { text } from "../texts/explore";
import { kindOf, verbOf } from "../texts/words";
import { groupKey } from "./grouped";

export interface TwinChoices {
  /** Sorts by a column; with a minus the last comes first. */
  sort(by: string): void;
  /** Offers what can be done with a node. */
  menu(key: string, at: { x: number; y: number }): void;
}

interface Of<T> { name: keyof typeof text.columns; value(of: T): string | number; cell(of: T): Node | string; number?: boolean }

function nodeColumns(picture: Picture): Of<PlacedNode>[] {
  const all: Of<PlacedNode>[] = [
    { name: "name", value: (n) => n.name.toLowerCase(), cell: (n) => (n.key.startsWith(groupKey) ? n.name : linkTo(n.key, n.name)) },
    { name: "label", value: (n) => kindOf(n.label).one, cell: (n) => make("span", {}, sign(n.label), " ", kindOf(n.label).one) },
    { name: "degree", value: (n) => n.degree ?? 0, cell: (n) => String(n.degree ?? ""), number: true },
    { name: "hidden", value: (n) => n.hidden ?? 0, cell: (n) => String(n.hidden ?? ""), number: true },
    { name: "statements", value: (n) => n.statements ?? 0, cell: (n) => String(n.statements ?? ""), number: true },
    { name: "voices", value: (n) => n.voices ?? 0, cell: (n) => String(n.voices ?? ""), number: true },
    { name: "between", value: (n) => n.between ?? 0, cell: (n) => (n.between === undefined ? "" : n.between.toFixed(2)), number: true },
  ];
  const known = picture.nodes.some((n) => n.degree !== undefined);
  return known ? all : all.slice(0, 2);
}

function relationshipColumns(names: Map<string, string>): Of<Relationship>[] {
  const end = (key: string): Node | string => (key.startsWith(groupKey) ? (names.get(key) ?? key) : linkTo(key, names.get(key) ?? key));
  return [
    { name: "from", value: (r) => names.get(r.from) ?? r.from, cell: (r) => end(r.from) },
    { name: "joins", value: (r) => verbOf(r.type), cell: (r) => (r.claim ? linkTo(r.claim, verbOf(r.type)) : verbOf(r.type)) },
    { name: "to", value: (r) => names.get(r.to) ?? r.to, cell: (r) => end(r.to) },
    { name: "standing", value: (r) => r.standing, cell: (r) => badge(r.standing) },
    { name: "voices", value: (r) => r.voices?.length ?? 0, cell: (r) => (r.voices ?? []).map(nameOf).join(", ") },
    { name: "documents", value: (r) => r.documents?.length ?? 0, cell: (r) => (r.documents ?? []).map(nameOf).join(", ") },
  ];
}

/** `sort` names table and column: "n.name", or "-r.from" for the last first. */
export function twin(picture: Picture, sort: string, choices: TwinChoices): HTMLElement {
  const names = new Map(picture.nodes.map((n) => [n.key, n.name]));
  const actions = (n: PlacedNode): HTMLElement => {
    const open: HTMLButtonElement = button("…", () => {
      const box = open.getBoundingClientRect();
      choices.menu(n.key, { x: box.left, y: box.bottom });
    }, { class: "quiet", "aria-label": text.actionsOf(n.name), "aria-haspopup": "menu" });
    return open;
  };
  return make("div", { class: "twin" },
    tableOf("n", text.nodes, nodeColumns(picture), picture.nodes, sort, choices, (n) => n.key, actions),
    tableOf("r", text.relationships, relationshipColumns(names), picture.relationships, sort, choices, () => ""));
}

function tableOf<T>(id: string, title: string, columns: Of<T>[], rows: T[], sort: string, { sort: by }: TwinChoices, keyOf: (row: T) => string, actions?: (row: T) => HTMLElement): HTMLElement {
  const [, minus = "", name = ""] = new RegExp(`^(-?)${id}\\.(.+)$`).exec(sort) ?? [];
  const column = columns.find((c) => c.name === name);
  const sorted = column ? rows.toSorted((a, b) => compare(column.value(a), column.value(b)) * (minus ? -1 : 1)) : rows;
  const head = columns.map((c) => {
    const now = c === column ? (minus ? "descending" : "ascending") : null;
    const next = `${c === column && !minus ? "-" : ""}${id}.${c.name}`;
    return make("th", { scope: "col", "aria-sort": now }, button(`${text.columns[c.name]}${now ? (minus ? " ▾" : " ▴") : ""}`, () => by(next), { class: "sort", title: text.sortBy(text.columns[c.name]) }));
  });
  const body = sorted.map((row) => make("tr", { "data-row": keyOf(row) }, ...columns.map((c) => make("td", { "data-name": text.columns[c.name], class: c.number ? "number" : "" }, c.cell(row))),
    ...(actions ? [make("td", {}, actions(row))] : [])));
  return make("div", { class: "table", role: "region", tabindex: "0", "aria-label": `${title} (${rows.length})` },
    make("table", {}, make("caption", {}, title), make("thead", {}, make("tr", {}, ...head, ...(actions ? [make("th", { scope: "col" }, text.actions)] : []))), make("tbody", {}, ...body)));
}

function compare(a: string | number, b: string | number): number {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
}
