// Where things stand on a timeline: their years on the axis, and in which row
// of their lane, so that no name runs into another.

export interface Span { begin: number; end: number; width: number }

export interface Axis { first: number; last: number; pixels: number }

/** Years from the first to the last, with some to spare on both sides. */
export function axisOf(spans: { begin: number; end: number }[], pixels: number): Axis {
  return { first: Math.min(...spans.map((s) => s.begin)) - 1, last: Math.max(...spans.map((s) => s.end)) + 2, pixels };
}

export function atYear({ first, last, pixels }: Axis, year: number): number {
  return ((year - first) / (last - first)) * pixels;
}

/** Years to write under the axis, far enough from each other. */
export function ticks({ first, last, pixels }: Axis): number[] {
  const step = [1, 2, 5, 10, 20, 50, 100].find((years) => (years / (last - first)) * pixels >= 44) ?? 100;
  const begin = Math.ceil(first / step) * step;
  return Array.from({ length: Math.max(0, Math.floor((last - begin) / step) + 1) }, (_, i) => begin + i * step);
}

export interface Placed { row: number; left: number; bar: number; isBefore: boolean }

/** The first row of each in which it has room; a name that would leave the axis stands before its bar. */
export function rowsOf(spans: Span[], axis: Axis): Placed[] {
  const ends: [number, number][][] = [];
  return spans.map(({ begin, end, width }) => {
    const left = atYear(axis, begin);
    const bar = Math.max(atYear(axis, end + 1) - left, 8);
    const isBefore = left + bar + width > axis.pixels;
    const [from, to] = isBefore ? [left - width, left + bar] : [left, left + bar + width];
    const free = ends.findIndex((row) => row.every(([a, b]) => to + 8 < a || b + 8 < from));
    const row = free < 0 ? ends.length : free;
    (ends[row] ??= []).push([from, to]);
    return { row, left, bar, isBefore };
  });
}
