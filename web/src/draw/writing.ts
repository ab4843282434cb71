// What is written on the discs of an atlas: how many nodes a group has, of which
// kinds, and names as far as there is room.

import type { AtlasGroup, AtlasNode } from "../service/shapes";
import { kindOf } from "../texts/words";
import { fontOf, lineHeight, measured, type Spot, wrap, write } from "./names";
import type { Palette } from "./palette";

/** A disc of an atlas: a node, or a group of them. */
export interface Item { key: string; x: number; y: number; radius: number; group: AtlasGroup | null; node: AtlasNode | null }

/** The same at its place on the screen. */
type Inscribed = Item;

/** A disc on the screen. */
interface Disc { x: number; y: number; radius: number }

/** More names of nodes than these are not written at once: nobody reads them. */
const mostNames = 70;
/** A name that is cut to fewer letters tells nothing. */
const leastLetters = 9;
const ring = 7; // pixels of a radius, below which a group has no ring
const small = 9; // and below which it has no number
const named = 32; // and from which on it has its name in it

export class Writing {
  constructor(private readonly context: CanvasRenderingContext2D, private readonly colours: Palette, private readonly width: number) {
    context.textBaseline = "middle";
    context.lineJoin = "round";
  }

  all(items: Inscribed[], chosen: ReadonlySet<string>): void {
    for (const item of items) {
      if (item.group) this.group(item, item.group);
      else if (item.node) this.sign(item, item.node);
      if (chosen.has(item.key)) this.mark(item);
    }
    this.names(items, chosen);
  }

  /** What is pointed at: a line to each that it is joined with, and what it is. */
  pointed(item: Disc, joined: { x: number; y: number }[], words: string[], height: number): void {
    const { context } = this;
    context.strokeStyle = this.colours.ink;
    context.globalAlpha = 0.45;
    context.lineWidth = 1;
    context.beginPath();
    for (const other of joined) {
      context.moveTo(item.x, item.y);
      context.lineTo(other.x, other.y);
    }
    context.stroke();
    context.globalAlpha = 1;
    this.mark(item);
    this.say(item, words, height);
  }

  /** A box of words beside an item, within the drawing. */
  private say(item: Disc, words: string[], height: number): void {
    const { context } = this;
    const [step, pad] = [17, 7];
    const lines = words.map((line, i) => {
      context.font = fontOf(12.5, i === 0 ? 600 : 400);
      return wrap(line, 1, Math.min(320, this.width - 30), (text) => context.measureText(text).width).lines[0] ?? "";
    });
    const wide = Math.max(...lines.map((line, i) => {
      context.font = fontOf(12.5, i === 0 ? 600 : 400);
      return context.measureText(line).width;
    })) + 2 * pad;
    const tall = lines.length * step + pad;
    const x = Math.max(2, Math.min(item.x + item.radius + 6, this.width - wide - 2));
    const y = Math.max(2, Math.min(item.y - tall / 2, height - tall - 2));
    context.fillStyle = this.colours.tint;
    context.strokeStyle = this.colours.soft;
    context.beginPath();
    context.roundRect(x, y, wide, tall, 5);
    context.fill();
    context.stroke();
    context.fillStyle = this.colours.ink;
    context.textAlign = "left";
    lines.forEach((line, i) => {
      context.font = fontOf(12.5, i === 0 ? 600 : 400);
      context.fillText(line, x + pad, y + pad / 2 + (i + 0.5) * step);
    });
  }

  private mark({ x, y, radius }: Disc): void {
    this.context.strokeStyle = this.colours.ink;
    this.context.lineWidth = 2.5;
    this.context.beginPath();
    this.context.arc(x, y, radius + 2.5, 0, 2 * Math.PI);
    this.context.stroke();
  }

