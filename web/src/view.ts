// What every view gives the page's frame.

import type { Drawing } from "./drawing";
import type { State } from "./state";

export interface View {
  /** What stands at the left, or on a narrow screen alone. */
  element: HTMLElement;
  /** What stands at the right while nothing else is read there. */
  side: HTMLElement | null;
  drawings: Drawing[];
  /** Marks in the view what is shown beside it. */
  mark(keys: string[]): void;
}

/** What views ask of the frame. */
export interface Frame {
  go(state: State): void;
  /** Writes another address for what is already shown. */
  correct(state: State): void;
  show(key: string): void;
  /** Marks once more what is shown, after something was added to a view. */
  remark(): void;
}
