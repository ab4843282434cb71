// The texts of the view of disagreements.

import { counted } from "../parts/element";

export const text = {
  heading: "Where the documents disagree",
  intro: "Each statement that one voice makes and another denies or doubts, with every voice side by side. Voices are the documents' authors and those whose views they report.",
  kinds: { disputed: "In dispute", reported: "Only reported", contradictions: "Cannot both be true" },
  means: {
    disputed: "Some voice says it, and some voice says that it is not so.",
    reported: "A document tells that somebody else says it, and does not say it itself.",
    contradictions: "Pairs of statements of which each denies the other. Often no author takes up the other one.",
  },
  document: "Document",
  anyDocument: "all documents",
  words: "With the words",
  narrow: "Narrow down",
  sides: { for: "For", between: "In between", against: "Against" },
  nobody: "Nobody",
  found: (shown: number, all: number) => (shown === all ? counted(all, "statement") : `${shown} of ${counted(all, "statement")}`),
  foundPairs: (shown: number, all: number) => (shown === all ? counted(all, "pair") : `${shown} of ${counted(all, "pair")}`),
  none: "No statement of this kind is left: take a filter away.",
  opposes: "is denied by",
  loading: "Reading who says what …",
  failed: (why: string) => `The disagreements are not shown: ${why}`,
  more: (n: number) => `${n} more are not shown: narrow them down by document.`,
};
