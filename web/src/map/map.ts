// The view of the map and the timeline: where routes lead, which gave way to
// which, and when. What is chosen in one of them is marked in all.

import { format, parse, type State, stateOf } from "../frame/state";
import type { Frame, Own, View } from "../frame/view";
import { csv } from "../parts/csv";
import { button, make } from "../parts/element";
import { keepFocus } from "../parts/focus";
import { remember } from "../parts/keyfield";
import { saveFile } from "../parts/save";
import { table } from "../parts/table";
import { asked } from "../read/cypher";
import { addressOf, read } from "../service/api";
import type { Column, Meta, Row, RowsAnswer } from "../service/shapes";
import { text } from "../texts/map";
import { WorldMap, world } from "./worldmap";
import { legend } from "./legend";
import { listed } from "./listed";
import type { Marks } from "./overlay";
import { Relations } from "./relations";
import { type Change, changesIn, type Dated, datedIn, type Route, routesIn } from "./routes";
import { spotsOf, unplacedIn } from "./spots";
import { Timeline } from "./timeline";
import { isGiven, whenOf, whenOfKey, type Years, yearsIn } from "./years";

const addresses = { map: addressOf("queries/map"), displacement: addressOf("queries/displacement"), timeline: addressOf("queries/timeline") };

export async function map(frame: Frame, state: State, signal: AbortSignal): Promise<View> {
  const [countries, stops, changes, dated] = await Promise.all([world(), ...Object.values(addresses).map((address) => read<RowsAnswer>(address, signal))] as const);
  if (!stops || !changes || !dated) throw new Error("the service gave no rows");
  const view = new Mapped(frame, new WorldMap(countries, (key) => view.choose(key)), stops, changes, dated);
  await view.update(state);
  return view;
}

class Mapped implements View {
  readonly element = make("div", { class: "map" });
  readonly side = null;
  readonly drawings = [];
  readonly own: Own;
  private readonly routes: Route[];
  private readonly changes: Change[];
  private readonly dated: Dated[];
  private readonly relations: Relations;
  private readonly timeline: Timeline;
  private readonly words = make("div", { class: "beside-map" });
  private readonly filter = make("div", { class: "years" });
  private marks: Marks = { chosen: new Set(), near: new Set() };
  /** Of what is shown, for whoever takes it away. */
  private keys = new Set<string>();
  /** What was chosen on the map itself, which need not be looked for. */
  private pointed = "";

  constructor(private readonly frame: Frame, private readonly worldMap: WorldMap, stops: RowsAnswer, changes: RowsAnswer, dated: RowsAnswer) {
    this.routes = routesIn(stops.rows);
    this.changes = changesIn(changes.rows);
    this.dated = datedIn(dated.rows);
    this.relations = new Relations(this.routes, this.changes, this.dated);
    this.timeline = new Timeline(this.dated);
    this.own = {
      svg: this.worldMap.svg, signs: text.takenSigns, keys: () => [...this.keys],
      tables: [
        { label: text.tables.routes, name: "routes", columns: stopColumns, rows: stops.rows },
        { label: text.tables.changes, name: "changes", columns: changeColumns, rows: changes.rows },
        { label: text.tables.timeline, name: "timeline", columns: datedColumns, rows: dated.rows },
      ],
    };
    remember(this.routes.map((r) => ({ ...r, label: "Route" })));
    this.element.append(
      make("h2", {}, text.heading), make("p", { class: "intro" }, text.intro), this.filter, legend(),
      make("div", { class: "map-and-list" }, make("div", { class: "map-of" }, this.worldMap.element, make("p", { class: "small" }, text.credit)), this.words), this.timeline.element,
      twin(text.tableRoutes, text.file.map, stopColumns, stops.rows), twin(text.tableTimeline, text.file.timeline, datedColumns, dated.rows),
      asked(together([stops, changes, dated]), addresses.map));
  }

