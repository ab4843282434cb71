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

/**
 * Finds room for names; y grows downwards, as on a screen. First each gets one
 * line, then those that were cut get a second, and a third, where nothing is in
 * its way.
 * Headings stand first.
 */
export function write(spots: Spot[], measure: Measure, widthOfScreen: number, headings: Taken[] = []): Written[] {
  const order = spots.map((_, i) => i).sort((a, b) => weightAt(spots, b) - weightAt(spots, a) || a - b);
  const taken: Taken[] = spots.map((s) => ({ left: s.x - s.radius, right: s.x + s.radius, top: s.y - s.radius * 0.6, bottom: s.y + s.radius * 0.6 }));
  const written: Written[] = [];
  for (const lines of [1, 2, 3]) {
    for (const index of order) {
      const spot = spots[index];
      const before = written[index];
      if (!spot || (lines > 1 && before && !before.cut)) continue;
      const others = [...headings, ...taken.filter((_, i) => i !== index && i !== spots.length + index)];
      const name = nameIn(spot, index, lines, others, measure, widthOfScreen);
      if (!name || (before && lengthOf(name) <= lengthOf(before))) continue;
      written[index] = name;
      const half = heightOf(name) / 2;
      taken[spots.length + index] = { left: name.x, right: name.x + name.width, top: name.y - half, bottom: name.y + half };
    }
  }
  return order.flatMap((i) => written[i] ?? []);
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

function nameIn(spot: Spot, index: number, count: number, taken: Taken[], measure: Measure, widthOfScreen: number): Written | null {
  const x = spot.x + spot.radius + space;
  const half = (spot.size * lineHeight * count) / 2 - 1; // lines may touch
  const inTheWay = taken.filter((t) => t.bottom > spot.y - half && t.top < spot.y + half && t.right > x);
  const end = spot.foremost ? widthOfScreen - 2 : Math.min(x + longest, widthOfScreen - 2, ...inTheWay.map((t) => t.left - space));
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
    let short = line;
    while (short.length > 1 && measure(`${short}…`) > width) short = short.slice(0, -1);
    return `${short.trimEnd()}…`;
  });
  return { lines: fitted, cut };
}
