// The drawing: sigma draws nodes and relationships; two layers of ours draw the
// lanes beneath them and the names above, in step with its camera.

import { MultiDirectedGraph } from "graphology";
import Sigma from "sigma";
import type { EdgeProgramType } from "sigma/rendering";
import type { EdgeDisplayData, NodeDisplayData } from "sigma/types";

import { type LineData, restingLines } from "./lines";
import { Motion } from "./motion";
import { fontOf, lineHeight, measured, type Spot, type Taken, wrap, write, type Written } from "./names";
import { type Palette, palette } from "./palette";
import type { Roll } from "./roll";
import { boxOf, fit, legible, type Scale } from "./scale";
import type { Picture, PlacedNode, Relationship } from "../service/shapes";
import { kindOf } from "../texts/words";
import { Writing } from "./writing";
import { text } from "../texts/drawing";

export interface Choices {
  /** A node was asked what can be done with it, at a place of the screen. */
  menu?(key: string, at: { x: number; y: number }): void;
  node(key: string): void;
  /** A line or sign of the legend was chosen. */
  pick?(facet: "standing" | "label", value: string): void;
  relationship(relationship: Relationship): void;
}

interface NodeAttributes { x: number; y: number; node: PlacedNode }
interface EdgeAttributes { relationship: Relationship; bend: number }

interface NamedSpot extends Spot { hidden: number; label: string; dim: boolean }

// How clearly lines are seen while nothing is picked out, by their standing: the
// fewer there are the more. Of the whole business they are faint, so that names
// can be read between them; what is in dispute is always seen.
const plain: Record<string, number> = { frame: 0.5, asserted: 0.7, reported: 0.8, disputed: 0.85 };
const thin: Record<string, number> = { frame: 0.14, asserted: 0.26, reported: 0.8, disputed: 0.85 };
const faint: Record<string, number> = { frame: 0.05, asserted: 0.1, reported: 0.3, disputed: 0.85 };

const [leastZoom, mostZoom] = [0.2, 2.5];
const stripHeight = 26; // of the names of lanes that stay in sight, in pixels

let drawable: boolean | null = null;

/** Whether this browser can draw at all; tried once, as each try takes one of its few contexts. */
export function canDraw(): boolean {
  const probe = document.createElement("canvas");
  drawable ??= Boolean(probe.getContext("webgl2") ?? probe.getContext("webgl"));
  return drawable;
}

/** From so many nodes on, lines and names rest while the drawing moves. */
const restsFrom = 200;
/** From so many on, what is pointed at is written over the drawing, which stays as it is. */
const stillFrom = 500;
/** More names than these are not written at once. */
const mostNames = 400;

export class Canvas {
  private graph = new MultiDirectedGraph<NodeAttributes, EdgeAttributes>();
  private readonly sigma: Sigma<NodeAttributes, EdgeAttributes>;
  private readonly motion: Motion;
  private readonly watch: ResizeObserver;
  private scale: Scale;
  private colours: Palette = palette();
  private chosen: ReadonlySet<string> = new Set();
  private hovered = "";
  private hoveredLine = "";
  /** Where the headings of lanes and bands stand at present. */
  private headings: Taken[] = [];
  /** Of a drawing that is scrolled: 1 while its names can be read. */
  private zoomed = 1;
  private readonly follow = (): void => this.lookAtScrolled();

  /** Draws in a container; where that stands in a roll, all that is wider or taller than it is scrolled. */
  constructor(private readonly container: HTMLElement, private picture: Picture, choices: Choices, private readonly roll: Roll | null) {
    this.scale = this.measure();
    this.fill();
    this.sigma = new Sigma<NodeAttributes, EdgeAttributes>(this.graph, container, {
      renderLabels: false,
      renderEdgeLabels: false,
      enableEdgeEvents: true,
      enableCameraZooming: !roll,
      enableCameraPanning: !roll,
      defaultEdgeType: "line",
      edgeProgramClasses: { line: restingLines(() => this.rests()) as unknown as EdgeProgramType<NodeAttributes, EdgeAttributes> },
      defaultDrawNodeHover: () => {},
      stagePadding: 0,
      zIndex: true,
      minCameraRatio: 0.08,
      maxCameraRatio: 1.6,
      allowInvalidContainer: true,
      zoomToSizeRatioFunction: (ratio) => Math.pow(ratio, 0.4),
      nodeReducer: (key, data) => this.nodeLook(key, data),
      edgeReducer: (key, data) => this.lineLook(key, data),
    });
    this.layer("lanes", "edges");
    this.layer("names", "mouse");
    this.layer("pointed", "mouse");
    this.sigma.resize(true);
    this.fitBox();
    this.motion = new Motion(this.sigma, () => this.pointed(""), () => {
      if (this.graph.order > restsFrom) this.sigma.scheduleRender();
    });
    this.listen(choices);
    if (roll) {
      this.sigma.getTouchCaptor().enabled = false; // a finger scrolls, a tap is a click
      roll.element.addEventListener("scroll", this.follow, { passive: true });
    }
    this.watch = new ResizeObserver(() => this.resize());
    this.watch.observe(container);
  }

