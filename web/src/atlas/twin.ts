// The twin of the map: what is in view as a table, with all that can be done with it.

import { mixOf } from "../draw/writing";
import { button, make } from "../parts/element";
import { linkTo } from "../parts/link";
import { sign } from "../parts/list";
import type { AtlasAnswer, AtlasGroup, AtlasNode } from "../service/shapes";
import { text } from "../texts/atlas";
import { kindOf } from "../texts/words";

export interface TwinChoices {
  sort(by: string): void;
  into(group: AtlasGroup): void;
  menu(key: string, at: { x: number; y: number }): void;
}

interface Row { name: string; kind: string; nodes: number; relationships: number; group: AtlasGroup | null; node: AtlasNode | null }

type ColumnName = keyof typeof text.columns;

/** More rows are made only for whoever asks. */
const atOnce = 200;

export function twin(answer: AtlasAnswer, sort: string, choices: TwinChoices): HTMLElement {
  const rows = sorted(rowsOf(answer), sort);
  const body = make("tbody", {}, ...rows.slice(0, atOnce).map((row) => lineOf(row, choices)));
  const now = sort.replace(/^-/, "");
  const head = (Object.keys(text.columns) as ColumnName[]).map((name) => {
    const order = name === now ? (sort.startsWith("-") ? "descending" : "ascending") : null;
    const next = name === now && !sort.startsWith("-") ? `-${name}` : name;
    return make("th", { scope: "col", "aria-sort": order }, button(`${text.columns[name]}${order ? (order === "descending" ? " ▾" : " ▴") : ""}`, () => choices.sort(next), { class: "sort", title: text.sortBy(text.columns[name]) }));
  });
  const place = make("div", { class: "table", role: "region", tabindex: "0", "aria-label": `${text.items} (${rows.length})` },
    make("table", {}, make("caption", {}, text.items), make("thead", {}, make("tr", {}, ...head, make("th", { scope: "col" }, text.actions))), body));
  return make("div", { class: "twin" }, place, ...(rows.length > atOnce ? [more(rows.slice(atOnce), body, choices)] : []));
}

/** A button that shows the next rows. */
function more(rest: Row[], body: HTMLElement, choices: TwinChoices): HTMLElement {
  const next = button(text.more(Math.min(atOnce, rest.length)), () => {
    const lines = rest.splice(0, atOnce).map((row) => lineOf(row, choices));
    body.append(...lines);
    lines[0]?.querySelector<HTMLElement>("a, button")?.focus();
    if (rest.length === 0) next.remove();
    else next.textContent = text.more(Math.min(atOnce, rest.length));
  }, { class: "quiet" });
  return next;
}

function rowsOf({ groups, nodes }: AtlasAnswer): Row[] {
  return [
    ...groups.map((group): Row => ({ name: group.name, kind: text.mixed, nodes: group.count, relationships: group.within, group, node: null })),
    ...nodes.map((node): Row => ({ name: node.name, kind: kindOf(node.label).one, nodes: 1, relationships: node.degree, group: null, node })),
  ];
}

/** Largest groups first, where nothing else is said. */
function sorted(rows: Row[], sort: string): Row[] {
  const name = (Object.keys(text.columns) as ColumnName[]).find((n) => n === sort.replace(/^-/, ""));
  const least = (a: Row, b: Row): number => (name === "nodes" || name === "relationships" ? a[name] - b[name] : a[name ?? "name"].localeCompare(b[name ?? "name"]));
  if (!name) return rows.toSorted((a, b) => b.nodes - a.nodes || b.relationships - a.relationships);
  return rows.toSorted((a, b) => least(a, b) * (sort.startsWith("-") ? -1 : 1));
}

function lineOf(row: Row, choices: TwinChoices): HTMLElement {
  const { group, node } = row;
  const cell = (name: ColumnName, ...content: (Node | string)[]): HTMLElement => make("td", { "data-name": text.columns[name], class: name === "nodes" || name === "relationships" ? "number" : "" }, ...content);
  return make("tr", {},
    cell("name", group ? button(group.name, () => choices.into(group), { class: "node", "aria-label": text.lookInto(group.name, group.count) }) : node ? linkTo(node.key, node.name) : ""),
    cell("kind", ...(group ? [mixOf(group).map(([label, n]) => mixed(label, n)).join(", ")] : node ? [sign(node.label), " ", kindOf(node.label).one] : [])),
    cell("nodes", String(row.nodes)), cell("relationships", String(row.relationships)),
    make("td", { "data-name": text.actions, class: node ? "" : "empty" }, node ? actions(node, choices) : ""));
}

function actions(node: AtlasNode, choices: TwinChoices): HTMLElement {
  const open: HTMLButtonElement = button("…", () => {
    const box = open.getBoundingClientRect();
    choices.menu(node.key, { x: box.left, y: box.bottom });
  }, { class: "quiet", "aria-label": text.actionsOf(node.name), "aria-haspopup": "menu" });
  return open;
}

/** How many of a kind, in words. */
export function mixed(label: string, n: number): string {
  if (!label) return text.rest(n);
  const { one, many } = kindOf(label);
  return `${n} ${n === 1 ? one : many.toLowerCase()}`;
}