  /** A ring of the kinds that a group has, its number, and its name where that has room. */
  private group(item: Inscribed, group: AtlasGroup): void {
    if (item.radius >= ring) this.mix(item, group);
    if (item.radius < small) return;
    const { context } = this;
    const size = Math.min(16, Math.max(9, item.radius * 0.42));
    context.font = fontOf(size, 700);
    const name = this.nameIn(item, group, size);
    context.font = fontOf(size, 700);
    context.textAlign = "center";
    context.fillStyle = this.colours.ink;
    const top = item.y - (name.length * 11) / 2;
    context.fillText(String(group.count), item.x, top + 0.5);
    context.font = fontOf(10.5, 400);
    name.forEach((line, i) => context.fillText(line, item.x, top + size / 2 + (i + 0.75) * 11.5));
  }

  private nameIn(item: Inscribed, group: AtlasGroup, size: number): string[] {
    const inside = item.radius - Math.max(3, item.radius * 0.14);
    const count = Math.min(4, Math.floor((1.3 * inside - size) / 11.5));
    if (item.radius < named || count < 1) return [];
    this.context.font = fontOf(10.5, 400);
    return wrap(group.name, count, inside * 1.5, (text) => this.context.measureText(text).width).lines;
  }

  private mix({ x, y, radius }: Inscribed, group: AtlasGroup): void {
    const { context } = this;
    const thick = Math.min(7, Math.max(2, radius * 0.14));
    context.lineWidth = thick;
    let from = -Math.PI / 2;
    for (const [label, n] of mixOf(group)) {
      const to = from + (2 * Math.PI * n) / group.count;
      context.strokeStyle = label ? this.colours.kind(label) : this.colours.soft;
      context.beginPath();
      context.arc(x, y, radius - thick / 2, from, to);
      context.stroke();
      from = to;
    }
  }

  /** Writes the sign of the node's kind into it: colour alone is not for everyone. */
  private sign(item: Inscribed, node: AtlasNode): void {
    if (item.radius < 5.5) return;
    this.context.font = fontOf(item.radius * 1.08, 700);
    this.context.textAlign = "center";
    this.context.fillStyle = this.colours.onKind;
    this.context.fillText(kindOf(node.label).sign, item.x, item.y + 0.5);
  }

  /** Writes names beside nodes, and beside groups that have no room for them. */
  private names(items: Inscribed[], chosen: ReadonlySet<string>): void {
    const { context } = this;
    const spots = items.filter((item) => !item.group || item.radius < named).map((item) => spotOf(item, chosen.has(item.key))).sort((a, b) => b.weight - a.weight);
    const taken = items.filter((item) => item.group && item.radius >= named).map(({ x, y, radius }) => ({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }));
    context.textAlign = "left";
    context.strokeStyle = this.colours.halo;
    context.fillStyle = this.colours.ink;
    context.lineWidth = 4; // so that no line strikes through a name
    const told = (lines: string[]): boolean => lines.join(" ").length >= leastLetters;
    for (const name of write(spots, measured(context), this.width, taken, mostNames).filter((n) => !n.cut || told(n.lines))) {
      context.font = fontOf(name.size, spots[name.index]?.foremost ? 600 : 400);
      const step = name.size * lineHeight;
      name.lines.forEach((line, i) => {
        const y = name.y + (i - (name.lines.length - 1) / 2) * step;
        context.strokeText(line, name.x, y);
        context.fillText(line, name.x, y);
      });
    }
  }
}

/** Groups go by the first of their names; a node weighs as much as what it is joined with. */
function spotOf({ x, y, radius, group, node }: Inscribed, foremost: boolean): Spot {
  const weight = (foremost ? 1e9 : 0) + (group?.count ?? node?.degree ?? 0);
  return { x, y, radius, name: group?.name.split(", ")[0] ?? node?.name ?? "", weight, size: group ? 11 : 11.5, foremost };
}

/** The kinds of a group with how many there are of each, most first; few of many kinds go together under no label. */
export function mixOf({ labels, count }: AtlasGroup): [string, number][] {
  const least = 0.04 * count;
  const sorted = Object.entries(labels).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const named = sorted.filter(([, n]) => n >= least);
  const others = count - named.reduce((sum, [, n]) => sum + n, 0);
  return others > 0 ? [...named, ["", others]] : named;
}
