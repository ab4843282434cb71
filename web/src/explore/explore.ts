// The view of exploring: what a reader gathered, drawn by the service, with
// everything that can be done with a node.

import { parse, type State } from "../frame/state";
import type { Frame, View } from "../frame/view";
import { button, make } from "../parts/element";
import { keepFocus } from "../parts/focus";
import { KeyField, nameOf, remember } from "../parts/keyfield";
import { merged, type Way } from "../parts/ways";
import { badge, linkTo } from "../parts/link";
import { asked, curlOf } from "../read/cypher";
import { addressOf, read } from "../service/api";
import type { DocumentsAnswer, FoundPath, Group, Named, Picture, SceneAnswer } from "../service/shapes";
import { text } from "../texts/explore";
import { kindOf, verbOf } from "../texts/words";
import { collapsed, type Gathered, gatheredIn, hidden, stateFor, toggled, withNode, without, withOpening, withPaths } from "./gathered";
import { groupKey } from "./grouped";
import { type Action, openMenu } from "./menu";
import { Sheet } from "./sheet";

const address = addressOf("scene");

/** Characters of an address that mail, chats and servers still pass on. */
const longest = 8000;

export async function explore(frame: Frame, state: State, signal: AbortSignal): Promise<View> {
  const view = new Exploration(frame);
  await view.update(state, signal);
  return view;
}

class Exploration implements View {
  readonly element = make("div", { class: "explore" });
  private readonly heading = make("h2", { tabindex: "-1" }, text.heading);
  readonly side = null;
  drawings: View["drawings"] = [];
  private readonly top = make("div", { class: "gathering" });
  private readonly ways = make("div", {});
  private readonly foot = make("div", { class: "foot" });
  private sheet: Sheet | null = null;
  private gathered: Gathered = gatheredIn({ view: "explore", of: "", given: {}, show: "" });
  private answer: SceneAnswer | null = null;
  /** What the answer was asked for: another look at it asks for nothing. */
  private wanted = "";
  private marked: string[] = [];

  constructor(private readonly frame: Frame) {
    this.element.append(this.heading, this.top, this.ways, this.foot);
  }

  async update(state: State, signal: AbortSignal): Promise<void> {
    const g = gatheredIn(state);
    const body = bodyOf(g);
    const wanted = JSON.stringify(body);
    if (wanted !== this.wanted || this.answer === null) {
      this.answer = body === null ? null : await read<SceneAnswer>(address, signal, JSON.stringify(body));
      if (this.answer) {
        await named(signal);
        remember(this.answer.picture.nodes);
      }
      this.wanted = wanted;
    }
    const starts = this.answer ? [] : [make("p", { class: "intro" }, text.intro), await beginnings(signal, (key) => this.go(withOpening(withNode(g, key), { key, type: "", direction: "" })))];
    this.gathered = g;
    keepFocus(this.element, () => this.show(starts), () => this.heading);
  }

  mark(keys: string[]): void {
    this.marked = keys;
    this.light();
  }

  menu(key: string, at: { x: number; y: number }): void {
    openMenu(text.actionsOf(nameOf(key)), this.actions(key), at);
  }

  private go(g: Gathered): void {
    this.frame.go(stateFor(g, parse(location.hash).show));
  }

  private show(starts: HTMLElement[]): void {
    const g = this.gathered;
    this.heading.textContent = text.around([...new Set(g.open.length > 0 ? g.open.map((o) => o.key) : g.nodes)].map(nameOf));
    this.top.replaceChildren(this.adding(), ...this.pending(), ...this.chips());
    if (!this.answer) {
      this.sheet?.element.remove();
      this.sheet?.drawing.end();
      [this.sheet, this.drawings] = [null, []];
      this.ways.replaceChildren(...starts);
      this.foot.replaceChildren();
      return;
    }
    this.ways.replaceChildren(...this.answer.paths.map((p, i) => this.pathsOf(p.from, p.to, p.ways, i)));
    const left = Object.entries(this.answer.meta.left_out ?? {}).filter(([, n]) => n > 0).map(([label, n]) => `${n} ${kindOf(label).many.toLowerCase()}`);
    const long = location.href.length > longest ? [make("p", { class: "note", role: "status" }, text.long(location.href.length))] : [];
    this.foot.replaceChildren(...long, ...(left.length > 0 ? [make("p", { class: "note" }, text.left(left.join(", ")))] : []), asked(this.answer.meta, address, curlOf(address, bodyOf(g))));
    const picture = this.picture(this.answer);
    if (this.sheet) this.sheet.update(picture, g, g.nodes);
    else {
      this.sheet = new Sheet(picture, g, g.nodes, text.heading, {
        node: (key) => this.frame.show(key),
        relationship: (r) => this.frame.show(r.claim ?? r.from),
        menu: (key, at) => this.menu(key, at),
        look: (look) => this.go({ ...this.gathered, ...look }),
      });
      this.drawings = [this.sheet.drawing];
      this.foot.before(this.sheet.element);
      this.frame.remark();
      this.sheet.drawing.begin();
    }
    this.light();
  }

