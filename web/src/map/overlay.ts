// What is drawn over the shapes of the map: routes, places, what gave way to
// what, and names. All of it is drawn anew at each zoom, so that signs and
// names keep their size.

import { draw } from "../parts/svg";
import { text } from "../texts/map";
import { along, at, type Bow, bow, distance, headOf, middle, pathOf, type Point } from "./bow";
import { type Box, overlap, placed, type Wish, wrapped } from "./labels";
import type { Change, Degrees, Leg, Route, Stop } from "./routes";
import type { Spot } from "./spots";

export interface Scene {
  routes: Route[];
  /** Keys of routes and changes of which no year is known, while years are asked for. */
  faint: Set<string>;
  changes: Change[];
  spots: Spot[];
}

export interface Marks { chosen: Set<string>; near: Set<string> }

export interface Sheet { width: number; height: number; place: (degrees: Degrees) => Point }

/** A leg with the way that it is drawn. */
interface Drawn { leg: Leg; curve: Bow }

const size = 15; // pixels of a sign

export function overlay(scene: Scene, marks: Marks, sheet: Sheet): SVGGElement[] {
  return new Overlay(scene, marks, sheet).layers();
}

class Overlay {
  private readonly taken: Box[] = [];
  private readonly wishes: (Wish & { lines: string[]; kind: string })[] = [];
  /** Pixels of a way to an end that is unknown. */
  private readonly stub: number;
  private readonly points = new Map<string, Point>();
  private readonly bows = new Map<string, Drawn[]>();
  private readonly isChoosing: boolean;

  constructor(private readonly scene: Scene, private readonly marks: Marks, private readonly sheet: Sheet) {
    this.isChoosing = scene.spots.some((s) => this.isMarked(s.key)) || scene.routes.some((r) => this.isMarked(r.key)) || scene.changes.some((c) => this.isMarked(c.claim));
    this.stub = sheet.width < 480 ? 24 : 38;
    for (const spot of scene.spots) this.points.set(spot.key, sheet.place(spot.at));
  }

  layers(): SVGGElement[] {
    for (const spot of this.scene.spots) this.reserve(spot);
    const legs = this.scene.routes.map((route) => this.route(route));
    const spots = this.scene.spots.toSorted((a, b) => a.roles.length - b.roles.length || Number(this.isMarked(a.key)) - Number(this.isMarked(b.key))).map((spot) => this.spot(spot));
    const changes = this.scene.changes.map((change) => this.change(change));
    return [layer("legs", legs), layer("spots", spots), layer("changes", changes), layer("names", this.names())];
  }

  private isMarked(key: string): boolean {
    return this.marks.chosen.has(key) || this.marks.near.has(key);
  }

  /** The classes that tell how something stands to what is chosen. */
  private state(keys: string[], faint = false): string {
    const state = keys.some((key) => this.marks.chosen.has(key)) ? " chosen" : keys.some((key) => this.marks.near.has(key)) ? " near" : this.isChoosing ? " apart" : "";
    return state + (faint ? " faint" : "");
  }

  private isFaint({ routes }: Spot): boolean {
    return routes.length > 0 && routes.every((key) => this.scene.faint.has(key));
  }

  private reserve(spot: Spot): void {
    const point = this.points.get(spot.key);
    if (!point) return;
    const half = Math.max(1, spot.roles.length) * (size / 2) + (spot.isRegion ? 3 : 1);
    if (spot.roles.length > 0) this.taken.push(around(point, half, size / 2 + 2));
    const isChosen = this.marks.chosen.has(spot.key);
    this.wish(point, half + 4, [spot.name], (spot.roles.length > 0 || isChosen ? "place" : "place minor") + this.state([spot.key], this.isFaint(spot)), isChosen ? 9 : this.isMarked(spot.key) ? 8 : spot.roles.length > 0 ? 5 + spot.roles.length : 1);
  }

  private wish(point: Point, off: number, lines: string[], kind: string, rank: number): void {
    const letter = kind.includes("minor") || kind.includes("cause") ? 5.7 : 6.3;
    this.wishes.push({ ...point, off, lines, kind, rank, isFar: kind.startsWith("cause"), width: Math.max(...lines.map((line) => line.length)) * letter + 4, height: lines.length * 13 + 1 });
  }

  private route(route: Route): SVGGElement {
    const state = this.state([route.key, ...route.stops.map((s) => s.claim)], this.scene.faint.has(route.key));
    const group = draw("g", { class: `route${state}`, "data-key": route.key }, draw("title", {}, route.name));
    const drawn: Drawn[] = [];
    for (const leg of route.legs) {
      const [from, to] = [this.pointOf(leg.from), this.pointOf(leg.to)];
      if (from && to) {
        const curve = bow(from, to, 0.16 + 0.09 * this.between(leg), size * 0.75);
        drawn.push({ leg, curve });
        group.append(...line(curve, leg.standing));
      } else if (from || to) group.append(...this.open(from ?? to ?? { x: 0, y: 0 }, leg, drawn, this.others(route, leg), state));
    }
    this.bows.set(route.key, drawn);
    return group;
  }