  /** Draws another picture in the place of this one; where the reader looks stays. */
  update(picture: Picture): void {
    this.picture = picture;
    this.hovered = "";
    this.hoveredLine = "";
    this.scale = this.measure();
    this.graph.clear(); // or sigma would keep what it knows of it
    this.graph = new MultiDirectedGraph(); // sigma would hear of each node that is added
    this.fill();
    this.chosen = new Set([...this.chosen].filter((key) => this.graph.hasNode(key)));
    this.boxed();
    this.sigma.setGraph(this.graph);
    this.lookAtScrolled();
  }

  /** Marks what is read beside the drawing: a node, or the ends of a statement. */
  choose(keys: string[]): void {
    const before = [...this.chosen].join(" ");
    this.chosen = new Set(keys.filter((key) => this.graph.hasNode(key)));
    if ([...this.chosen].join(" ") === before) return;
    this.sigma.scheduleRefresh();
    this.bringIntoView();
  }

  /** Points at a node from outside of the drawing, such as from the list. */
  point(key: string): void {
    this.hovered = this.graph.hasNode(key) ? key : "";
    this.sigma.scheduleRefresh();
  }

  zoom(by: number): void {
    if (this.roll) {
      this.stretch(Math.max(leastZoom, Math.min(mostZoom, this.zoomed * by)));
      return;
    }
    const camera = this.sigma.getCamera();
    void camera.animate({ ratio: camera.getBoundedRatio(camera.ratio / by) }, { duration: this.duration() });
  }

  showAll(): void {
    if (this.roll) {
      this.stretch(leastZoom);
      return;
    }
    void this.sigma.getCamera().animate({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }, { duration: this.duration() });
  }

  /** Gives a drawing that is scrolled more or less room. */
  private stretch(zoom: number): void {
    this.zoomed = zoom;
    this.resize();
  }

  /** Reads the colours anew, after a change from light to dark. */
  recolour(): void {
    this.colours = palette();
    this.sigma.scheduleRefresh();
  }

  end(): void {
    this.motion.end();
    this.watch.disconnect();
    this.roll?.element.removeEventListener("scroll", this.follow);
    this.sigma.kill();
  }

  private duration(): number {
    return matchMedia("(prefers-reduced-motion: reduce)").matches ? 1 : 250;
  }

  private layer(name: string, before: string): void {
    const style = { pointerEvents: "none" };
    // Sigma hands beforeLayer on, but does not declare it.
    this.sigma.createCanvasContext(name, { style, beforeLayer: before } as { style: Partial<CSSStyleDeclaration> });
  }

  private measure(): Scale {
    const { offsetWidth: width, offsetHeight: height } = this.container;
    const box = boxOf(this.picture);
    if (!this.roll) return fit(box, Math.max(width, 1), Math.max(height, 1));
    const whole = legible(box, Math.max(width, 1), Math.max(height, 1), this.zoomed);
    this.roll.extend(whole.width, whole.height);
    return { ...whole, y: (of) => whole.y(of) - (whole.height - height) }; // it begins at the top
  }

  private fill(): void {
    for (const node of this.picture.nodes) this.graph.mergeNode(node.key, { x: this.scale.x(node.x), y: this.scale.y(node.y), node });
    const between = new Map<string, number>();
    for (const relationship of this.picture.relationships) {
      const { from, to } = relationship;
      if (!this.graph.hasNode(from) || !this.graph.hasNode(to) || from === to) continue;
      const pair = from < to ? `${from} ${to}` : `${to} ${from}`;
      const nth = between.get(pair) ?? 0;
      between.set(pair, nth + 1);
      this.graph.addDirectedEdge(from, to, { relationship, bend: (0.08 + 0.09 * Math.floor((nth + 1) / 2)) * (nth % 2 === 0 ? 1 : -1) });
    }
  }

