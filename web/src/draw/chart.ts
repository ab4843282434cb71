// The drawing of an atlas: sigma draws discs and lines, and moves; two layers of
// ours draw above them what is written, and what is pointed at. While it moves
// only discs are drawn.

import { MultiDirectedGraph } from "graphology";
import Sigma from "sigma";
import type { EdgeProgramType } from "sigma/rendering";
import type { CameraState } from "sigma/types";

import type { AtlasAnswer, AtlasGroup, AtlasNode } from "../service/shapes";
import { type LineData, restingLines } from "./lines";
import { Motion } from "./motion";
import { type Palette, palette } from "./palette";
import { leastZoom, mostZoom, pixels, type Place, reachOf } from "./place";
import { type Item, mixOf, Writing } from "./writing";

export interface ChartChoices {
  node(key: string): void;
  group(group: AtlasGroup): void;
  menu(key: string, at: { x: number; y: number }): void;
  /** The reader came to rest elsewhere. */
  moved(place: Place): void;
  /** What a group is said to hold while it is pointed at. */
  words(item: AtlasNode | AtlasGroup): string[];
}

interface Disc { x: number; y: number; size: number; color: string }
type Line = Partial<LineData>;

export class Chart {
  private readonly sigma: Sigma<Disc, Line>;
  private readonly watch: ResizeObserver;
  private readonly reach: number;
  private readonly centre: { x: number; y: number };
  private colours: Palette = palette();
  private items: Item[] = [];
  private byKey = new Map<string, Item>();
  private chosen: ReadonlySet<string> = new Set();
  private hovered: Item | null = null;
  private readonly motion: Motion;

  constructor(private readonly container: HTMLElement, private answer: AtlasAnswer, place: Place, private readonly choices: ChartChoices) {
    const { bounds } = answer;
    this.reach = reachOf(bounds);
    this.centre = { x: (bounds.left + bounds.right) / 2, y: (bounds.bottom + bounds.top) / 2 };
    this.sigma = new Sigma<Disc, Line>(this.graphOf(place.zoom), container, {
      renderLabels: false,
      renderEdgeLabels: false,
      defaultEdgeType: "line",
      edgeProgramClasses: { line: restingLines(() => this.isMoving()) as unknown as EdgeProgramType<Disc, Line> },
      defaultDrawNodeHover: () => {},
      stagePadding: 0,
      minCameraRatio: 1 / mostZoom(bounds),
      maxCameraRatio: 1 / leastZoom,
      allowInvalidContainer: true,
      zoomToSizeRatioFunction: (ratio) => ratio, // discs are as wide as what lies in them
    });
    for (const name of ["writing", "pointing"]) {
      this.sigma.createCanvasContext(name, { style: { pointerEvents: "none" }, beforeLayer: "mouse" } as { style: Partial<CSSStyleDeclaration> });
    }
    const half = this.reach / 2;
    this.sigma.setCustomBBox({ x: [this.centre.x - half, this.centre.x + half], y: [this.centre.y - half, this.centre.y + half] });
    this.sigma.resize(true);
    this.sigma.getCamera().setState(this.cameraAt(place));
    this.motion = new Motion(this.sigma, () => {
      this.point(null);
      this.clear("writing");
    }, () => {
      this.sigma.scheduleRender();
      this.choices.moved(this.place());
    });
    this.listen();
    this.sigma.refresh();
    this.watch = new ResizeObserver(() => this.resize());
    this.watch.observe(container);
  }

  /** Draws another answer; what is shown until then stays. */
  show(answer: AtlasAnswer, place: Place): void {
    this.answer = answer;
    this.point(null);
    this.draw(place.zoom);
  }

  /** Looks elsewhere; `moved` is told once that is reached. */
  look(place: Place, gently: boolean): void {
    const camera = this.sigma.getCamera();
    const still = !gently || matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (still) camera.setState(this.cameraAt(place));
    else void camera.animate(this.cameraAt(place), { duration: 250 });
  }

  /** Marks what is read beside the drawing. */
  choose(keys: string[]): void {
    this.chosen = new Set(keys);
    this.paint();
  }

  recolour(): void {
    this.colours = palette();
    this.draw(this.place().zoom);
  }

  end(): void {
    this.motion.end();
    this.watch.disconnect();
    this.sigma.kill();
  }

  private cameraAt({ x, y, zoom }: Place): CameraState {
    return { x: 0.5 + (x - this.centre.x) / this.reach, y: 0.5 + (y - this.centre.y) / this.reach, ratio: 1 / zoom, angle: 0 };
  }

  private place(): Place {
    const { x, y, ratio } = this.sigma.getCamera().getState();
    return { x: this.centre.x + (x - 0.5) * this.reach, y: this.centre.y + (y - 0.5) * this.reach, zoom: 1 / ratio };
  }

  private draw(zoom: number): void {
    this.sigma.getGraph().clear(); // or sigma would keep what it knows of it
    this.sigma.setGraph(this.graphOf(zoom));
  }

