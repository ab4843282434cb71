// What of a picture is shown, by what is known of its nodes and relationships.
// An empty list lets everything through.

import { listIn } from "../frame/state";
import type { Picture, PlacedNode, Relationship } from "../service/shapes";

/** The lists of a filter: names of facets, as the address has them. */
export const facets = ["label", "type", "standing", "document", "voice", "hedge"] as const;
export type Facet = (typeof facets)[number];

export interface Filter extends Record<Facet, string[]> {
  /** How many voices must speak of a statement. */
  least: number;
  /** Years that a statement must be of, as far as one is known; null for any. */
  since: number | null;
  until: number | null;
}

export function filterIn(given: Record<string, string>): Filter {
  const lists = Object.fromEntries(facets.map((name) => [name, listIn(given[name])])) as Record<Facet, string[]>;
  return { ...lists, least: whole(given["least"]) ?? 0, since: whole(given["since"]), until: whole(given["until"]) };
}

export function filterOut(filter: Filter): Record<string, string> {
  const lists = Object.fromEntries(facets.map((name) => [name, filter[name].join(",")]));
  return { ...lists, least: filter.least > 0 ? String(filter.least) : "", since: filter.since === null ? "" : String(filter.since), until: filter.until === null ? "" : String(filter.until) };
}

export const noFilter: Filter = filterIn({});

function whole(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,4}$/.test(text) ? Number(text) : null;
}

export interface Filtered {
  picture: Picture;
  /** How many the filter takes away. */
  nodes: number;
  relationships: number;
}

/** What each relationship says of itself under a facet. */
function said(r: Relationship, facet: Exclude<Facet, "label">): readonly string[] {
  switch (facet) {
    case "type":
      return [r.type];
    case "standing":
      return [r.standing];
    case "document":
      return r.documents ?? [];
    case "voice":
      return r.voices ?? [];
    case "hedge":
      return r.hedges ?? [];
  }
}

const ofRelationships = ["type", "standing", "document", "voice", "hedge"] as const;

function passes(r: Relationship, filter: Filter): boolean {
  if (!ofRelationships.every((facet) => filter[facet].length === 0 || said(r, facet).some((value) => filter[facet].includes(value)))) return false;
  if ((r.voices?.length ?? 0) < filter.least) return false;
  if (filter.since === null && filter.until === null) return true;
  const [from, to] = [r.since ?? r.until ?? null, r.until ?? r.since ?? null];
  return from !== null && to !== null && to >= (filter.since ?? -Infinity) && from <= (filter.until ?? Infinity);
}

export function isFiltering(filter: Filter): boolean {
  return facets.some((name) => filter[name].length > 0) || filter.least > 0 || filter.since !== null || filter.until !== null;
}

/**
 * Applies a filter. A node whose relationships are all taken away goes with them,
 * but for those that the reader put there.
 */
export function filtered(picture: Picture, filter: Filter, kept: readonly string[] = []): Filtered {
  const ofLabel = picture.nodes.filter((n) => filter.label.length === 0 || filter.label.includes(n.label) || kept.includes(n.key));
  const shown = new Set(ofLabel.map((n) => n.key));
  const relationships = picture.relationships.filter((r) => shown.has(r.from) && shown.has(r.to) && passes(r, filter));
  const joined = new Set(relationships.flatMap((r) => [r.from, r.to]));
  const before = new Set(picture.relationships.flatMap((r) => [r.from, r.to]));
  const nodes = ofLabel.filter((n) => joined.has(n.key) || !before.has(n.key) || kept.includes(n.key) || !onRelationships(filter));
  return { picture: { ...picture, nodes, relationships }, nodes: picture.nodes.length - nodes.length, relationships: picture.relationships.length - relationships.length };
}

function onRelationships(filter: Filter): boolean {
  return isFiltering({ ...filter, label: [] });
}

export interface Choice { value: string; count: number }

/** What a picture offers under a facet, with how many relationships (or nodes) are of it, the most first. */
export function choicesOf(picture: Picture, facet: Facet): Choice[] {
  const counts = new Map<string, number>();
  const values = facet === "label" ? picture.nodes.map((n: PlacedNode) => n.label) : picture.relationships.flatMap((r) => said(r, facet));
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count || a.value.localeCompare(b.value));
}