  /** Makes one unit of the graph one pixel while all is shown. */
  private boxed(): void {
    const { width, height } = this.sigma.getDimensions();
    this.sigma.setCustomBBox({ x: [0, width], y: [0, height] });
  }

  private fitBox(): void {
    this.boxed();
    this.sigma.refresh();
    this.lookAtScrolled();
  }

  /** Has the camera look where the reader has scrolled to. */
  private lookAtScrolled(): void {
    if (!this.roll) return;
    const { width, height } = this.sigma.getDimensions();
    const { x, y } = this.roll.passed;
    const [camera, unit] = [this.sigma.getCamera(), Math.max(width, height)];
    camera.enabledPanning = true; // by this only
    camera.setState({ x: 0.5 + x / unit, y: 0.5 - y / unit });
    camera.enabledPanning = false;
  }

  private resize(): void {
    if (this.container.offsetWidth === 0) return;
    this.scale = this.measure();
    this.graph.updateEachNodeAttributes((_, attributes) => ({ ...attributes, x: this.scale.x(attributes.node.x), y: this.scale.y(attributes.node.y) }), { attributes: ["x", "y"] });
    this.sigma.resize();
    this.fitBox();
    if (this.roll) this.bringIntoView();
  }

  private listen(choices: Choices): void {
    this.sigma.on("afterRender", () => this.paint());
    this.sigma.on("clickNode", ({ node }) => choices.node(node));
    this.sigma.on("clickEdge", ({ edge }) => choices.relationship(this.graph.getEdgeAttribute(edge, "relationship")));
    this.sigma.on("rightClickNode", (payload) => {
      if (!choices.menu) return;
      payload.preventSigmaDefault();
      payload.event.original.preventDefault();
      const box = this.container.getBoundingClientRect();
      choices.menu(payload.node, { x: box.left + payload.event.x, y: box.top + payload.event.y });
    });
    this.sigma.on("doubleClickNode", (payload) => payload.preventSigmaDefault());
    const hover = (node: string, line: string): void => {
      this.container.classList.toggle("pointing", node !== "" || line !== "");
      if (this.graph.order > stillFrom) {
        this.pointed(node);
        return;
      }
      this.hovered = node;
      this.hoveredLine = line;
      this.sigma.scheduleRefresh();
    };
    this.sigma.on("enterNode", ({ node }) => hover(node, ""));
    this.sigma.on("leaveNode", () => hover("", ""));
    this.sigma.on("enterEdge", ({ edge }) => hover("", edge));
    this.sigma.on("leaveEdge", () => hover("", ""));
    this.restrain(hover);
  }

  /**
   * Has sigma look less often at what is where: it reads that back from what was
   * drawn, and waits for the drawing to be done.
   */
  private restrain(hover: (node: string, line: string) => void): void {
    const mouse = this.sigma.getMouseCaptor();
    const heard = mouse.listeners("mousemove");
    for (const kind of ["mousemove", "wheel", "mousedown", "mouseup"] as const) mouse.removeAllListeners(kind);
    let over = "";
    mouse.on("mousemove", (at) => {
      if (this.rests()) return;
      if (this.graph.order <= stillFrom) {
        for (const hear of heard) hear(at);
        return;
      }
      const now = this.nodeAt(at);
      if (now !== over) hover(now, "");
      over = now;
    });
  }

  /** The node at a place of the screen. */
  private nodeAt(at: { x: number; y: number }): string {
    const here = this.sigma.viewportToGraph(at);
    const slack = 2;
    const each = 1 / this.sigma.getCamera().ratio;
    return this.graph.findNode((key, { x, y }) => Math.hypot(x - here.x, y - here.y) * each < this.sigma.scaleSize(this.sigma.getNodeDisplayData(key)?.size ?? 0) + slack) ?? "";
  }

  /** Whether what takes long to draw is left out, as long as the drawing moves. */
  private rests(): boolean {
    return this.graph.order > restsFrom && (this.motion?.moving ?? false); // sigma draws while it is made
  }

  /** Writes over a large drawing what a node is joined with, and its name. */
  private pointed(key: string): void {
    const context = this.context("pointed");
    const { width, height } = this.sigma.getDimensions();
    context?.clearRect(0, 0, width, height);
    const shown = this.sigma.getNodeDisplayData(key);
    if (!context || !shown || this.rests()) return;
    const place = (of: string): { x: number; y: number } => this.sigma.graphToViewport(this.graph.getNodeAttributes(of));
    const radius = this.sigma.scaleSize(shown.size);
    new Writing(context, this.colours, width).pointed({ ...place(key), radius }, this.graph.neighbors(key).map(place), [this.graph.getNodeAttribute(key, "node").name], height);
  }

