// Places for the ways between two nodes. Columns from left to right, centred on the height 0.

import { columnWidth } from "./scale";
import type { FoundPath, Named, Picture, Relationship } from "../service/shapes";
import { text } from "../texts/path";

const tallest = 22; // rows of a column; the rest stands beside it

/** Stacks columns of nodes; what is too tall takes several columns. */
export function stack(columns: Named[][]): Picture["nodes"] {
  const nodes: Picture["nodes"] = [];
  let column = 0;
  for (const members of columns) {
    const parts = Math.max(1, Math.ceil(members.length / tallest));
    const height = Math.ceil(members.length / parts);
    members.forEach((member, i) => {
      const rows = Math.min(height, members.length - Math.floor(i / height) * height);
      nodes.push({ ...member, x: columnWidth * (column + Math.floor(i / height)), y: (rows - 1) / 2 - (i % height) });
    });
    column += parts;
  }
  return nodes;
}

/** Draws ways: each node stands as far to the right as it comes in the ways at the latest. */
export function ways(paths: FoundPath[], nodes: Named[]): Picture {
  const columns = new Map<string, number>();
  const named = new Map(nodes.map((n) => [n.key, n]));
  const relationships = new Map<string, Relationship>();
  for (const path of paths) {
    path.nodes.forEach((key, i) => columns.set(key, Math.max(i, columns.get(key) ?? 0)));
    for (const r of path.relationships) relationships.set([r.from, r.type, r.to, r.claim ?? r.standing].join(" "), r);
  }
  return { nodes: stack(byColumn(columns, named)), relationships: [...relationships.values()] };
}

/** A way by its nodes, with everything that joins each of them to the next. */
export interface Way { nodes: string[]; steps: Relationship[][] }

/** Makes one way of paths that lead over the same nodes. */
export function merged(paths: FoundPath[]): Way[] {
  const found = new Map<string, Way>();
  for (const { nodes, relationships } of paths) {
    const id = nodes.join(" ");
    const way = found.get(id) ?? { nodes, steps: relationships.map(() => []) };
    found.set(id, way);
    relationships.forEach((r, i) => {
      const step = way.steps[i];
      if (step && !step.some((known) => known.claim === r.claim && known.type === r.type && known.from === r.from)) step.push(r);
    });
  }
  return [...found.values()];
}

/** Says how many ways there are and how long they are: "3 ways of 2 to 3 steps". */
export function waysFound(ways: Way[]): string {
  const lengths = ways.map((way) => way.steps.length);
  const [least, most] = [Math.min(...lengths), Math.max(...lengths)];
  return text.found(ways.length, least, most);
}

function byColumn(columns: Map<string, number>, named: Map<string, Named>): Named[][] {
  const sorted: Named[][] = [];
  for (const at of [...new Set(columns.values())].sort((a, b) => a - b)) {
    sorted.push([...columns].filter(([, column]) => column === at).flatMap(([key]) => named.get(key) ?? []));
  }
  return sorted;
}
