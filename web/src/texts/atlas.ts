// The texts of the atlas: the whole graph as a map.

import { counted } from "../parts/element";

const number = new Intl.NumberFormat("en");

export const text = {
  heading: "Atlas",
  intro: "The whole graph as a map: what is joined lies together. A ring stands for as many nodes as its number says: choose it to look into it.",
  drawing: "Drawing", table: "Table", showAs: "Show as",
  most: "Draw at most",
  move: "Move and look closer",
  closer: "Closer", further: "Further away", all: "Show all of it",
  left: "To the left", right: "To the right", up: "Up", down: "Down",
  label: (nodes: number, groups: number) => `Atlas: ${counted(nodes, "node")} and ${counted(groups, "group")}. The same stands in the table.`,
  inView: (nodes: number, of: number) => (nodes === of ? `All ${number.format(of)} nodes are in view` : `${number.format(nodes)} of ${number.format(of)} nodes are in view`),
  shown: (single: number, grouped: number, groups: number) => (groups === 0 ? "each by itself" : `${number.format(single)} by themselves, ${number.format(grouped)} in ${counted(groups, "group")}`),
  lines: (lines: number, drawn: number, within: number, rest: number) =>
    `${number.format(lines)} ${lines === 1 ? "line stands" : "lines stand"} for ${number.format(drawn)} relationships; ${number.format(within)} lie within groups, ${number.format(rest)} are left out`,
  leaving: (n: number) => `${number.format(n)} lead out of view`,
  notThere: (words: string) => `Not on the map: ${words}.`,
  moved: "Nothing could be asked anew; what is shown is of another part.",
  signs: "Which colour is what?",
  items: "In view",
  columns: { name: "Name", kind: "Kind", nodes: "Nodes", relationships: "Relationships" },
  sortBy: (column: string) => `Sort by ${column.toLowerCase()}`,
  lookInto: (name: string, n: number) => `Look into the group of ${n}: ${name}`,
  more: (n: number) => `Show ${n} more`,
  actions: "Actions", actionsOf: (name: string) => `Actions: ${name}`,
  explore: "Open in Explore", closerTo: "Look at it closely", read: "Read what is said of it",
  members: (n: number, of: number) => (of > n ? `${counted(n, "node")} in view, of ${number.format(of)}` : counted(n, "node")),
  between: (n: number) => `${counted(n, "relationship")} between them`,
  mixed: "a group", rest: (n: number) => `${n} others`,
};