  private bringIntoView(): void {
    const [first] = this.chosen;
    if (first === undefined) return;
    const { width, height } = this.sigma.getDimensions();
    const node = this.graph.getNodeAttributes(first);
    if (this.roll) {
      // What sigma tells is of its last frame, which may be from before the scroll.
      const { x, y } = this.roll.passed;
      const at = { x: node.x - x, y: height - node.y - y };
      if (at.x < 0 || at.y < stripHeight + 10 || at.x > width - 90 || at.y > height - 20) this.roll.goTo(node.x, height - node.y);
      return;
    }
    const at = this.sigma.graphToViewport(node);
    if (at.x >= 0 && at.y >= 0 && at.x <= width && at.y <= height) return;
    const shown = this.sigma.getNodeDisplayData(first);
    if (shown) void this.sigma.getCamera().animate({ x: shown.x, y: shown.y }, { duration: this.duration() });
  }

  /** Whether something is picked out, so that the rest steps back. */
  private focused(): boolean {
    return this.chosen.size > 0 || this.hovered !== "" || this.hoveredLine !== "";
  }

  private isCentre(key: string): boolean {
    return key === this.hovered || this.chosen.has(key) || (this.hoveredLine !== "" && this.graph.extremities(this.hoveredLine).includes(key));
  }

  private isNear(key: string): boolean {
    if (this.isCentre(key)) return true;
    if (this.hovered !== "" && this.graph.areNeighbors(key, this.hovered)) return true;
    return this.chosen.size === 1 && [...this.chosen].some((centre) => this.graph.areNeighbors(key, centre));
  }

  private isLit(edge: string): boolean {
    if (edge === this.hoveredLine) return true;
    const [from, to] = this.graph.extremities(edge);
    if (from === this.hovered || to === this.hovered) return true;
    return this.chosen.size === 1 ? this.chosen.has(from) || this.chosen.has(to) : this.chosen.has(from) && this.chosen.has(to);
  }

  private nodeLook(key: string, { x, y, node }: NodeAttributes): Partial<NodeDisplayData> {
    const dim = this.focused() && !this.isNear(key);
    return {
      x, y,
      size: this.sizeOf(node.label) * (node.share === undefined ? 1 : 0.6 + 1.2 * Math.sqrt(node.share)) + (this.isCentre(key) ? 2.5 : 0),
      color: dim ? this.colours.dimmed(node.label) : this.colours.kind(node.label),
      zIndex: dim ? 0 : 1,
      type: "circle",
      label: null,
    };
  }

  /** A node is no taller than its row. */
  private sizeOf(label: string): number {
    return (label === "Stage" ? 1.45 : 1) * Math.max(4, Math.min(!this.roll && this.isRoomy() ? 10.5 : 8.5, this.scale.row * 0.43));
  }

  /** Whether rows are so far apart that everything may be larger. */
  private isRoomy(): boolean {
    return this.scale.row > 36;
  }

  private lineLook(edge: string, { relationship, bend }: EdgeAttributes): Partial<EdgeDisplayData> {
    const { standing } = relationship;
    const lit = this.isLit(edge);
    const strong = standing === "disputed" ? 3.2 : standing === "reported" ? 1.5 : 1.2;
    const few = this.graph.size < 60;
    const resting = this.roll ? faint : few ? plain : thin;
    const rest = resting[standing] ?? 0.3;
    const back = this.roll && standing === "disputed" ? 0.4 : 0.06; // of what is not picked out, while something is
    const look: Partial<LineData> = {
      type: "line",
      size: lit ? strong + 0.5 : strong,
      color: this.colours.line(standing),
      bend,
      dash: standing === "reported" ? 9 : standing === "frame" ? 3.4 : 0,
      arrow: standing === "frame" && !lit ? 0 : 1,
      opacity: lit ? 0.9 : this.focused() ? back : rest,
      zIndex: lit ? 2 : standing === "disputed" ? 1 : 0,
    };
    return look;
  }

  private context(layer: string): CanvasRenderingContext2D | null {
    const canvas = this.sigma.getCanvases()[layer];
    return canvas?.getContext("2d") ?? null;
  }

