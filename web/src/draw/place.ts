// Where a reader looks on the atlas: the middle of what is in view and how close
// it is, from which follows the part that is asked for.

import type { Box } from "./scale";

/** The middle of what is in view, and how many times closer it is than where all is. */
export interface Place { x: number; y: number; zoom: number }

export interface Size { width: number; height: number }

/** How far beyond where all is in view a reader may go back. */
export const leastZoom = 0.6;
/** As many units as are across the closest view. */
const closest = 6;

/** The same to as many digits as can be told apart on a screen. */
export function rounded<T extends Place>(place: T): T {
  const digits = Math.max(1, Math.ceil(Math.log10(place.zoom)) + 2);
  const round = (n: number): number => Number(n.toFixed(digits)) + 0; // no -0
  return { ...place, x: round(place.x), y: round(place.y), zoom: Number(place.zoom.toPrecision(4)) };
}

/** How many units the shorter side of a view of the whole has. */
export function reachOf(bounds: Box): number {
  const rim = 1.03;
  return Math.max(bounds.right - bounds.left, bounds.top - bounds.bottom, 1) * rim;
}

export function mostZoom(bounds: Box): number {
  return Math.max(1, reachOf(bounds) / closest);
}

/** A zoom that there is. */
export function bounded(zoom: number, bounds: Box): number {
  return Math.min(Math.max(zoom, leastZoom), mostZoom(bounds));
}

/** How many pixels a unit has. */
export function pixels(zoom: number, bounds: Box, { width, height }: Size): number {
  return (Math.min(width, height) * zoom) / reachOf(bounds);
}

/** The part that is in view. */
export function partOf({ x, y, zoom }: Place, bounds: Box, size: Size): Box {
  const each = pixels(zoom, bounds, size);
  const [across, along] = [size.width / each / 2, size.height / each / 2];
  return { left: x - across, right: x + across, bottom: y - along, top: y + along };
}

/** Where a disc fills the view. */
export function closeTo(disc: { x: number; y: number; radius: number }, bounds: Box): Place {
  const room = 1.1;
  return rounded({ x: disc.x, y: disc.y, zoom: bounded(reachOf(bounds) / (2 * disc.radius * room), bounds) });
}