  /** The graph that sigma draws: discs whose sizes are those where all is in view. */
  private graphOf(zoom: number): MultiDirectedGraph<Disc, Line> {
    const size = { width: this.container.offsetWidth, height: this.container.offsetHeight };
    const each = pixels(zoom, this.answer.bounds, size);
    const { groups, nodes, relationships } = this.answer;
    this.items = [
      ...groups.map((group): Item => ({ key: group.id, x: group.x, y: group.y, radius: Math.max(3, group.radius * each), group, node: null })),
      ...nodes.map((node): Item => ({ key: node.key, x: node.x, y: node.y, radius: Math.min(Math.max(2.5, each * 0.3), 11), group: null, node })),
    ];
    this.byKey = new Map(this.items.map((item) => [item.key, item]));
    const graph = new MultiDirectedGraph<Disc, Line>();
    for (const item of this.items) {
      const color = item.group ? this.colours.ground(mixOf(item.group)[0]?.[0] ?? "") : this.colours.kind(item.node?.label ?? "");
      graph.addNode(item.key, { x: item.x, y: item.y, size: item.radius / zoom, color });
    }
    const most = relationships[0]?.count ?? 1;
    const few = Math.min(1, Math.sqrt(150 / relationships.length)); // many lines are fainter
    for (const [i, { from, to, type, count }] of relationships.entries()) {
      if (!this.byKey.has(from) || !this.byKey.has(to)) continue;
      const share = Math.log1p(count) / Math.log1p(most);
      graph.addEdgeWithKey(String(i), from, to, {
        size: (type ? 1.2 : 0.8 + 2.2 * share) / Math.sqrt(zoom), color: this.colours.line("frame"), bend: 0.06, dash: 0, arrow: type ? 1 : 0,
        opacity: (type ? 0.6 : 0.12 + 0.4 * share) * few,
      });
    }
    return graph;
  }

  private resize(): void {
    if (this.container.offsetWidth === 0) return;
    this.sigma.resize();
    this.sigma.refresh();
    this.motion.settle();
  }

  // What is at a place is reckoned here: sigma reads it back from what was drawn,
  // for which it waits for the drawing to be done.
  private listen(): void {
    this.sigma.on("afterRender", () => this.paint());
    const [mouse, touch] = [this.sigma.getMouseCaptor(), this.sigma.getTouchCaptor()];
    mouse.removeAllListeners();
    touch.removeAllListeners();
    mouse.on("mousemove", (at) => this.point(this.motion.moving ? null : this.at(at)));
    mouse.on("mouseleave", () => this.point(null));
    mouse.on("click", (at) => this.take(this.at(at)));
    touch.on("tap", ({ touches, previousTouches }) => {
      const at = touches[0] ?? previousTouches[0];
      if (at) this.take(this.at(at));
    });
    mouse.on("rightClick", (at) => {
      const item = this.at(at);
      if (!item?.node) return;
      at.original.preventDefault();
      const box = this.container.getBoundingClientRect();
      this.choices.menu(item.key, { x: box.left + at.x, y: box.top + at.y });
    });
  }

  private isMoving(): boolean {
    return this.motion?.moving ?? false; // sigma draws while it is made
  }

  private take(item: Item | null): void {
    if (item?.node) this.choices.node(item.key);
    else if (item?.group) this.choices.group(item.group);
  }

  /** What is at a place of the screen: the nearest node, else the smallest group. */
  private at({ x, y }: { x: number; y: number }): Item | null {
    const here = this.sigma.viewportToGraph({ x, y });
    const each = pixels(this.place().zoom, this.answer.bounds, this.sigma.getDimensions());
    const slack = 3;
    let best: Item | null = null;
    let least = Infinity;
    for (const item of this.items) {
      const away = Math.hypot(item.x - here.x, item.y - here.y) * each;
      if (away > item.radius + slack) continue;
      const rank = item.node ? away - 1e6 : item.radius;
      if (rank < least) [best, least] = [item, rank];
    }
    return best;
  }

  private clear(layer: string): CanvasRenderingContext2D | null {
    const context = this.sigma.getCanvases()[layer]?.getContext("2d") ?? null;
    const { width, height } = this.sigma.getDimensions();
    context?.clearRect(0, 0, width, height);
    return context;
  }

  /** The items that are on the screen, as they are written on. */
  private onScreen(): Item[] {
    const { width, height } = this.sigma.getDimensions();
    return this.items.flatMap((item) => {
      const at = this.sigma.graphToViewport(item);
      const { radius } = item;
      return at.x < -radius || at.y < -radius || at.x > width + radius || at.y > height + radius ? [] : [{ ...item, ...at }];
    });
  }

  private paint(): void {
    this.container.dataset["drawn"] = String(this.items.length);
    if (this.motion.moving) return;
    const context = this.clear("writing");
    if (!context) return;
    const { width } = this.sigma.getDimensions();
    new Writing(context, this.colours, width).all(this.onScreen(), this.chosen);
  }

  /** Shows what an item is joined with, and what it is called. */
  private point(item: Item | null): void {
    if (item === this.hovered) return;
    this.hovered = item;
    this.container.classList.toggle("pointing", item !== null);
    const context = this.clear("pointing");
    if (!context || !item) return;
    const at = this.sigma.graphToViewport(item);
    const joined = this.answer.relationships.flatMap(({ from, to }) => {
      const other = this.byKey.get(from === item.key ? to : to === item.key ? from : "");
      return other ? [this.sigma.graphToViewport(other)] : [];
    });
    const words = this.choices.words(item.node ?? item.group ?? raise(item.key));
    const { width, height } = this.sigma.getDimensions();
    new Writing(context, this.colours, width).pointed({ ...item, ...at }, joined, words, height);
  }
}

function raise(key: string): never {
  throw new Error(`${key} is neither a node nor a group`);
}