  private paint(): void {
    const { width, height } = this.sigma.getDimensions();
    const [lanes, names] = [this.context("lanes"), this.context("names")];
    if (!lanes || !names) return;
    lanes.clearRect(0, 0, width, height);
    names.clearRect(0, 0, width, height);
    this.paintLanes(lanes, width, height);
    if (!this.rests()) this.paintNames(names, width, height);
    this.container.dataset["drawn"] = String(this.graph.order);
  }

  /** From the picture's coordinates to the screen's. */
  private onScreen(x: number, y: number): { x: number; y: number } {
    return this.sigma.graphToViewport({ x: this.scale.x(x), y: this.scale.y(y) });
  }

  private paintLanes(context: CanvasRenderingContext2D, width: number, height: number): void {
    const { lanes = [], bands = [] } = this.picture;
    lanes.forEach((lane, i) => {
      const [left, right] = [this.onScreen(lane.left, 0).x, this.onScreen(lane.right, 0).x];
      context.fillStyle = i % 2 === 0 ? this.colours.lane : this.colours.paper;
      context.fillRect(left, 0, right - left, height);
    });
    this.headings = [];
    context.strokeStyle = this.colours.rule;
    context.lineWidth = 1;
    context.textBaseline = "top";
    const gap = this.onScreen(0, 0).y - this.onScreen(0, 0.9).y;
    context.font = `600 ${Math.min(11, gap * 0.62)}px system-ui, sans-serif`;
    for (const band of bands) {
      const y = Math.round(this.onScreen(0, band.top).y) + 0.5;
      context.beginPath();
      context.moveTo(0, y);
      context.lineTo(width, y);
      context.stroke();
      context.fillStyle = this.colours.soft;
      if (band.name !== "Stages") this.paintHeading(context, band.name.toUpperCase(), Math.max(6, this.onScreen(lanes[0]?.left ?? 0, 0).x + 6), y + gap * 0.25);
      else this.paintWhole(context, this.onScreen(0, band.bottom + 0.5).y);
    }
  }

  /** Writes a heading, and keeps its room free of names. */
  private paintHeading(context: CanvasRenderingContext2D, text: string, x: number, y: number): void {
    context.fillText(text, x, y);
    const { width, actualBoundingBoxAscent: up, actualBoundingBoxDescent: down } = context.measureText(text);
    this.headings.push({ left: x, right: x + width, top: y - up, bottom: y + down });
  }

  /** Pixels of the letters that head a lane. */
  private headingSize(): number {
    return this.scale.column < 70 ? 11 : 15;
  }

  /** Writes the heading of a lane that no stage heads. */
  private paintWhole(context: CanvasRenderingContext2D, y: number): void {
    context.save();
    context.font = fontOf(this.headingSize(), 700);
    context.textBaseline = "middle";
    for (const lane of this.picture.lanes ?? []) {
      const [left, right] = [this.onScreen(lane.left + 0.6, 0).x, this.onScreen(lane.right, 0).x];
      const name = context.measureText(lane.name).width < right - left ? lane.name : text.whole;
      if (lane.key === "") this.paintHeading(context, name, left, y);
    }
    context.restore();
  }

  /** Keeps the names of the lanes in sight where their headings were scrolled away. */
  private paintStrip(context: CanvasRenderingContext2D): void {
    const stages = this.picture.bands?.find((band) => band.name === "Stages");
    if (!this.roll || !stages || this.onScreen(0, stages.bottom).y > stripHeight) return;
    context.font = fontOf(13, 700);
    context.textAlign = "left";
    context.textBaseline = "middle";
    (this.picture.lanes ?? []).forEach((lane, i) => {
      const [left, right] = [this.onScreen(lane.left, 0).x, this.onScreen(lane.right, 0).x];
      context.fillStyle = i % 2 === 0 ? this.colours.lane : this.colours.paper;
      context.fillRect(left, 0, right - left, stripHeight);
      context.fillStyle = this.colours.rule;
      context.fillRect(left, stripHeight, right - left, 1);
      context.fillStyle = this.colours.ink;
      const [name = ""] = wrap(lane.name, 1, right - left - 12, (text) => context.measureText(text).width).lines;
      context.fillText(name, left + 8, stripHeight / 2);
    });
  }