  async update(state: State): Promise<void> {
    const years = yearsIn(state.given);
    const when = (key: string): string => (isGiven(years) ? whenOfKey(key, this.dated, years) : "within");
    const routes = this.routes.filter((r) => when(r.key) !== "outside");
    const undated = new Set(routes.filter((r) => when(r.key) === "undated").map((r) => r.key));
    const whenChanged = (c: Change): string => (isGiven(years) ? whenOf(this.yearsOf(c), years) : "within");
    const changes = this.changes.filter((c) => whenChanged(c) !== "outside");
    const faint = new Set([...undated, ...changes.filter((c) => whenChanged(c) === "undated").map((c) => c.claim)]);
    const dated = this.dated.filter((d) => !isGiven(years) || whenOf(d, years) !== "outside");
    const said = make("p", { class: "small", role: "status" }, isGiven(years) ? text.within(routes.length - undated.size, undated.size, this.routes.length - routes.length) : "");
    keepFocus(this.filter, () => this.filter.replaceChildren(this.yearsForm(state, years), said), () => this.filter.querySelector("input"));
    this.words.replaceChildren(listed({ routes, changes, undated, unplaced: unplacedIn(routes, dated) }));
    this.worldMap.update({ routes, faint, changes: changes.filter((c) => c.number > 0), spots: spotsOf(routes, dated) });
    this.timeline.update(years);
    this.keys = new Set([...routes.flatMap((r) => [r.key, ...r.stops.flatMap((s) => [s.key, s.claim])]), ...changes.map((c) => c.claim), ...dated.map((d) => d.key)]);
    this.show();
  }

  mark(keys: string[]): void {
    const { show } = parse(location.hash);
    const chosen = new Set([...keys, ...(show ? [show] : [])]);
    this.marks = { chosen, near: this.relations.near(chosen) };
    this.show();
    if (show && show !== this.pointed) this.worldMap.fitChosen();
    this.pointed = show && show === this.pointed ? show : "";
  }

  choose(key: string): void {
    this.pointed = key;
    this.frame.show(key);
  }

  private show(): void {
    this.worldMap.mark(this.marks);
    this.timeline.mark(this.marks);
    const links = [...this.words.querySelectorAll<HTMLElement>("[data-key]")];
    for (const link of links) link.toggleAttribute("data-marked", this.marks.chosen.has(link.dataset["key"] ?? ""));
    const { show } = parse(location.hash);
    const first = links.find((link) => link.dataset["key"] === show) ?? links.find((link) => link.hasAttribute("data-marked"));
    if (first) bringIntoSight(first);
  }

  private yearsOf({ claim }: Change): { begin: number | null; end: number | null } {
    return this.dated.find((d) => d.key === claim) ?? { begin: null, end: null };
  }

  private yearsForm(state: State, years: Years): HTMLElement {
    const field = (id: string, label: string, value: number | null): [HTMLElement, HTMLInputElement] => {
      const input = make("input", { id, type: "number", min: "1900", max: "2100", value: value === null ? "" : String(value) });
      return [make("div", { class: "year-field" }, make("label", { for: id }, label), input), input];
    };
    const [since, sinceInput] = field("map-since", text.since, years.since);
    const [until, untilInput] = field("map-until", text.until, years.until);
    const submit = (event: Event): void => {
      event.preventDefault();
      this.frame.go(stateOf("map", { since: sinceInput.value, until: untilInput.value }, parse(location.hash).show));
    };
    return make("form", { "aria-label": text.years, onsubmit: submit }, since, until, make("button", { class: "quiet" }, text.narrow),
      isGiven(years) ? make("a", { href: format(stateOf("map", {}, state.show)) }, text.all) : null);
  }
}

/** Scrolls the list alone, never the page. */
function bringIntoSight(link: HTMLElement): void {
  const list = link.closest<HTMLElement>(".listed");
  if (!list) return;
  const [inner, outer] = [link.getBoundingClientRect(), list.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) list.scrollTop += inner.top - outer.top - outer.height / 3;
}

/** The queries of several answers as those of one. */
function together(answers: RowsAnswer[]): Meta {
  const [first] = answers;
  return { ...(first?.meta as Meta), queries: answers.flatMap((a) => a.meta.queries ?? []), elapsed_ms: answers.reduce((sum, a) => sum + a.meta.elapsed_ms, 0) };
}

const column = (name: string): Column => ({ name, doc: "" });
const stopColumns = ["route", "route_key", "role", "place", "place_key", "latitude", "longitude", "means", "from", "to", "standing", "voices", "claim"].map(column);
const changeColumns = ["from", "from_key", "type", "to", "to_key", "text", "causes", "conditions", "since", "mode", "polarity", "standing", "voices", "documents", "claim"].map(column);
const datedColumns = ["lane", "name", "key", "kind", "from", "to", "begin", "end", "places", "routes", "causes", "standing", "voices", "documents"].map(column);

/** The same as a table, and as a file. */
function twin(title: string, file: string, columns: Column[], rows: Row[]): HTMLElement {
  return make("details", { class: "twin-of" }, make("summary", {}, title), table(columns, rows, title), make("p", {}, button(text.save, () => saveFile(file, "text/csv", csv(columns, rows)), { class: "quiet", "aria-label": `${text.save}: ${title}` })));
}
