// A picture on a sheet of its own: as it is drawn on the page, at a size at which
// every name can be read.

import { type Measure, write } from "../draw/names";
import type { Palette } from "../draw/palette";
import { boxOf, columnWidth, fit } from "../draw/scale";
import type { Picture, Relationship, Standing } from "../service/shapes";
import { kindOf, standings } from "../texts/words";
import { text } from "../texts/take";
import type { Pen, Point } from "./pen";

const column = 190; // pixels of a column, in which most names have room
const row = 26; // and of a row
const margin = 24;
const heading = 44; // above the drawing
const foot = 56; // below it: lines and source
const radius = 8;

export interface Sheet { width: number; height: number }

/** How large a sheet a picture needs. */
export function sheetOf(picture: Picture): Sheet {
  const box = boxOf(picture);
  const width = Math.max(640, ((box.right - box.left) * column) / columnWidth);
  return { width: width + 2 * margin, height: Math.max(160, (box.top - box.bottom) * row) + heading + foot };
}

/** Draws a picture, its heading, what its lines mean, and its source. */
export function drawSheet(pen: Pen, picture: Picture, title: string, source: string, colours: Palette, measure: Measure): void {
  const { width, height } = sheetOf(picture);
  const place = placed(picture, width - 2 * margin, height - heading - foot);
  pen.rectangle(0, 0, width, height, colours.paper);
  drawLanes(pen, picture, place, colours, height);
  pen.text({ x: margin, y: heading / 2 }, title, { size: 18, weight: 700, colour: colours.ink });
  drawLines(pen, picture, place, colours);
  const spots = picture.nodes.map((n) => ({
    ...place(n.x, n.y), radius: radius, name: n.name, size: n.label === "Stage" ? 15 : 11.5, foremost: false,
    weight: n.label === "Stage" ? 2 : n.label === "Task" ? 1 : 0,
  }));
  picture.nodes.forEach((n, i) => {
    const at = spots[i] ?? { x: 0, y: 0 };
    pen.disc(at, radius, colours.kind(n.label));
    pen.text(at, kindOf(n.label).sign, { size: 8.5, weight: 700, colour: colours.onKind, middle: true });
  });
  for (const name of write(spots, measure, width - margin)) {
    const node = picture.nodes[name.index];
    const step = name.size * 1.1;
    name.lines.forEach((line, i) => pen.text({ x: name.x, y: name.y + (i - (name.lines.length - 1) / 2) * step }, line,
      { size: name.size, weight: node?.label === "Stage" ? 700 : node?.label === "Task" ? 600 : 400, colour: colours.ink, halo: colours.halo }));
  }
  drawFoot(pen, picture, source, colours, height);
}

/** From the picture's coordinates to the sheet's, whose y grows downwards. */
function placed(picture: Picture, width: number, height: number): (x: number, y: number) => Point {
  const scale = fit(boxOf(picture), width, height);
  return (x, y) => ({ x: margin + scale.x(x), y: heading + height - scale.y(y) });
}

function drawLanes(pen: Pen, picture: Picture, place: (x: number, y: number) => Point, colours: Palette, height: number): void {
  (picture.lanes ?? []).forEach((lane, i) => {
    const [left, right] = [place(lane.left, 0).x, place(lane.right, 0).x];
    pen.rectangle(left, heading, right - left, height - heading - foot, i % 2 === 0 ? colours.lane : colours.paper);
  });
  for (const band of picture.bands ?? []) {
    const { y } = place(0, band.top);
    const left = place(picture.lanes?.[0]?.left ?? 0, 0).x;
    const right = place(picture.lanes?.at(-1)?.right ?? 0, 0).x;
    pen.rectangle(left, y, right - left, 1, colours.rule);
    pen.text({ x: left + 4, y: y + 9 }, band.name.toUpperCase(), { size: 9, weight: 600, colour: colours.soft });
  }
}

const widths: Record<string, number> = { disputed: 2.6, reported: 1.3, frame: 1, asserted: 1.1 };
const dashes: Record<string, number[]> = { reported: [5, 4], frame: [1.5, 2.5] };
const opacities: Record<string, number> = { disputed: 0.9, reported: 0.8, frame: 0.4, asserted: 0.55 };

function drawLines(pen: Pen, picture: Picture, place: (x: number, y: number) => Point, colours: Palette): void {
  const places = new Map(picture.nodes.map((n) => [n.key, place(n.x, n.y)]));
  const between = new Map<string, number>();
  for (const r of picture.relationships) {
    const [from, to] = [places.get(r.from), places.get(r.to)];
    if (!from || !to || r.from === r.to) continue;
    const pair = r.from < r.to ? `${r.from} ${r.to}` : `${r.to} ${r.from}`;
    const nth = between.get(pair) ?? 0;
    between.set(pair, nth + 1);
    drawLine(pen, from, to, r, (0.08 + 0.09 * Math.floor((nth + 1) / 2)) * (nth % 2 === 0 ? 1 : -1), colours);
  }
}

function drawLine(pen: Pen, a: Point, b: Point, { standing }: Relationship, bend: number, colours: Palette): void {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const span = Math.max(Math.hypot(dx, dy), 0.001);
  const off = Math.max(-90, Math.min(90, span * bend * 2));
  const control = { x: (a.x + b.x) / 2 + (dy / span) * off, y: (a.y + b.y) / 2 - (dx / span) * off };
  const [colour, opacity] = [colours.line(standing), opacities[standing] ?? 0.5];
  const tip = towards(b, control, radius + 1);
  const dash = dashes[standing];
  pen.curve(towards(a, control, radius), control, tip, { colour, width: widths[standing] ?? 1, opacity, ...(dash ? { dash } : {}) });
  if (standing === "frame") return;
  const back = towards(tip, control, 7);
  const [nx, ny] = [(tip.y - back.y) * 0.45, (back.x - tip.x) * 0.45];
  pen.triangle([tip, { x: back.x + nx, y: back.y + ny }, { x: back.x - nx, y: back.y - ny }], colour, opacity);
}

/** The point so many pixels from a on the way to b. */
function towards(a: Point, b: Point, pixels: number): Point {
  const span = Math.max(Math.hypot(b.x - a.x, b.y - a.y), 0.001);
  return { x: a.x + ((b.x - a.x) / span) * pixels, y: a.y + ((b.y - a.y) / span) * pixels };
}

function drawFoot(pen: Pen, picture: Picture, source: string, colours: Palette, height: number): void {
  const used = (Object.keys(standings) as Standing[]).filter((s) => picture.relationships.some((r) => r.standing === s));
  let x = margin;
  for (const s of used) {
    const y = height - foot + 18;
    const dash = dashes[s];
    pen.curve({ x, y }, { x: x + 15, y }, { x: x + 30, y }, { colour: colours.line(s), width: widths[s] ?? 1, ...(dash ? { dash } : {}) });
    const name = s === "frame" ? text.ours : standings[s].name;
    pen.text({ x: x + 36, y }, name, { size: 11, weight: 400, colour: colours.ink });
    x += 60 + name.length * 7;
  }
  pen.text({ x: margin, y: height - 16 }, source, { size: 10, weight: 400, colour: colours.soft });
}
