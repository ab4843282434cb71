// The map: shapes of countries, what stands over them, and looking closer.

import { geoGraticule10, geoNaturalEarth1, geoPath, type GeoProjection } from "d3-geo";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import type { Feature } from "geojson";
import { button, make } from "../parts/element";
import { draw } from "../parts/svg";
import { text } from "../texts/map";
import type { Point } from "./bow";
import { type Marks, overlay, type Scene } from "./overlay";
import type { Spot } from "./spots";

/** From the pixels of the whole world to those of what is seen. */
interface Look { k: number; x: number; y: number }

const closest = 40;

let shapes: Promise<Feature[]> | null = null;

/** The shapes of countries by their codes, fetched once from where the page comes from. */
export function world(): Promise<Feature[]> {
  shapes ??= fetch("/page/world.json").then(async (response) => {
    const topology = (await response.json()) as Topology<{ countries: GeometryCollection }>;
    return feature(topology, topology.objects.countries).features;
  }).catch((error: unknown) => {
    shapes = null;
    throw error;
  });
  return shapes;
}

export class WorldMap {
  readonly element: HTMLElement;
  readonly svg = draw("svg", { class: "worldmap", role: "img" });
  private readonly hatch = draw("pattern", { id: "map-hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse" });
  private readonly ground = draw("g", { class: "ground" });
  private readonly over = draw("g", { class: "over" });
  private readonly projection: GeoProjection = geoNaturalEarth1();
  private readonly toChosen = button(text.chosenSign, () => this.fitChosen(), { "aria-label": text.chosen, title: text.chosen, disabled: true });
  private width = 0;
  private height = 0;
  private look: Look = { k: 1, x: 0, y: 0 };
  private marks: Marks = { chosen: new Set(), near: new Set() };
  private scene: Scene = { routes: [], faint: new Set(), changes: [], spots: [] };
  private readonly pointers = new Map<number, Point>();
  private moved = 0;
  /** Whether the look is still the first, which follows the size of the window. */
  private isFirst = true;

  constructor(private readonly countries: Feature[], private readonly choose: (key: string) => void) {
    this.hatch.append(draw("rect", { class: "land", width: 6, height: 6 }), draw("path", { class: "hatch", d: "M0 0V6" }));
    this.svg.append(draw("defs", {}, this.hatch), this.ground, this.over);
    const tool = (sign: string, name: string, act: () => void): HTMLElement => button(sign, act, { "aria-label": name, title: name });
    this.element = make("div", { class: "sheet map-sheet" }, this.svg as unknown as HTMLElement, make("div", { class: "tools", role: "group", "aria-label": text.tools },
      tool("+", text.closer, () => this.zoom(1.6)), tool("−", text.further, () => this.zoom(1 / 1.6)),
      tool("←", text.left, () => this.move(80, 0)), tool("→", text.right, () => this.move(-80, 0)), tool("↑", text.up, () => this.move(0, 60)), tool("↓", text.down, () => this.move(0, -60)),
      this.toChosen, tool(text.wholeSign, text.whole, () => this.fitAll())));
    this.listen();
    new ResizeObserver(() => this.resize()).observe(this.element);
  }

  update(scene: Scene): void {
    this.scene = scene;
    this.svg.setAttribute("aria-label", text.map(scene.routes.length, scene.spots.filter((s) => s.roles.length > 0).length));
    this.redraw();
  }

  mark(marks: Marks): void {
    this.marks = marks;
    this.toChosen.disabled = marks.chosen.size === 0;
    this.redraw();
  }

  /** Shows what is chosen; where nothing of it stands on the map, what is joined to it. */
  fitChosen(): void {
    const of = (keys: Set<string>): Spot[] => this.scene.spots.filter((s) => keys.has(s.key) || s.routes.some((key) => keys.has(key)));
    const chosen = of(this.marks.chosen);
    const spots = chosen.length > 0 ? chosen : of(this.marks.near);
    if (spots.length > 0) this.fit(spots);
  }

  private fitAll(): void {
    this.fit(this.scene.spots.filter((s) => s.roles.length > 0));
    this.isFirst = true;
  }

  private fit(spots: Spot[]): void {
    this.isFirst = false;
    if (this.width === 0 || spots.length === 0) return;
    const points = spots.map((s) => this.flat(s));
    const [xs, ys] = [points.map((p) => p.x), points.map((p) => p.y)];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const room = Math.min(110, this.width / 8);
    const k = Math.max(1, Math.min(spots.length === 1 ? 3.5 : 7, (this.width - 2 * room) / Math.max(right - left, 1), (this.height - 110) / Math.max(bottom - top, 1)));
    this.set({ k, x: this.width / 2 - (k * (left + right)) / 2, y: this.height / 2 - (k * (top + bottom)) / 2 });
  }

  private flat({ at }: Pick<Spot, "at">): Point {
    const [x, y] = this.projection(at) ?? [0, 0];
    return { x, y };
  }

