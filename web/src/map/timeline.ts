// The timeline: lanes of what has a year, over one axis; on a narrow screen the
// same as lists. What has no year is listed beneath.

import { make } from "../parts/element";
import { linkTo } from "../parts/link";
import { text } from "../texts/map";
import { atYear, type Axis, axisOf, rowsOf, ticks } from "./axis";
import type { Marks } from "./overlay";
import type { Dated } from "./routes";
import { isGiven, whenOf, type Years } from "./years";

const rowHeight = 25;
interface Item { dated: Dated; begin: number; end: number; element: HTMLElement; width: number }

export class Timeline {
  readonly element = make("section", { class: "timeline", "aria-label": text.timeline });
  private readonly lanes = make("div", { class: "lanes" });
  private readonly axis = make("div", { class: "axis", "aria-hidden": "true" });
  private items: Item[] = [];
  private width = 0;
  private years: Years = { since: null, until: null };

  constructor(private readonly all: Dated[]) {
    new ResizeObserver(() => this.lay()).observe(this.lanes);
  }

  update(years: Years): void {
    this.years = years;
    const dated = this.all.filter((d) => d.begin !== null);
    const within = dated.filter((d) => whenOf(d, years) === "within");
    this.items = within.map((d) => itemOf(d));
    const names = [...new Set(this.all.map((d) => d.lane))];
    this.lanes.replaceChildren(...names.map((lane) => make("section", { class: "lane", "aria-label": text.lanes[lane] ?? lane }, make("h4", {}, text.lanes[lane] ?? lane),
      make("ol", {}, ...this.items.filter((i) => i.dated.lane === lane).map((i) => make("li", {}, i.element))))), this.axis);
    const out = dated.length - within.length;
    this.element.replaceChildren(make("h3", {}, text.timeline), make("p", { class: "small" }, text.timelineIntro(this.all.length, dated.length), isGiven(years) && out > 0 ? ` ${text.outside(out)}` : ""), this.lanes, this.undated(names));
    this.width = 0;
    this.lay();
  }

  mark({ chosen, near }: Marks): void {
    for (const link of this.element.querySelectorAll<HTMLElement>("[data-key]")) {
      link.toggleAttribute("data-marked", chosen.has(link.dataset["key"] ?? ""));
      link.toggleAttribute("data-near", near.has(link.dataset["key"] ?? ""));
    }
  }

  private undated(names: string[]): HTMLElement {
    const without = this.all.filter((d) => d.begin === null);
    const list = (lane: string): HTMLElement | null => {
      const own = without.filter((d) => d.lane === lane);
      return own.length === 0 ? null : make("div", {}, make("h4", {}, text.lanes[lane] ?? lane),
        make("ul", {}, ...own.map((d) => make("li", {}, linkTo(d.key, d.name), d.words && d.words !== "unknown" ? make("span", { class: "small" }, ` ${text.words(d.words)}`) : null))));
    };
    return make("details", { class: "undated" }, make("summary", {}, text.undated(without.length)), make("div", { class: "columns" }, ...names.map(list)));
  }

  /** Gives everything its place, once the lanes have a width. */
  private lay(): void {
    const width = this.lanes.clientWidth;
    if (width === this.width || width === 0 || this.items.length === 0) return;
    this.width = width;
    for (const item of this.items) item.width = (item.element.querySelector(".label") as HTMLElement).offsetWidth + 10;
    const axis = axisOf(this.items, width);
    for (const lane of this.lanes.querySelectorAll<HTMLElement>(".lane")) this.layLane(lane, axis);
    const shaded = isGiven(this.years) ? [band(this.years, axis)] : [];
    this.axis.replaceChildren(...shaded, ...ticks(axis).map((year) => put(make("span", { class: "tick" }, String(year)), atYear(axis, year))));
  }

  private layLane(lane: HTMLElement, axis: Axis): void {
    const own = this.items.filter((i) => lane.contains(i.element));
    const places = rowsOf(own, axis);
    const rows = Math.max(1, ...places.map((p) => p.row + 1));
    lane.style.setProperty("--height", `${rows * rowHeight + 8}px`);
    own.forEach(({ element, width }, i) => {
      const place = places[i];
      if (!place) return;
      element.classList.toggle("before", place.isBefore);
      const item = element.closest("li")?.style; // which stays where a page that is taken away has no links
      item?.setProperty("--left", `${place.isBefore ? place.left - width : place.left}px`);
      item?.setProperty("--top", `${place.row * rowHeight + 4}px`);
      item?.setProperty("--bar", `${place.bar}px`);
    });
  }
}

function itemOf(d: Dated): Item {
  const [begin, end] = [d.begin ?? 0, d.end ?? d.begin ?? 0];
  const element = linkTo(d.key, "", { class: `entry ${d.lane.replace(" ", "-")} ${d.standing ?? ""}${d.exact ? "" : " inexact"}`, title: `${d.name} (${d.words})` });
  element.append(make("span", { class: "bar", "aria-hidden": "true" }), make("span", { class: "year" }, d.words), " ", make("span", { class: "label" }, d.name));
  return { dated: d, begin, end, element, width: 0 };
}

function put(element: HTMLElement, left: number): HTMLElement {
  element.style.setProperty("--left", `${left}px`);
  return element;
}

function band({ since, until }: Years, axis: Axis): HTMLElement {
  const [left, right] = [Math.max(0, atYear(axis, since ?? axis.first)), Math.min(axis.pixels, atYear(axis, (until ?? axis.last) + 1))];
  const element = put(make("span", { class: "band" }), left);
  element.style.setProperty("--bar", `${right - left}px`);
  return element;
}
