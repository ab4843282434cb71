// The texts of the page's frame. Each room of the page has its texts in a file
// of this folder: who translates the page needs no other.

export const text = {
  undo: "Undo",
  redo: "Redo",
  history: "Undo and redo",
  loading: "Loading the graph …",
  cancel: "Cancel",
  cancelled: "Cancelled: nothing was changed.",
  again: "Ask again",
  light: "Light", useLight: "Use light colours",
  dark: "Dark", useDark: "Use dark colours",
  hints: "Hints",
  hintOf: (i: number, of: number) => `Hint ${i} of ${of}:`,
  nextHint: "Next hint",
  closeHints: "Close the hints",
  notShown: (why: string) => `This cannot be shown: ${why}`,
};

/** What a first visit is told, in this order: three at most. */
export const hints = [
  "Choose anything, in the drawing or in the list: who says what of it, and in which passage, is then read beside it.",
  "A thick line is a statement in dispute. Under Disputes each of them stands with every voice for it and against it.",
  "Ask has questions that are ready; under Explore you gather your own picture. The address holds what you see: send it on, or undo a step.",
];
