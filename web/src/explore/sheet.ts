// A picture as the reader looks at it: drawing or table, through filters, with
// what they take away counted. The same sheet shows another picture or another
// look without being made anew.

import type { Choices } from "../draw/canvas";
import { Drawing } from "../draw/drawing";
import { button, make } from "../parts/element";
import type { Picture, PlacedNode } from "../service/shapes";
import { text } from "../texts/explore";
import { kindOf } from "../texts/words";
import { filtered, type Filtered } from "./filter";
import { toggled } from "./gathered";
import { grouped, groupKey } from "./grouped";
import { isTable, type Look, type Measure, measures } from "./look";
import { filterPanel } from "./panel";
import { twin } from "./twin";

export interface SheetChoices extends Choices {
  /** The reader wants another look. */
  look(look: Look): void;
  menu(key: string, at: { x: number; y: number }): void;
}

export class Sheet {
  readonly element = make("div", { class: "explored" });
  readonly drawing: Drawing;
  private readonly tools = make("div", { class: "look" });
  private readonly said = make("p", { class: "count-line", role: "status" });
  private readonly panel = make("div", {});
  private readonly table = make("div", {});
  private look: Look;
  shown: Filtered;

  constructor(picture: Picture, look: Look, kept: readonly string[], label: string, private readonly choices: SheetChoices, tallest?: number) {
    this.look = look;
    this.shown = this.apply(picture, look, kept);
    this.drawing = new Drawing(this.shown.picture, label, {
      ...choices,
      node: (key) => (key.startsWith(groupKey) ? this.ungroup(key) : choices.node(key)),
      pick: (facet, value) => this.pick(facet, value),
    }, tallest);
    this.element.append(this.tools, this.panel, this.said, this.drawing.element, this.table);
    this.show(picture);
  }

  update(picture: Picture, look: Look, kept: readonly string[]): void {
    this.look = look;
    this.shown = this.apply(picture, look, kept);
    this.show(picture);
    this.drawing.update(this.shown.picture); // last: it reads what room all else has left
    if (!isTable(look)) this.drawing.begin();
  }

  ungroup(key: string): void {
    this.choices.look({ ...this.look, group: this.look.group.filter((label) => groupKey + label !== key) });
  }

  private apply(picture: Picture, look: Look, kept: readonly string[]): Filtered {
    const through = filtered(picture, look.filter, kept);
    const together = grouped(through.picture, look.group, (label, n) => text.grouped(kindOf(label).many, n));
    return { ...through, picture: { ...together, nodes: sized(together.nodes, look.size) } };
  }

  private pick(facet: "standing" | "label", value: string): void {
    const { filter } = this.look;
    const only = filter[facet].length === 1 && filter[facet][0] === value;
    this.choices.look({ ...this.look, filter: { ...filter, [facet]: only ? [] : [value] } });
  }

  private show(picture: Picture): void {
    const { look, shown } = this;
    const asTable = isTable(look);
    this.drawing.element.hidden = asTable;
    this.table.replaceChildren(...(asTable ? [twin(shown.picture, look.sort, { sort: (sort) => this.choices.look({ ...this.look, sort }), menu: this.choices.menu })] : []));
    const { nodes, relationships } = shown.picture;
    this.said.textContent = text.shown(nodes.length, relationships.length) + (shown.nodes + shown.relationships > 0 ? ` ${text.taken(shown.nodes, shown.relationships)}` : "");
    const folded = this.panel.querySelector("details.filters");
    this.panel.replaceChildren(filterPanel(picture, look.filter, (filter) => this.choices.look({ ...this.look, filter }), folded instanceof HTMLDetailsElement && folded.open));
    this.tools.replaceChildren(this.switch(asTable), ...(picture.nodes.some((n) => n.degree !== undefined) ? [this.sizes()] : []), this.groups(picture));
  }

  private switch(asTable: boolean): HTMLElement {
    const one = (as: "drawing" | "table", name: string): HTMLElement => button(name, () => this.choices.look({ ...this.look, as }), { "aria-pressed": String((as === "table") === asTable) });
    return make("div", { class: "as", role: "group", "aria-label": text.showAs }, one("drawing", text.drawing), one("table", text.table));
  }

  private sizes(): HTMLElement {
    const select = make("select", { id: "size-by" }, ...measures.map((m) => make("option", { value: m }, text.sizes[m])));
    select.value = this.look.size;
    select.addEventListener("change", () => this.choices.look({ ...this.look, size: measures.find((m) => m === select.value) ?? "" }));
    return make("div", { class: "pair-of" }, make("label", { for: "size-by" }, text.size), select);
  }

  private groups(picture: Picture): HTMLElement {
    const counts = new Map<string, number>();
    for (const n of picture.nodes) counts.set(n.label, (counts.get(n.label) ?? 0) + 1);
    const offered = [...counts].filter(([label, n]) => n > 1 || this.look.group.includes(label)).map(([label]) => label);
    const select = make("select", { id: "group-by" }, make("option", { value: "" }, "–"), ...offered.map((label) => make("option", { value: label }, `${this.look.group.includes(label) ? "✓ " : ""}${kindOf(label).many}`)));
    select.addEventListener("change", () => this.choices.look({ ...this.look, group: toggled(this.look.group, select.value).filter(Boolean) }));
    return make("div", { class: "pair-of" }, make("label", { for: "group-by" }, text.group), select);
  }
}

/** Gives each node its share of the largest measure, by which it is drawn. */
function sized(nodes: PlacedNode[], by: Measure): PlacedNode[] {
  if (by === "") return nodes;
  const most = Math.max(...nodes.map((n) => n[by] ?? 0));
  return nodes.map((n) => ({ ...n, share: most > 0 ? (n[by] ?? 0) / most : 0 }));
}
