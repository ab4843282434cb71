// Where names stand beside their nodes: to the right, in at most two lines, cut
// where the next thing begins. Names of more weight take their room first.

export interface Spot { x: number; y: number; radius: number; name: string; weight: number; size: number }

export interface Written { index: number; x: number; y: number; lines: string[]; size: number; width: number; cut: boolean }

interface Taken { left: number; right: number; top: number; bottom: number }

export type Measure = (text: string, size: number) => number;

const longest = 190; // pixels
const shortest = 26;
const space = 4; // between a node and a name

/** Finds room for names; y grows downwards, as on a screen. */
export function write(spots: Spot[], measure: Measure, widthOfScreen: number): Written[] {
  const order = spots.map((_, i) => i).sort((a, b) => weightAt(spots, b) - weightAt(spots, a) || a - b);
  const taken: Taken[] = spots.map((s) => ({ left: s.x - s.radius, right: s.x + s.radius, top: s.y - s.radius * 0.7, bottom: s.y + s.radius * 0.7 }));
  const written: Written[] = [];
  for (const index of order) {
    const spot = spots[index];
    if (!spot) continue;
    const found = best(spot, index, taken, measure, widthOfScreen);
    if (!found) continue;
    taken.push(found.room);
    written.push(found.written);
  }
  return written;
}

function weightAt(spots: Spot[], i: number): number {
  return spots[i]?.weight ?? 0;
}

function best(spot: Spot, index: number, taken: Taken[], measure: Measure, widthOfScreen: number): { written: Written; room: Taken } | null {
  const x = spot.x + spot.radius + space;
  const lineHeight = spot.size * 1.12;
  let chosen: { written: Written; room: Taken } | null = null;
  for (const count of [1, 2]) {
    const [top, bottom] = [spot.y - (lineHeight * count) / 2, spot.y + (lineHeight * count) / 2];
    const end = Math.min(x + longest, widthOfScreen - 2, ...taken.filter((t) => t.bottom > top && t.top < bottom && t.right > x - space + 1).map((t) => t.left - space));
    if (end - x < shortest) continue;
    const { lines, cut } = wrap(spot.name, count, end - x, (text) => measure(text, spot.size));
    const width = Math.max(...lines.map((line) => measure(line, spot.size)));
    const found = { written: { index, x, y: spot.y, lines, size: spot.size, width, cut }, room: { left: x, right: x + width, top, bottom } };
    if (!cut) return found;
    if (!chosen || lines.join("").length > chosen.written.lines.join("").length) chosen = found;
  }
  return chosen;
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
