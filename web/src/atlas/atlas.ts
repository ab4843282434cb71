// The view of the whole graph as a map, however large it is: the service sends
// of the part in view nodes, and groups of them, with their places.

import { Chart } from "../draw/chart";
import { canDraw } from "../draw/canvas";
import { bounded, closeTo, partOf, pixels, type Place, rounded, type Size } from "../draw/place";
import { mixOf } from "../draw/writing";
import { openMenu } from "../explore/menu";
import { parse, type State, stateOf } from "../frame/state";
import type { Drawn, Frame, View } from "../frame/view";
import { button, counted, make } from "../parts/element";
import { keepFocus } from "../parts/focus";
import { sign } from "../parts/list";
import { asked } from "../read/cypher";
import { addressOf, read, Refused, Turns } from "../service/api";
import type { AtlasAnswer, AtlasGroup, AtlasNode, Picture } from "../service/shapes";
import { text } from "../texts/atlas";
import { kindOf, labels } from "../texts/words";
import { amounts, isWhole, type Look, lookIn, stateFor } from "./look";
import { mixed, twin } from "./twin";

export async function atlas(frame: Frame, state: State, signal: AbortSignal): Promise<View> {
  const view = new Atlas(frame, state);
  await view.update(state, signal);
  return view;
}

/** More lines than these tell no more. */
const mostLines = 2000;

class Atlas implements View {
  readonly element: HTMLElement;
  readonly side = null;
  readonly drawings: Drawn[];
  private readonly place = make("div", { class: "canvas", role: "img" });
  private readonly sheet = make("div", { class: "sheet" }, this.place);
  private readonly ways = make("div", { class: "look" });
  private readonly said = make("p", { class: "count-line", role: "status" });
  private readonly table = make("div", {});
  private readonly signs = make("ul", { class: "signs" });
  private readonly foot = make("div", { class: "foot" });
  private readonly turns = new Turns();
  private look: Look;
  private chart: Chart | null = null;
  private answer: AtlasAnswer | null = null;
  /** The address that the answer is of. */
  private asked = "";
  /** What is asked for just now. */
  private coming: { address: string; signal: AbortSignal; done: Promise<void> } | null = null;
  private marked: string[] = [];

  constructor(private readonly frame: Frame, state: State) {
    this.look = lookIn(state);
    this.drawings = [this.drawn()];
    this.element = make("div", { class: "atlas" }, make("h2", {}, text.heading), make("p", { class: "intro" }, text.intro),
      this.ways, this.said, make("details", { class: "legend" }, make("summary", {}, make("span", { class: "more" }, text.signs)), this.signs), this.sheet, this.table, this.foot);
  }

  async update(state: State, signal: AbortSignal): Promise<void> {
    const before = this.look;
    this.look = lookIn(state);
    const { x, y, zoom } = this.look;
    if (x !== before.x || y !== before.y || zoom !== before.zoom) this.chart?.look(this.look, true);
    await this.load(signal);
    this.show();
  }

  mark(keys: string[]): void {
    this.marked = keys;
    this.chart?.choose(keys);
  }

  menu(key: string, at: { x: number; y: number }): void {
    const node = this.answer?.nodes.find((n) => n.key === key);
    openMenu(text.actionsOf(node?.name ?? key), [
      { name: text.read, act: () => this.frame.show(key) },
      { name: text.explore, act: () => this.frame.go(stateOf("explore", { nodes: key, open: key }, parse(location.hash).show)) },
      ...(node ? [{ name: text.closerTo, act: () => this.into({ ...node, radius: 3 }) }] : []),
    ], at);
  }

  private drawn(): Drawn {
    const picture = (): Picture => pictureOf(this.answer);
    return {
      get picture() { return picture(); },
      choose: (keys) => this.chart?.choose(keys),
      begin: () => this.begin(),
      recolour: () => this.chart?.recolour(),
      end: () => {
        this.turns.begin(); // ends what is under way
        this.chart?.end();
        this.chart = null;
      },
    };
  }

  private begin(): void {
    if (this.chart || !this.answer || !this.place.isConnected || this.place.offsetWidth === 0 || !canDraw()) return;
    this.chart = new Chart(this.place, this.answer, this.look, {
      node: (key) => this.frame.show(key),
      group: (group) => this.into(group),
      menu: (key, at) => this.menu(key, at),
      moved: (place) => this.moved(place),
      words: wordsOf,
    });
    this.chart.choose(this.marked);
    this.moved(this.look); // by now it is known how much of it is in view
  }