  /** The picture without what is hidden, each node with how much of it is not shown. */
  private picture({ picture, hidden: unseen }: SceneAnswer): Picture {
    const away = new Set(this.gathered.hide);
    const more = (key: string): number => (unseen[key] ?? []).reduce((n, group) => n + group.total - group.shown, 0);
    return {
      ...picture,
      nodes: picture.nodes.filter((n) => !away.has(n.key)).map((n) => ({ ...n, hidden: more(n.key) })),
      relationships: picture.relationships.filter((r) => !away.has(r.from) && !away.has(r.to)),
    };
  }

  private adding(): HTMLElement {
    const field = new KeyField("explore-add", "", [], { placeholder: text.addExample });
    const submit = async (event: Event): Promise<void> => {
      event.preventDefault();
      const key = await field.value();
      if (key) this.go(withNode(this.gathered, key));
    };
    return make("form", { class: "add", onsubmit: (event) => void submit(event) }, make("label", { for: "explore-add" }, text.add), field.element, make("button", { class: "primary" }, text.addButton));
  }

  /** Where one end of ways is chosen: a field for the other. */
  private pending(): HTMLElement[] {
    const { from, to } = this.gathered;
    const one = from || to;
    if (!one) return [];
    const field = new KeyField("explore-end", "", [], { required: true });
    const submit = async (event: Event): Promise<void> => {
      event.preventDefault();
      const other = await field.value();
      if (other) this.go(withPaths(this.gathered, from || other, from ? other : to));
    };
    return [make("form", { class: "add pending", onsubmit: (event) => void submit(event) }, make("p", { role: "status" }, text.chooseOther(nameOf(one), from !== "")),
      make("label", { for: "explore-end" }, text.otherEnd), field.element, make("button", { class: "primary" }, text.find),
      button(text.cancel, () => this.go({ ...this.gathered, from: "", to: "" }), { class: "quiet" }))];
  }

  /** What was opened and hidden, each with a button that takes it back. */
  private chips(): HTMLElement[] {
    const g = this.gathered;
    const chip = (words: string, label: string, away: Gathered): HTMLElement => make("li", {}, words, " ", button("×", () => this.go(away), { "aria-label": label, title: label }));
    const opened = [
      ...g.nodes.map((key) => chip(nameOf(key), text.drop(nameOf(key)), { ...g, nodes: without(g.nodes, key) })),
      ...g.open.map((o, i) => {
        const words = text.opened(nameOf(o.key), o.type ? verbOf(o.type, o.direction === "in" ? "in" : "out") : "");
        return chip(words, text.drop(words), { ...g, open: g.open.filter((_, at) => at !== i) });
      }),
    ];
    return [
      opened.length > 0 ? make("ul", { class: "chips", "aria-label": text.gathered }, ...opened) : null,
      g.hide.length > 0 ? make("ul", { class: "chips hidden-ones", "aria-label": text.hiddenOnes }, make("li", { class: "small" }, `${text.hiddenOnes}:`), ...g.hide.map((key) => chip(nameOf(key), text.showAgain(nameOf(key)), { ...g, hide: without(g.hide, key) }))) : null,
    ].filter((list) => list !== null);
  }

  private pathsOf(from: string, to: string, ways: FoundPath[], nth: number): HTMLElement {
    const g = this.gathered;
    const name = text.ways(nameOf(from), nameOf(to));
    const drop = button("×", () => this.go({ ...g, paths: g.paths.filter((_, i) => i !== nth), way: "" }), { class: "quiet", "aria-label": text.drop(name) });
    const distinct = merged(ways);
    const items = distinct.map((way, i) => {
      const id = `${nth}.${i}`;
      const isLit = g.way === id;
      const light = button(isLit ? text.unlight : text.light(i + 1), () => this.go({ ...g, way: isLit ? "" : id }), { class: "quiet", "aria-pressed": String(isLit) });
      return make("li", {}, ...steps(way), " ", light);
    });
    const lit = distinct.find((_, i) => g.way === `${nth}.${i}`);
    return make("section", { class: "ways-between", "aria-label": name }, make("div", { class: "heading" }, make("h3", {}, name), drop),
      ways.length === 0 ? make("p", {}, text.noWays) : make("ol", { class: "ways-found" }, ...items),
      make("p", { role: "status", class: "small" }, lit ? text.lit(lit.nodes.map(nameOf)) : ""));
  }

