// Paths as ways: those over the same nodes are one.

import type { FoundPath, Relationship } from "../service/shapes";
import { text } from "../texts/path";

/** The relationships of paths, each once. */
export function joining(paths: FoundPath[]): Relationship[] {
  return [...new Map(paths.flatMap((path) => path.relationships).map((r) => [[r.from, r.type, r.to, r.claim ?? r.standing].join(" "), r])).values()];
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