  private pointOf(stop: Stop | null): Point | null {
    return stop ? this.points.get(stop.key) ?? null : null;
  }

  /** How many legs that join the same places came before. */
  private readonly pairs = new Map<string, number>();
  private between({ from, to }: Leg): number {
    const pair = `${from?.key} ${to?.key}`;
    const nth = this.pairs.get(pair) ?? 0;
    this.pairs.set(pair, nth + 1);
    return nth;
  }

  private others(route: Route, { from, to }: Leg): Point[] {
    const own = from?.at ? from : to;
    return route.stops.filter((s) => s.key !== own?.key).flatMap((s) => this.pointOf(s) ?? []);
  }

  /** A short way to an end that no text gives, or gives no bounds. */
  private open(point: Point, leg: Leg, drawn: Drawn[], others: Point[], state: string): SVGElement[] {
    const { from, to, standing } = leg;
    const end = this.free(point, others);
    const isTowards = Boolean(from?.at && this.pointOf(from));
    const curve = isTowards ? bow(point, end, 0.05, size * 0.75) : bow(end, point, 0.05, size * 0.75);
    this.taken.push(around(end, 8, 8));
    const unknown = isTowards ? to : from;
    if (unknown) this.wish(end, 10, [unknown.place], `place unknown${state}`, 4);
    drawn.push({ leg, curve });
    return [
      draw("path", { class: "leg unknown", d: pathOf(curve) }), draw("path", { class: `head ${standing}`, d: headOf(curve, 7) }),
      draw("circle", { class: "unknown-end", cx: end.x, cy: end.y, r: 7 }), sign(end, "?", "unknown-sign"),
      draw("path", { class: "reach", d: pathOf(curve) }),
    ];
  }

  /** Where around a point there is room, away from where its route goes on. */
  private free(point: Point, others: Point[], far = this.stub): Point {
    const away = others.length === 0 ? Math.PI * 1.1 : Math.atan2(point.y - mean(others).y, point.x - mean(others).x);
    const turns = [0, 0.6, -0.6, 1.2, -1.2, 1.8, -1.8, 2.4, -2.4, Math.PI];
    const tries = [far, far * 1.5, far * 2.2].flatMap((far) => turns.map((turn) => ({ x: point.x + Math.cos(away + turn) * far, y: point.y + Math.sin(away + turn) * far })));
    const within = { left: 8, top: 8, right: this.sheet.width - 8, bottom: this.sheet.height - 8 };
    return tries.find((p) => p.x > within.left && p.x < within.right && p.y > within.top && p.y < within.bottom && this.isFree(around(p, 10, 10))) ?? tries[0] ?? point;
  }

  private spot(spot: Spot): SVGGElement {
    const point = this.points.get(spot.key) ?? { x: 0, y: 0 };
    const group = draw("g", { class: `spot${this.state([spot.key], this.isFaint(spot))}`, "data-key": spot.key }, draw("title", {}, titleOf(spot)));
    if (spot.roles.length === 0) {
      group.append(draw("circle", { class: "dot", cx: point.x, cy: point.y, r: 3.5 }), draw("circle", { class: "reach", cx: point.x, cy: point.y, r: 9 }));
      return group;
    }
    const half = (spot.roles.length * size) / 2;
    if (spot.isRegion) group.append(draw("rect", { class: "region", x: point.x - half - 4, y: point.y - size / 2 - 4, width: 2 * half + 8, height: size + 8, rx: size / 2 + 4 }));
    spot.roles.forEach((role, i) => {
      const middle = { x: point.x - half + size * (i + 0.5), y: point.y };
      group.append(roleSign(role, middle), sign(middle, text.letters[role], "letter"));
    });
    return group;
  }

  /** An arrow from the route that was given up to the one that took its place; or a number at a route that changed otherwise. */
  private change(change: Change): SVGGElement {
    const group = draw("g", { class: `change ${change.standing}${this.state([change.claim], this.scene.faint.has(change.claim))}`, "data-key": change.claim }, draw("title", {}, change.text));
    const [from, to] = [this.anchor(change.from?.key, change.to?.key), this.anchor(change.to?.key, change.from?.key)];
    if (from && to) {
      const curve = this.clearest([bow(from, to, -0.22, 6), bow(from, to, 0.22, 6), bow(from, to, -0.4, 6), bow(from, to, 0.4, 6)]);
      const on = [0.5, 0.4, 0.6, 0.32, 0.68].map((part) => along(curve, part));
      group.append(
        draw("path", { class: "casing", d: pathOf(curve) }), draw("path", { class: "shaft", d: pathOf(curve) }), draw("path", { class: "tip", d: headOf(curve, 11) }),
        givenUp(from), ...this.badge(on.find((p) => this.isFree(around(p, 9, 9))) ?? middle(curve), change, true));
      for (const part of [0, 0.2, 0.4, 0.6, 0.8, 1]) this.taken.push(around(along(curve, part), 6, 6));
    } else {
      const only = from ?? to;
      if (only) {
        const badge = this.free(only, [], 19);
        group.append(draw("path", { class: "leader", d: `M${at(only)}L${at(badge)}` }), ...this.badge(badge, change, false));
      }
    }
    return group;
  }