  private resize(): void {
    const width = this.element.clientWidth;
    if (width === 0 || width === this.width) return;
    const before = this.width;
    this.width = width;
    this.height = Math.round(Math.max(300, Math.min(560, width * 0.56)));
    this.svg.setAttribute("viewBox", `0 0 ${this.width} ${this.height}`);
    this.svg.style.height = `${this.height}px`;
    this.projection.fitSize([this.width, this.height], { type: "Sphere" });
    this.land();
    if (this.isFirst || before === 0) this.fitAll();
    else this.set({ k: this.look.k, x: (this.look.x * width) / before, y: (this.look.y * width) / before });
    if (before === 0 && this.marks.chosen.size > 0) this.fitChosen();
  }

  private land(): void {
    const path = geoPath(this.projection).digits(1);
    this.ground.replaceChildren(
      draw("path", { class: "sea", d: path({ type: "Sphere" }) }), draw("path", { class: "grid", d: path(geoGraticule10()) }),
      ...this.countries.map((country) => draw("path", { class: "land", d: path(country), "data-country": String(country.id ?? "") })));
  }

  private set(look: Look): void {
    const k = Math.max(1, Math.min(closest, look.k));
    const [w, h] = [this.width, this.height];
    // Something of the world stays in sight.
    const x = Math.max(w * 0.4 - w * k, Math.min(w * 0.6, look.x));
    const y = Math.max(h * 0.4 - h * k, Math.min(h * 0.6, look.y));
    this.look = { k, x, y };
    this.hatch.setAttribute("patternTransform", `scale(${1 / k}) rotate(45)`);
    this.ground.setAttribute("transform", `translate(${x} ${y}) scale(${k})`);
    this.redraw();
  }

  private redraw(): void {
    if (this.width === 0) return;
    const { k, x, y } = this.look;
    const place = (at: [number, number]): Point => {
      const p = this.flat({ at });
      return { x: p.x * k + x, y: p.y * k + y };
    };
    this.over.replaceChildren(...overlay(this.scene, this.marks, { width: this.width, height: this.height, place }));
    this.shade();
  }

  /** Countries that routes name are shaded; the countries of a region while it is chosen. */
  private shade(): void {
    const named = new Set(this.scene.spots.filter((s) => s.routes.length > 0 && !s.isRegion).flatMap((s) => s.countries));
    const chosen = new Set(this.scene.spots.filter((s) => s.isRegion && (this.marks.chosen.has(s.key) || (this.marks.near.has(s.key) && s.routes.some((key) => this.marks.chosen.has(key))))).flatMap((s) => s.countries));
    for (const land of this.ground.querySelectorAll<SVGPathElement>(".land")) {
      const code = land.dataset["country"] ?? "";
      land.classList.toggle("named", named.has(code));
      land.style.fill = chosen.has(code) ? "url(#map-hatch)" : "";
    }
  }

  private zoom(by: number, at: Point = { x: this.width / 2, y: this.height / 2 }): void {
    this.isFirst = false;
    const k = Math.max(1, Math.min(closest, this.look.k * by));
    const part = k / this.look.k;
    this.set({ k, x: at.x - (at.x - this.look.x) * part, y: at.y - (at.y - this.look.y) * part });
  }

  private move(dx: number, dy: number): void {
    this.isFirst = false;
    this.set({ ...this.look, x: this.look.x + dx, y: this.look.y + dy });
  }

  private listen(): void {
    this.svg.addEventListener("wheel", (event) => {
      if (event.deltaY > 0 && this.look.k === 1) return; // nothing is further away: the page scrolls
      event.preventDefault();
      this.zoom(Math.exp(-event.deltaY * 0.002), this.pointOf(event));
    }, { passive: false });
    this.svg.addEventListener("pointerdown", (event) => {
      this.pointers.set(event.pointerId, this.pointOf(event));
      this.moved = 0;
    });
    this.svg.addEventListener("pointermove", (event) => this.drag(event));
    for (const end of ["pointerup", "pointercancel", "pointerleave"] as const) this.svg.addEventListener(end, (event) => this.pointers.delete(event.pointerId));
    this.svg.addEventListener("click", (event) => {
      const key = event.target instanceof Element ? event.target.closest<SVGElement>("[data-key]")?.dataset["key"] : undefined;
      if (key && this.moved < 4) this.choose(key);
    });
  }

  /** One finger or the mouse moves the map, two fingers look closer. */
  private drag(event: PointerEvent): void {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    const now = this.pointOf(event);
    this.pointers.set(event.pointerId, now);
    const step = Math.hypot(now.x - before.x, now.y - before.y);
    this.moved += step;
    if (this.moved < 4) return;
    if (!this.svg.hasPointerCapture(event.pointerId)) this.svg.setPointerCapture(event.pointerId);
    const other = [...this.pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (!other) this.move(now.x - before.x, now.y - before.y);
    else this.zoom(Math.hypot(now.x - other.x, now.y - other.y) / Math.max(Math.hypot(before.x - other.x, before.y - other.y), 1), other);
  }

  private pointOf(event: MouseEvent): Point {
    const box = this.svg.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }
}
