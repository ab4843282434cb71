// The texts of the view of the business.

import { counted } from "../parts/element";

export const text = {
  heading: "The business, stage by stage",
  sources: "As five documents tell it, one of them held as an abstract only",
  intro: ". Choose anything to read what is said of it, by whom, and in which passage.",
  left: (n: number) => `Not drawn: ${counted(n, "node")}`,
  leftOf: (n: number, kind: { one: string; many: string }) => `${n} ${n === 1 ? kind.one : kind.many.toLowerCase()}`,
  words: "In words",
  holds: (nodes: number, relationships: number) => `${counted(nodes, "node")}, ${counted(relationships, "relationship")}. What belongs to several stages stands under each.`,
  showAs: "Show as",
  list: "List", drawing: "Drawing",
};
