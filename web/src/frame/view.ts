// What every view gives the page's frame.

import type { Column, Picture, Row } from "../service/shapes";
import type { State } from "./state";

/** What is drawn in a view. */
export interface Drawn {
  /** What it draws, for whoever takes it away. */
  picture: Picture;
  /** Marks some of what is drawn. */
  choose(keys: string[]): void;
  /** To be called once it stands in the page and has a size. */
  begin(): void;
  /** Reads the colours anew. */
  recolour(): void;
  end(): void;
}

/** What a view draws and tells by itself, for whoever takes it away. */
export interface Own {
  svg: SVGSVGElement;
  /** What the signs of the drawing mean. */
  signs: string;
  tables: { label: string; name: string; columns: Column[]; rows: Row[] }[];
  /** Of the nodes and statements that it shows. */
  keys(): string[];
}

export interface View {
  /** What stands at the left, or on a narrow screen alone. */
  element: HTMLElement;
  /** What stands at the right while nothing else is read there. */
  side: HTMLElement | null;
  drawings: Drawn[];
  own?: Own;
  /** Shows another state of the same view in its place, where that is less work than making it anew. */
  update?(state: State, signal: AbortSignal): Promise<void>;
  /** Offers what can be done with a node, at a place of the screen. */
  menu?(key: string, at: { x: number; y: number }): void;
  /** Marks in the view what is shown beside it. */
  mark(keys: string[]): void;
}

/** Makes a view; what it asks of the service ends with `signal`. */
export type Build = (frame: Frame, state: State, signal: AbortSignal) => View | Promise<View>;

/** What views ask of the frame. */
export interface Frame {
  go(state: State): void;
  /** Writes another address for what is already shown. */
  correct(state: State): void;
  show(key: string): void;
  /** Marks once more what is shown, after something was added to a view. */
  remark(): void;
}