  private paintNames(context: CanvasRenderingContext2D, width: number, height: number): void {
    const spots = this.spots(width, height);
    context.textBaseline = "middle";
    for (const spot of spots) this.paintSign(context, spot);
    for (const spot of spots) this.paintHidden(context, spot);
    context.textAlign = "left";
    context.lineJoin = "round";
    // While something is picked out, only what is near it is named where there is little room.
    const named = this.roll && this.zoomed >= 1 ? spots : spots.filter((spot) => !spot.dim || spot.label === "Stage");
    const end = this.roll ? this.onScreen(boxOf(this.picture).right, 0).x : width; // what is scrolled can be scrolled further
    for (const name of write(named, measured(context), end, this.headings, mostNames).reverse()) {
      const spot = named[name.index];
      if (spot) this.paintName(context, spot, name);
    }
    context.globalAlpha = 1;
    this.paintStrip(context);
  }

  /** The nodes that are on the screen, as names need them. */
  private spots(width: number, height: number): NamedSpot[] {
    const spots: NamedSpot[] = [];
    const large = this.roll ? (this.zoomed >= 1 ? 0.75 : 0) : this.isRoomy() ? 1.5 : 0;
    this.graph.forEachNode((key, { x, y, node }) => {
      const at = this.sigma.graphToViewport({ x, y });
      const shown = this.sigma.getNodeDisplayData(key);
      if (!shown || at.x < -200 || at.y < -40 || at.x > width + 20 || at.y > height + 40) return;
      const foremost = this.isCentre(key);
      const dim = this.focused() && !this.isNear(key);
      const { label, name, hidden = 0 } = node;
      spots.push({
        ...at, label, name, foremost, dim, hidden,
        radius: this.sigma.scaleSize(shown.size),
        weight: (foremost ? 100 : dim ? 0 : 50) + (label === "Stage" ? 20 : label === "Task" ? 10 : 0),
        size: label === "Stage" ? this.headingSize() : (foremost ? 12.5 : label === "Task" ? 11.5 : 11) + large,
      });
    });
    return spots;
  }

  private paintName(context: CanvasRenderingContext2D, spot: NamedSpot, name: Written): void {
    context.font = fontOf(name.size, spot.label === "Stage" ? 700 : spot.label === "Task" || spot.foremost ? 600 : 400);
    context.globalAlpha = spot.dim ? 0.4 : 1;
    const step = name.size * lineHeight;
    if (spot.foremost) {
      context.fillStyle = this.colours.tint;
      context.beginPath();
      context.roundRect(name.x - 3, name.y - (step * name.lines.length) / 2 - 2, name.width + 8, step * name.lines.length + 4, 4);
      context.fill();
    }
    context.strokeStyle = spot.foremost ? this.colours.tint : this.colours.halo;
    context.fillStyle = this.colours.ink;
    context.lineWidth = 5; // so that no line strikes through a name
    name.lines.forEach((line, i) => {
      const y = name.y + (i - (name.lines.length - 1) / 2) * step;
      context.strokeText(line, name.x, y);
      context.fillText(line, name.x, y);
    });
  }

  /** Writes the sign of the node's kind into it: colour alone is not for everyone. */
  private paintSign(context: CanvasRenderingContext2D, spot: NamedSpot): void {
    if (spot.radius < 5.5) return;
    context.font = `700 ${Math.min(spot.radius * 1.08, 14)}px system-ui, sans-serif`;
    context.textAlign = "center";
    context.fillStyle = this.colours.onKind;
    context.globalAlpha = spot.dim ? 0.5 : 1;
    context.fillText(kindOf(spot.label).sign, spot.x, spot.y + 0.5);
    context.globalAlpha = 1;
  }

  /** Says at a node how many of its relationships are not shown. */
  private paintHidden(context: CanvasRenderingContext2D, spot: NamedSpot): void {
    if (spot.hidden === 0 || spot.radius < 5.5) return;
    const words = `+${spot.hidden}`;
    context.font = fontOf(9, 600);
    const half = context.measureText(words).width / 2 + 3;
    const [x, y] = [spot.x - spot.radius - half + 2, spot.y - spot.radius];
    context.globalAlpha = spot.dim ? 0.4 : 1;
    context.fillStyle = this.colours.paper;
    context.strokeStyle = this.colours.soft;
    context.lineWidth = 1;
    context.beginPath();
    context.roundRect(x - half, y - 6.5, 2 * half, 13, 6.5);
    context.fill();
    context.stroke();
    context.textAlign = "center";
    context.fillStyle = this.colours.ink;
    context.fillText(words, x, y + 0.5);
    context.globalAlpha = 1;
  }
}

