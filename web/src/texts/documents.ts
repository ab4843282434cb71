// The texts of the view of documents.

import { counted } from "../parts/element";
import { placeOf } from "./words";

export const text = {
  heading: "The documents that the graph is drawn from",
  intro: "Every statement of the graph stands in one of them. Open one to read what was drawn from each of its passages, in their order.",
  back: "All documents",
  read: "Read passage by passage",
  figures: (d: { passages: number; drawn: number; evidence: number; voices: number; adds: number }) =>
    `${counted(d.passages, "passage")}, ${d.drawn} with something drawn from them; ${counted(d.evidence, "piece", "pieces")} of evidence, in ${counted(d.voices, "voice")}; ${counted(d.adds, "statement")} that no other document holds.`,
  held: (what: string) => `We read: ${what}.`,
  uncertain: "The bibliography is not certain.",
  by: (authors: string[], year: string) => [authors.join(", "), year].filter(Boolean).join(", "),
  reading: (title: string, short: string) => `${title} (${short})`,
  copyright: "The words of the documents are not shown here: they are copyrighted. Where the service is started with your own copies (corridor serve --documents FOLDER), each passage shows its sentence.",
  onlyDrawn: "Only passages with something drawn from them",
  shown: (shown: number, all: number) => (shown === all ? `${counted(all, "passage")}.` : `${shown} of ${counted(all, "passage")}; the others have nothing drawn from them.`),
  more: (n: number) => `${counted(n, "more passage")} beyond these: read on`,
  paragraph: (n: number) => `Paragraph ${n}`,
  sentence: (at: string) => placeOf(at),
  nothing: (why: string) => `Nothing drawn: ${why}.`,
  alone: "What only this document says",
  unknown: (key: string) => `There is no document ${key}.`,
};
