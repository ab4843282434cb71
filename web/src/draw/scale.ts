// From the coordinates of a picture to pixels: the picture is stretched to the
// space that it has, but no further than it stays easy to read.

import type { Picture } from "../service/shapes";

export interface Box { left: number; right: number; bottom: number; top: number }

export interface Scale {
  x(of: number): number;
  y(of: number): number;
  /** Pixels from one row of the picture to the next, and from one column. */
  row: number;
  column: number;
}

/** The width of a column in the picture's units; see internal/layout. */
export const columnWidth = 6;

const widest = 260; // pixels of a column
const tallest = 64; // pixels of a row

// Of a picture whose names are to be read without looking closer: a column is
// wide enough for most words, and a row high enough for two lines, or for one where
// the column is so wide that most names fit into it.
const legibleColumn = 120;
const roomyColumn = 235;
const rowOfLines = 29;
const rowOfOne = 25;

export function boxOf(picture: Picture): Box {
  const { nodes, lanes = [], bands = [] } = picture;
  const xs = [...nodes.map((n) => n.x - 1), ...nodes.map((n) => n.x + columnWidth - 1), ...lanes.flatMap((lane) => [lane.left, lane.right])];
  const ys = [...nodes.map((n) => n.y - 1), ...nodes.map((n) => n.y + 1), ...bands.flatMap((band) => [band.bottom, band.top])];
  if (xs.length === 0) return { left: 0, right: 1, bottom: 0, top: 1 };
  return { left: Math.min(...xs), right: Math.max(...xs), bottom: Math.min(...ys), top: Math.max(...ys) };
}

/** Fits a box into a space, whose pixels grow to the right and upwards. */
export function fit(box: Box, width: number, height: number): Scale {
  const perX = Math.min(width / (box.right - box.left), widest / columnWidth);
  const perY = Math.min(height / (box.top - box.bottom), tallest);
  const beside = (width - (box.right - box.left) * perX) / 2;
  const below = (height - (box.top - box.bottom) * perY) / 2;
  return {
    x: (of) => beside + (of - box.left) * perX,
    y: (of) => below + (of - box.bottom) * perY,
    row: perY,
    column: columnWidth * perX,
  };
}

/** How many columns of names that can be read stand side by side; what parts the lanes takes more than half of one. */
export function columnsIn(width: number): number {
  return Math.max(4, Math.min(24, Math.floor(width / legibleColumn - 0.6)));
}

/** Gives a box the room that its names need, and the whole space at least; less of it where the zoom is below 1. */
export function legible(box: Box, width: number, height: number, zoom: number): Scale & { width: number; height: number } {
  const whole = fit(box, width, height);
  const natural = Math.max(whole.column, legibleColumn);
  const column = Math.max(whole.column, natural * zoom);
  const row = Math.max(whole.row, (natural < roomyColumn ? rowOfLines : rowOfOne) * zoom);
  const size = { width: Math.max(width, ((box.right - box.left) * column) / columnWidth), height: Math.max(height, (box.top - box.bottom) * row) };
  const beside = (size.width - ((box.right - box.left) * column) / columnWidth) / 2;
  return { x: (of) => beside + ((of - box.left) * column) / columnWidth, y: (of) => (of - box.bottom) * row + (size.height - (box.top - box.bottom) * row) / 2, row, column, ...size };
}