  /** Looks into a disc, which Back takes back. */
  private into(disc: { x: number; y: number; radius: number }): void {
    if (this.answer) this.go(closeTo(disc, this.answer.bounds));
  }

  private go(look: Partial<Look>): void {
    this.frame.go(stateFor({ ...this.look, ...look }, parse(location.hash).show));
  }

  /** The reader came to rest elsewhere: the address says so, and the part is asked for. */
  private moved(place: Place): void {
    this.look = rounded({ ...this.look, ...place });
    this.frame.correct(stateFor(this.look));
    this.load().then(() => this.show(), (error: unknown) => this.fail(error));
  }

  /** Moves by shares of what is in view, or comes closer. */
  private step(right: number, up: number, closer: number): void {
    if (!this.answer) return;
    const { bounds } = this.answer;
    const { width, height } = this.size();
    const each = pixels(this.look.zoom, bounds, this.size());
    const place = rounded({ x: this.look.x + (right * width) / each, y: this.look.y + (up * height) / each, zoom: bounded(this.look.zoom * closer, bounds) });
    this.chart?.look(place, true);
    this.moved(place);
  }

  private size(): Size {
    const { offsetWidth: width, offsetHeight: height } = this.place;
    return width > 0 && height > 0 ? { width, height } : { width: 1000, height: 700 }; // what a table is of
  }

  /** Has the part in view as the answer: the one that is there, the one on its way, or a new one. */
  private async load(signal?: AbortSignal): Promise<void> {
    const address = await this.addressOf(signal);
    if (address !== this.coming?.address || this.coming.signal.aborted) {
      const turn = this.turns.begin();
      const either = signal ? AbortSignal.any([signal, turn.signal]) : turn.signal;
      this.coming = address === this.asked ? null : { address, signal: either, done: this.ask(address, either, turn.isLatest) };
    }
    this.element.ariaBusy = this.coming ? "true" : null;
    await this.coming?.done;
  }

  /** Asks for a part, of which nothing is told once another is asked for. */
  private async ask(address: string, signal: AbortSignal, isLatest: () => boolean): Promise<void> {
    try {
      const all = await patient(address, signal);
      if (!isLatest()) return;
      this.asked = address;
      this.answer = { ...all, relationships: all.relationships.slice(0, mostLines) };
      this.chart?.show(this.answer, this.look);
    } catch (error) {
      if (isLatest()) throw error;
    } finally {
      if (isLatest()) {
        this.coming = null;
        this.element.ariaBusy = null;
      }
    }
  }

  private async addressOf(signal?: AbortSignal): Promise<string> {
    const most = String(this.look.most);
    if (isWhole(this.look)) return addressOf("atlas", { most });
    const { bounds } = this.answer ?? (await patient(addressOf("atlas", { most: "1" }), signal));
    const part = partOf({ ...this.look, zoom: bounded(this.look.zoom, bounds) }, bounds, this.size());
    const borders = Object.entries(part).map(([side, at]) => [side, String(Number(at.toFixed(3)))]);
    return addressOf("atlas", { ...Object.fromEntries(borders), most });
  }

  private fail(error: unknown): void {
    if (error instanceof DOMException && error.name === "AbortError") return;
    this.said.textContent = `${text.moved} ${error instanceof Error ? error.message : String(error)}`;
  }

  private show(): void {
    const { answer } = this;
    if (!answer) return;
    const asTable = isTable(this.look) || !canDraw();
    this.sheet.hidden = asTable;
    this.place.setAttribute("aria-label", text.label(answer.nodes.length, answer.groups.length));
    this.said.textContent = saidOf(answer);
    this.tools(asTable);
    this.showTable(asTable, answer);
    this.signs.replaceChildren(...signsOf(answer));
    const left = Object.entries(answer.meta.left_out ?? {}).filter(([kind, n]) => n > 0 && /without|of these/.test(kind)).map(([kind, n]) => `${n} ${kind}`);
    this.foot.replaceChildren(...(left.length > 0 ? [make("p", { class: "note" }, text.notThere(left.join(", ")))] : []), asked(answer.meta, this.asked));
    this.begin();
  }

  private showTable(asTable: boolean, answer: AtlasAnswer): void {
    const made = asTable ? [twin(answer, this.look.sort, { sort: (sort) => this.go({ sort }), into: (group) => this.into(group), menu: (key, at) => this.menu(key, at) })] : [];
    keepFocus(this.table, () => this.table.replaceChildren(...made), () => this.table.querySelector<HTMLElement>(".table"));
  }