  /** Marks the way that is lit, or else what is read beside the view. */
  private light(): void {
    const [path, way] = this.gathered.way.split(".").map(Number);
    const lit = merged(this.answer?.paths[path ?? -1]?.ways ?? [])[way ?? -1]?.nodes;
    this.sheet?.drawing.choose(lit ?? this.marked);
  }

  private actions(key: string): Action[] {
    const g = this.gathered;
    if (key.startsWith(groupKey)) return [{ name: text.ungroup, act: () => this.sheet?.ungroup(key) }];
    const groups = (this.answer?.hidden[key] ?? []).filter((group) => group.total > group.shown);
    const unseen = groups.reduce((n, group) => n + group.total - group.shown, 0);
    const opening = (type: string, direction: "" | "in" | "out"): (() => void) => () => this.go(withOpening(g, { key, type, direction }));
    const ends = (from: string, to: string): (() => void) => () => this.go(from && to ? withPaths(g, from, to) : { ...g, from, to });
    return [
      { name: text.read, act: () => this.frame.show(key) },
      ...(unseen > 0 ? [{ name: text.openAll(unseen), act: opening("", "") }] : []),
      ...groups.map((group: Group) => ({ name: text.open(verbOf(group.type, group.direction), group.total - group.shown), act: opening(group.type, group.direction) })),
      ...(g.open.some((o) => o.key === key) ? [{ name: text.collapse, act: () => this.go(collapsed(g, key)) }] : []),
      { name: g.nodes.includes(key) ? text.release : text.keep, act: () => this.go({ ...g, nodes: toggled(g.nodes, key) }) },
      { name: text.hide, act: () => this.go(hidden(g, key)) },
      { name: text.pathsFrom, act: ends(key, g.to === key ? "" : g.to) },
      { name: text.pathsTo, act: ends(g.from === key ? "" : g.from, key) },
    ];
  }
}

/** What is asked of the service; null where nothing is gathered. */
function bodyOf(g: Gathered): Record<string, unknown> | null {
  if (g.nodes.length + g.open.length + g.paths.length === 0) return null;
  return {
    nodes: g.nodes,
    open: g.open.map((o) => ({ key: o.key, ...(o.type ? { type: o.type } : {}), ...(o.direction ? { direction: o.direction } : {}) })),
    paths: g.paths.map((p) => ({ from: p.from, to: p.to, after: Math.min(p.after, g.open.length) })),
  };
}

/** A way in words, with everything that joins each node to the next. */
function steps({ nodes, steps: joined }: Way): (Node | string)[] {
  return nodes.flatMap((key, i) => {
    const node = linkTo(key, nameOf(key), { class: "node-link" });
    const between = joined[i];
    if (!between) return [node];
    const verbs = between.flatMap((r, nth) => {
      const verb = verbOf(r.type, r.from === key ? "out" : "in");
      return [nth > 0 ? ", " : "", r.claim ? linkTo(r.claim, verb) : verb, ...(r.standing === "asserted" || r.standing === "frame" ? [] : [" ", badge(r.standing)])];
    });
    return [node, make("span", { class: "step" }, " — ", ...verbs, " → ")];
  });
}

/** Where to begin: the stages, and the processes that most sentences are about. */
async function beginnings(signal: AbortSignal, begin: (key: string) => void): Promise<HTMLElement> {
  const lists = await Promise.all(["Stage", "Process"].map((label) => read<{ nodes: Named[] }>(addressOf("nodes", { label, limit: "12" }), signal)));
  const all = lists.flatMap((list) => list.nodes);
  remember(all);
  return make("section", { "aria-label": text.start }, make("h3", {}, text.start), make("ul", { class: "chips" }, ...all.map((n) => make("li", {}, button(n.name, () => begin(n.key), { class: "begin" })))));
}

let documentsNamed = false;

/** Has the documents go by their short names in filters and tables. */
async function named(signal: AbortSignal): Promise<void> {
  if (documentsNamed) return;
  const { documents } = await read<DocumentsAnswer>(addressOf("documents"), signal);
  remember(documents.map((d) => ({ key: d.key, label: "Document", name: d.short })));
  documentsNamed = true;
}
