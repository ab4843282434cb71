// The geometry of what is drawn over the map, in pixels.

export interface Point { x: number; y: number }

/** A curve over one control point. */
export interface Bow { from: Point; control: Point; to: Point }

/** A bow from a to b, whose ends keep off them; a larger bend bows more. To and fro bow apart. */
export function bow(a: Point, b: Point, bend: number, off: number): Bow {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const control = { x: (a.x + b.x) / 2 + dy * bend, y: (a.y + b.y) / 2 - dx * bend };
  return { from: towards(a, control, off), control, to: towards(b, control, off) };
}

/** The point so many pixels from a on the way to b, and no further than half of it. */
export function towards(a: Point, b: Point, pixels: number): Point {
  const span = Math.max(distance(a, b), 0.001);
  const part = Math.min(pixels / span, 0.5);
  return { x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part };
}

/** The point of a bow at a part of its way, from 0 to 1. */
export function along({ from, control, to }: Bow, part: number): Point {
  const [a, b, c] = [(1 - part) ** 2, 2 * part * (1 - part), part ** 2];
  return { x: a * from.x + b * control.x + c * to.x, y: a * from.y + b * control.y + c * to.y };
}

export function middle(curve: Bow): Point {
  return along(curve, 0.5);
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(b.x - a.x, b.y - a.y);
}

export function pathOf({ from, control, to }: Bow): string {
  return `M${at(from)}Q${at(control)} ${at(to)}`;
}

/** An arrowhead at the end of a bow. */
export function headOf({ control, to }: Bow, length: number): string {
  const span = Math.max(distance(control, to), 0.001);
  const [ux, uy] = [(to.x - control.x) / span, (to.y - control.y) / span];
  const side = (sign: number): Point => ({ x: to.x - ux * length + uy * sign * length * 0.45, y: to.y - uy * length - ux * sign * length * 0.45 });
  return `M${at(to)}L${at(side(1))}L${at(side(-1))}Z`;
}

export function at({ x, y }: Point): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}
