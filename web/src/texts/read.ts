// The texts of what is read beside a view: a node, a statement, a passage, a search.

import { counted } from "../parts/element";

export const text = {
  loading: "Loading …",
  notShown: "Not shown",
  back: "← Back to the view",

  statement: "statement",
  isDenial: "It is a denial: it says that something is not so.",
  says: (mode: string) => `It says that it ${mode}.`,
  pieces: (n: number) => counted(n, "piece of evidence", "pieces of evidence"),
  reasonFor: "It is given as a reason for",
  reasons: "Reasons given for it",
  figures: "Figures on it",
  examples: "Examples of it",
  joins: "It joins",
  subject: "Subject", object: "Object", about: "About",
  contradicted: "contradicted", contradicts: "It contradicts:",

  neighbours: "Show neighbours",
  pathsFrom: "Paths from here", pathsTo: "Paths to here",
  whatItSays: (n: number) => `What it says: ${counted(n, "view")}`,
  noStatement: "No statement has it as an end.",
  onlyFirst: "Only the first of them are shown; named queries give the others.",
  statements: (n: number) => `${counted(n, "statement")} about it`,
  disputed: (n: number) => `${n} in dispute`,
  others: "Other statements about it",
  does: (verb: string) => `It ${verb} …`,
  namedAs: (role: string) => `It is named as: ${role}`,
  nobody: "by nobody named",
  aliases: "Also called",

  passage: "passage",
  passageOf: (document: string, place: string) => `The passage: ${document}, ${place}`,
  noSentence: "The sentence itself is not shown: the documents are copyrighted. Where the service is started with your own copies (corridor serve --documents FOLDER), it stands here.",
  noneDrawn: (why: string) => `Nothing is drawn from it: ${why}.`,
  drawn: "What is drawn from it",
  nothing: "Nothing.",

  notFound: (words: string) => `Nothing is called “${words}”`,
  noMention: "The five documents do not mention it, as far as we found. That is no proof that it does not exist.",
  further: "To look further: ", chooseQuestion: "choose a question", narrowDown: " and narrow it down, look through ", wholeList: "the list of the whole business",
  wider: ", or search for a wider word, as “border” for “border fence”. Names are in English.",
  found: (n: number, words: string, shown: number) => `${n} found for “${words}”${n > shown ? `, the first ${shown} are shown` : ""}`,
  kindOfFound: (kind: string, statements: number, matched: string) => `${kind}${statements > 0 ? `, ${counted(statements, "statement")}` : ""}${matched ? ` · matches “${matched}”` : ""}`,
};