  private isFree(box: Box): boolean {
    return !this.taken.some((other) => overlap(box, other));
  }

  /** The bow that crosses the fewest signs. */
  private clearest(curves: Bow[]): Bow {
    const crossed = (curve: Bow): number => [0.15, 0.3, 0.45, 0.55, 0.7, 0.85].filter((part) => !this.isFree(around(along(curve, part), 7, 7))).length;
    const [best] = curves.toSorted((a, b) => crossed(a) - crossed(b));
    return best ?? bow({ x: 0, y: 0 }, { x: 0, y: 0 }, 0, 0);
  }

  /** Where the arrows of a route begin and end: at its only place, or in the middle of the leg that it shares least with the other route. */
  private anchor(route = "", other = ""): Point | null {
    const drawn = this.bows.get(route) ?? [];
    const own = this.scene.routes.find((r) => r.key === route)?.stops ?? [];
    const theirs = this.scene.routes.find((r) => r.key === other)?.stops ?? [];
    const only = own.length === 1 ? this.pointOf(own[0] ?? null) : null;
    const shared = ({ leg }: Drawn): number => [leg.from, leg.to].filter((end) => !end?.at || theirs.some((s) => s.key === end.key)).length;
    const [best] = drawn.toSorted((a, b) => shared(a) - shared(b) || distance(b.curve.from, b.curve.to) - distance(a.curve.from, a.curve.to));
    return only ?? (best ? middle(best.curve) : null);
  }

  private badge(point: Point, change: Change, isArrow: boolean): SVGElement[] {
    this.taken.push(around(point, 10, 10));
    if (isArrow && this.sheet.width > 560) {
      const causes = change.causes.map((c) => c.name).join("; ");
      this.wish(point, 13, wrapped(`${change.number}: ${causes ? `${text.because} ${causes}` : text.noCause}`, 30), `cause${this.state([change.claim], this.scene.faint.has(change.claim))}`, 7);
    }
    return [draw("circle", { class: "badge-of", cx: point.x, cy: point.y, r: 9 }), sign(point, String(change.number), "number")];
  }

  private names(): SVGGElement[] {
    const within = { left: 4, top: 4, right: this.sheet.width - 4, bottom: this.sheet.height - 4 };
    return placed(this.wishes, this.taken, within).flatMap((box, i) => {
      const wish = this.wishes[i];
      if (!box || !wish) return [];
      const lines = wish.lines.map((words, nth) => draw("text", { x: (box.left + box.right) / 2, y: box.top + 10.5 + nth * 13 }, words));
      return [draw("g", { class: `name ${wish.kind}` }, ...lines)];
    });
  }
}

function layer(name: string, groups: SVGGElement[]): SVGGElement {
  return draw("g", { class: name }, ...groups);
}

function line(curve: Bow, standing: string): SVGElement[] {
  return [draw("path", { class: `leg ${standing}`, d: pathOf(curve) }), draw("path", { class: `head ${standing}`, d: headOf(curve, 8) }), draw("path", { class: "reach", d: pathOf(curve) })];
}

function sign({ x, y }: Point, words: string, kind: string): SVGElement {
  return draw("text", { class: kind, x, y }, words);
}

/** A round sign, a square and a diamond, so that roles are told without colours and letters. */
export function roleSign(role: keyof typeof text.letters, { x, y }: Point): SVGElement {
  const half = size / 2;
  if (role === "origin") return draw("circle", { class: `role ${role}`, cx: x, cy: y, r: half - 0.5 });
  if (role === "transit") return draw("rect", { class: `role ${role}`, x: x - half + 1, y: y - half + 1, width: size - 2, height: size - 2 });
  return draw("path", { class: `role ${role}`, d: `M${x} ${y - half - 1.5}L${x + half + 1.5} ${y}L${x} ${y + half + 1.5}L${x - half - 1.5} ${y}Z` });
}

/** A cross where a route was given up. */
function givenUp({ x, y }: Point): SVGElement {
  return draw("path", { class: "given-up", d: `M${x - 5} ${y - 5}L${x + 5} ${y + 5}M${x + 5} ${y - 5}L${x - 5} ${y + 5}` });
}

function titleOf(spot: Spot): string {
  const what = spot.roles.length > 0 ? spot.roles.map((r) => text.roles[r]).join(", ") : text.eventPlace;
  return `${spot.name}: ${what}${spot.isRegion ? `; ${text.regionPoint}` : ""}`;
}

function around({ x, y }: Point, across: number, down: number): Box {
  return { left: x - across, right: x + across, top: y - down, bottom: y + down };
}

function mean(points: Point[]): Point {
  return { x: points.reduce((sum, p) => sum + p.x, 0) / points.length, y: points.reduce((sum, p) => sum + p.y, 0) / points.length };
}
