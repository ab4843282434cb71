// Where names stand beside their nodes: to the right, in at most three lines, cut
// where the next thing begins. Names of more weight take their room first.

export interface Spot {
  x: number;
  y: number;
  radius: number;
  name: string;
  weight: number;
  size: number;
  /** Whether its name is written in full, over whatever is there. */
  foremost: boolean;
}

export interface Written { index: number; x: number; y: number; lines: string[]; size: number; width: number; cut: boolean }

/** Room on the screen that no name may stand in. */
export interface Taken { left: number; right: number; top: number; bottom: number }

export type Measure = (text: string, size: number) => number;

const longest = 190; // pixels
const shortest = 26;
const space = 4; // between a node and a name

/** Of a line of a name, in sizes of its letters. */
export const lineHeight = 1.1;

/** A font of the page, in pixels. */
export function fontOf(size: number, weight: number): string {
  return `${weight} ${size}px system-ui, sans-serif`;
}

/** Widths of words in bold, which are asked for again and again. */
const widths = new Map<string, number>();
const mostWidths = 20_000;

/** Measures in a drawing. */
export function measured(context: CanvasRenderingContext2D): Measure {
  return (text, size) => {
    const id = `${size} ${text}`;
    const known = widths.get(id);
    if (known !== undefined) return known;
    if (widths.size >= mostWidths) widths.clear();
    context.font = fontOf(size, 600);
    const { width } = context.measureText(text);
    widths.set(id, width);
    return width;
  };
}

/**
 * Finds room for names; y grows downwards, as on a screen. First each gets one
 * line, then those that were cut get a second, and a third, where nothing is in
 * its way.
 * Headings stand first. No more than `most` of the spots are named, those of most
 * weight.
 */
export function write(spots: Spot[], measure: Measure, widthOfScreen: number, headings: Taken[] = [], most = Infinity): Written[] {
  const order = spots.map((_, i) => i).sort((a, b) => weightAt(spots, b) - weightAt(spots, a) || a - b).slice(0, most);
  const room = new Room();
  for (const heading of headings) room.take(heading, null);
  for (const s of spots) room.take({ left: s.x - s.radius, right: s.x + s.radius, top: s.y - s.radius * 0.6, bottom: s.y + s.radius * 0.6 }, s);
  const written: Written[] = [];
  for (const lines of [1, 2, 3]) {
    for (const index of order) {
      const spot = spots[index];
      const before = written[index];
      if (!spot || (lines > 1 && before && !before.cut)) continue;
      const name = nameIn(spot, index, lines, room, measure, widthOfScreen);
      if (!name || (before && lengthOf(name) <= lengthOf(before))) continue;
      written[index] = name;
      const half = heightOf(name) / 2;
      room.name({ left: name.x, right: name.x + name.width, top: name.y - half, bottom: name.y + half }, spot);
    }
  }
  return order.flatMap((i) => written[i] ?? []);
}

interface Held { box: Taken; of: Spot | null; isGone: boolean }

/** What is taken of the screen, by rows: there is much of it. */
class Room {
  private readonly rows = new Map<number, Held[]>();
  private readonly names = new Map<Spot, Held>();

  take(box: Taken, of: Spot | null): Held {
    const held = { box, of, isGone: false };
    for (let row = rowOf(box.top); row <= rowOf(box.bottom); row += 1) {
      const there = this.rows.get(row);
      if (there) there.push(held);
      else this.rows.set(row, [held]);
    }
    return held;
  }

  /** Takes room for a name, instead of what the same spot's name had. */
  name(box: Taken, of: Spot): void {
    const before = this.names.get(of);
    if (before) before.isGone = true;
    this.names.set(of, this.take(box, of));
  }

  /** Where the first thing of others begins that reaches right of x, between two heights. */
  end(of: Spot, top: number, bottom: number, x: number): number {
    let end = Infinity;
    for (let row = rowOf(top); row <= rowOf(bottom); row += 1) {
      for (const { box, of: owner, isGone } of this.rows.get(row) ?? []) {
        if (!isGone && owner !== of && box.bottom > top && box.top < bottom && box.right > x) end = Math.min(end, box.left);
      }
    }
    return end;
  }
}

function rowOf(y: number): number {
  return Math.floor(y / 16);
}

function weightAt(spots: Spot[], i: number): number {
  return spots[i]?.weight ?? 0;
}

function lengthOf(name: Written): number {
  return name.lines.join(" ").length;
}

function heightOf(name: Written): number {
  return name.lines.length * name.size * lineHeight;
}

function nameIn(spot: Spot, index: number, count: number, room: Room, measure: Measure, widthOfScreen: number): Written | null {
  const x = spot.x + spot.radius + space;
  const half = (spot.size * lineHeight * count) / 2 - 1; // lines may touch
  const end = spot.foremost ? widthOfScreen - 2 : Math.min(x + longest, widthOfScreen - 2, room.end(spot, spot.y - half, spot.y + half, x) - space);
  if (end - x < shortest) return null;
  const { lines, cut } = wrap(spot.name, count, end - x, (text) => measure(text, spot.size));
  return { index, x, y: spot.y, lines, size: spot.size, width: Math.max(...lines.map((line) => measure(line, spot.size))), cut };
}

/** Breaks a name into lines of a width, and ends it with an ellipsis where it does not fit. */
export function wrap(name: string, count: number, width: number, measure: (text: string) => number): { lines: string[]; cut: boolean } {
  const words = name.split(" ");
  const lines: string[] = [];
  while (words.length > 0 && lines.length < count) {
    let line = words.shift() ?? "";
    while (words.length > 0 && measure(`${line} ${words[0]}`) <= width) line += ` ${words.shift()}`;
    lines.push(line);
  }
  const last = lines.length - 1;
  if (words.length > 0) lines[last] = `${lines[last]} ${words.join(" ")}`;
  let cut = false;
  const fitted = lines.map((line) => {
    if (measure(line) <= width) return line;
    cut = true;
    let [fits, over] = [1, line.length];
    while (over - fits > 1) {
      const half = Math.floor((fits + over) / 2);
      if (measure(`${line.slice(0, half)}…`) > width) over = half;
      else fits = half;
    }
    return `${line.slice(0, fits).trimEnd()}…`;
  });
  return { lines: fitted, cut };
}