  /** What a reader chooses by; it is made once, so that what has the focus keeps it. */
  private tools(asTable: boolean): void {
    if (this.ways.childElementCount === 0) this.ways.append(...this.switches(), this.moves());
    for (const b of this.ways.querySelectorAll("[data-as]")) b.setAttribute("aria-pressed", String((b.getAttribute("data-as") === "table") === asTable));
    const select = this.ways.querySelector("select");
    if (select) select.value = String(this.look.most);
  }

  private switches(): HTMLElement[] {
    const one = (as: "drawing" | "table", name: string): HTMLElement => button(name, () => this.go({ as }), { "data-as": as });
    const select = make("select", { id: "atlas-most" }, ...amounts.map((n) => make("option", { value: String(n) }, String(n))));
    select.addEventListener("change", () => this.go({ most: Number(select.value) }));
    return [
      ...(canDraw() ? [make("div", { class: "as", role: "group", "aria-label": text.showAs }, one("drawing", text.drawing), one("table", text.table))] : []),
      make("div", { class: "pair-of" }, make("label", { for: "atlas-most" }, text.most), select),
    ];
  }

  private moves(): HTMLElement {
    const one = (words: string, name: string, act: () => void): HTMLElement => button(words, act, { class: "quiet", "aria-label": name, title: name });
    const by = 0.3;
    return make("div", { class: "moves", role: "group", "aria-label": text.move },
      one("+", text.closer, () => this.step(0, 0, 1.6)), one("−", text.further, () => this.step(0, 0, 1 / 1.6)),
      one("←", text.left, () => this.step(-by, 0, 1)), one("→", text.right, () => this.step(by, 0, 1)), one("↑", text.up, () => this.step(0, by, 1)), one("↓", text.down, () => this.step(0, -by, 1)),
      one("All", text.all, () => this.go({ x: 0, y: 0, zoom: 1 })));
  }
}

/** Whether a table is shown and not a drawing. */
function isTable({ as }: Look): boolean {
  return as === "table" || (as === "" && matchMedia("(max-width: 59.99rem)").matches);
}

/** How often is asked for a map that is still being made. */
const tries = 6;

async function patient(address: string, signal?: AbortSignal): Promise<AtlasAnswer> {
  for (let i = 1; ; i += 1) {
    try {
      return await read<AtlasAnswer>(address, signal);
    } catch (error) {
      if (i === tries || !(error instanceof Refused && error.kind === "limit-reached")) throw error;
    }
  }
}

function saidOf({ nodes, groups, relationships, part, total, meta }: AtlasAnswer): string {
  const grouped = groups.reduce((sum, g) => sum + g.count, 0);
  const within = groups.reduce((sum, g) => sum + g.within, 0);
  const drawn = relationships.reduce((sum, r) => sum + r.count, 0);
  return [
    `${text.inView(part.nodes, total.nodes)}: ${text.shown(nodes.length, grouped, groups.length)}.`,
    `${text.lines(relationships.length, drawn, within, part.relationships - drawn - within)}; ${text.leaving(part.leaving)}.`,
    ...(part.nodes === 0 && meta.note ? [meta.note] : []),
  ].join(" ");
}

function wordsOf(item: AtlasNode | AtlasGroup): string[] {
  if ("key" in item) return [item.name, `${kindOf(item.label).one}, ${counted(item.degree, "neighbour")}`];
  return [item.name, text.members(item.count, item.of), ...mixOf(item).map(([label, n]) => mixed(label, n)), text.between(item.within)];
}

/** The kinds in view by their signs, with how many there are of each. */
function signsOf({ nodes, groups }: AtlasAnswer): HTMLElement[] {
  const counts = new Map<string, number>();
  for (const { label } of nodes) counts.set(label, (counts.get(label) ?? 0) + 1);
  for (const group of groups) for (const [label, n] of Object.entries(group.labels)) counts.set(label, (counts.get(label) ?? 0) + n);
  const order = [...labels, ...counts.keys()].filter((label, i, all) => counts.has(label) && all.indexOf(label) === i);
  return order.map((label) => make("li", {}, sign(label), kindOf(label).one, make("span", { class: "count" }, String(counts.get(label)))));
}

/** What is in view as a picture, for whoever takes it away. */
function pictureOf(answer: AtlasAnswer | null): Picture {
  const { nodes = [], groups = [], relationships = [] } = answer ?? {};
  return {
    nodes: [...groups.map(({ id, label = "", name, count, x, y }) => ({ key: id, label, name: `${name} (${count})`, x, y })), ...nodes],
    relationships: relationships.map(({ from, to, type = "" }) => ({ from, to, type, standing: "", claim: null })),
  };
}
