// Nodes of one label that stand together as one: it has their number, and the
// relationships of all of them.

import type { Picture, PlacedNode, Relationship } from "../service/shapes";

/** Begins the key of a group; the rest is its label. */
export const groupKey = "group:";

export function grouped(picture: Picture, labels: readonly string[], nameOf: (label: string, count: number) => string): Picture {
  const members = new Map(labels.map((label) => [label, picture.nodes.filter((n) => n.label === label)]));
  const standsFor = new Map<string, string>();
  const groups: PlacedNode[] = [];
  for (const [label, all] of members) {
    const [first] = all;
    if (!first || all.length < 2) continue;
    for (const n of all) standsFor.set(n.key, groupKey + label);
    groups.push({ key: groupKey + label, label, name: nameOf(label, all.length), x: first.x, y: first.y });
  }
  if (groups.length === 0) return picture;
  const seen = new Set<string>();
  const relationships = picture.relationships.flatMap((r): Relationship[] => {
    const [from, to] = [standsFor.get(r.from) ?? r.from, standsFor.get(r.to) ?? r.to];
    if (from === r.from && to === r.to) return [r];
    const id = `${from} ${r.type} ${to} ${r.standing}`;
    if (from === to || seen.has(id)) return [];
    seen.add(id);
    return [{ ...r, from, to, claim: null }];
  });
  return { ...picture, nodes: [...picture.nodes.filter((n) => !standsFor.has(n.key)), ...groups], relationships };
}
