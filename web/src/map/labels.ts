// Where names stand on the map: beside what they name, over nothing else. A
// name without room is left out; the list beside the map has it.

export interface Box { left: number; top: number; right: number; bottom: number }

export interface Wish {
  /** The middle of what is named, and how far from it the name stands. */
  x: number;
  y: number;
  off: number;
  width: number;
  height: number;
  /** The larger goes first. */
  rank: number;
  /** Whether it may stand further away, as it tells what it is of. */
  isFar?: boolean;
}

/** Gives each wish its box, or null where there is no room for it. */
export function placed(wishes: Wish[], taken: Box[], within: Box): (Box | null)[] {
  const occupied = [...taken];
  const result: (Box | null)[] = wishes.map(() => null);
  for (const i of wishes.map((_, i) => i).toSorted((a, b) => (wishes[b]?.rank ?? 0) - (wishes[a]?.rank ?? 0))) {
    const wish = wishes[i];
    const box = wish && candidates(wish).find((c) => isInside(c, within) && !occupied.some((other) => overlap(c, other)));
    if (!box) continue;
    occupied.push(box);
    result[i] = box;
  }
  return result;
}

/** Right of it, left, below, above, and at the corners; then further away. */
function candidates(wish: Wish): Box[] {
  return [wish.off, ...(wish.isFar ? [wish.off * 2.5, wish.off * 4, wish.off * 6] : [])].flatMap((off) => candidatesAt({ ...wish, off }));
}

function candidatesAt({ x, y, off, width, height }: Wish): Box[] {
  const box = (left: number, top: number): Box => ({ left, top, right: left + width, bottom: top + height });
  const near = off * 0.7;
  return [
    box(x + off, y - height / 2), box(x - off - width, y - height / 2), box(x - width / 2, y + off), box(x - width / 2, y - off - height),
    box(x + near, y + near), box(x - near - width, y + near), box(x + near, y - near - height), box(x - near - width, y - near - height),
  ];
}

export function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function isInside(a: Box, b: Box): boolean {
  return a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
}

/** Breaks words into lines of about so many letters. */
export function wrapped(words: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of words.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
