// The texts of elements that several views share: tables, links, inputs for nodes.

import { counted } from "../parts/element";

export const text = {
  figure: "the figure, as near as the document gives it",
  upTo: (high: string) => `up to ${high}`,
  orMore: (low: string) => `${low} or more`,
  range: (low: string, high: string) => `${low} to ${high}`,
  times: " times", about: "about ",
  per: (what: string) => ` per ${what}`,

  denial: "a denial", denialMeans: "the statement says that something is not so",
  not: "not",
  onlyDenied: "only denied", onlyDeniedMeans: "a voice denies it, and none says it",
  certain: "certain", uncertain: "not certain",
  yes: "yes", no: "no",
  statement: "statement", passage: "passage",
  emptyColumns: (n: number) => `${counted(n, "empty column")} not shown.`,

  namesFound: "Names found",
  notOneNode: (words: string) => `“${words}” is not the name of one node: choose one from the list.`,
  nothingCalled: (words: string) => `Nothing is called “${words}”.`,
  or: " or ",
};
