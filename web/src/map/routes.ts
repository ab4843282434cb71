// What the map is of: routes with the places that they join, and what became
// of them. Nothing is invented: an end that no text gives is null.

import type { Row, Standing } from "../service/shapes";

export type Role = "origin" | "transit" | "destination";

/** Longitude and latitude, in degrees. */
export type Degrees = [number, number];

/** A place on a route. */
export interface Stop {
  place: string;
  key: string;
  kind: string;
  /** Null where the text gives the place no bounds. */
  at: Degrees | null;
  /** Codes of the countries that a region is made of, or of the country itself. */
  countries: string[];
  role: Role;
  order: number | null;
  means: string;
  standing: Standing;
  claim: string;
  text: string;
}

/** What leads from one stop to the next; the way between them is unknown, and so is an end that is null. */
export interface Leg { from: Stop | null; to: Stop | null; standing: Standing }

export interface Route { key: string; name: string; given: string; stops: Stop[]; legs: Leg[] }

export interface Named { name: string; key: string }

/** A statement that a route, or who takes it, changed. */
export interface Change {
  claim: string;
  text: string;
  type: string;
  from: Named | null;
  to: Named | null;
  causes: Named[];
  since: string;
  standing: Standing;
  documents: string[];
  /** As it stands on the map; 0 where the statement names no route. */
  number: number;
}

/** A thing of the timeline. */
export interface Dated {
  lane: string;
  name: string;
  key: string;
  kind: string;
  /** When, in the words of the text. */
  words: string;
  /** Whether those words are a date, and no "late 1980s". */
  exact: boolean;
  begin: number | null;
  end: number | null;
  places: { name: string; key: string; at: Degrees | null }[];
  routes: Named[];
  causes: Named[];
  standing: Standing | null;
}

export function routesIn(rows: Row[]): Route[] {
  const found = new Map<string, Route>();
  for (const row of rows) {
    const key = text(row, "route_key");
    const route = found.get(key) ?? { key, name: text(row, "route"), given: text(row, "given"), stops: [], legs: [] };
    found.set(key, route);
    if (row["place_key"]) route.stops.push(stopIn(row));
  }
  return [...found.values()].map((route) => ({ ...route, legs: legsOf(route.stops) }));
}

function stopIn(row: Row): Stop {
  const iso = text(row, "iso");
  return {
    place: text(row, "place"), key: text(row, "place_key"), kind: text(row, "kind"), at: degreesIn(row),
    countries: [...(iso ? [iso] : []), ...((row["countries"] as string[] | null) ?? [])],
    role: text(row, "role") as Role, order: numberIn(row, "order"), means: text(row, "means"),
    standing: text(row, "standing") as Standing, claim: text(row, "claim"), text: text(row, "text"),
  };
}

/** Joins each stop to those that come next: origins, then what is passed by its order, then destinations. */
export function legsOf(stops: Stop[]): Leg[] {
  if (stops.length === 0) return [];
  const of = (role: Role): Stop[] => stops.filter((s) => s.role === role);
  const orders = [...new Set(of("transit").map((s) => s.order ?? 0))].toSorted((a, b) => a - b);
  const steps: (Stop | null)[][] = [of("origin"), ...orders.map((order) => of("transit").filter((s) => (s.order ?? 0) === order)), of("destination")];
  for (const end of [0, steps.length - 1]) if (steps[end]?.length === 0) steps[end] = [null];
  return steps.slice(1).flatMap((step, i) => (steps[i] ?? []).flatMap((from) => step.map((to) => ({ from, to, standing: weaker(from?.standing, to?.standing) }))));
}

/** What rests on two statements stands no firmer than either. */
function weaker(a: Standing = "asserted", b: Standing = "asserted"): Standing {
  return (["disputed", "reported", "asserted"] as const).find((s) => a === s || b === s) ?? "frame";
}

export function changesIn(rows: Row[]): Change[] {
  const all = rows.filter((row) => row["polarity"] === "positive" && row["mode"] === "is").map((row) => ({
    claim: text(row, "claim"), text: text(row, "text"), type: text(row, "type"), from: endIn(row, "from"), to: endIn(row, "to"),
    causes: (row["causes"] as Named[] | null) ?? [], since: text(row, "since"), standing: text(row, "standing") as Standing,
    documents: (row["documents"] as string[] | null) ?? [], number: 0,
  }));
  let number = 0;
  return all.map((change) => ({ ...change, number: isOfRoute(change) ? (number += 1) : 0 }));
}

function endIn(row: Row, name: string): Named | null {
  return row[`${name}_key`] ? { name: text(row, name), key: text(row, `${name}_key`) } : null;
}

function isOfRoute({ from, to }: { from: Named | null; to: Named | null }): boolean {
  return [from, to].some((end) => end?.key.startsWith("route:"));
}

export function datedIn(rows: Row[]): Dated[] {
  return rows.map((row) => {
    const [from, to] = [text(row, "from"), text(row, "to")];
    return {
      lane: text(row, "lane"), name: text(row, "name"), key: text(row, "key"), kind: text(row, "kind"),
      words: to && to !== from ? `${from} to ${to}` : from, exact: [from, to || from].every((date) => /^\d{4}(-\d\d)*$/.test(date)),
      begin: numberIn(row, "begin"), end: numberIn(row, "end"),
      places: ((row["places"] as Row[] | null) ?? []).map((p) => ({ name: text(p, "place"), key: text(p, "place_key"), at: degreesIn(p) })),
      routes: ((row["routes"] as Row[] | null) ?? []).map((r) => ({ name: text(r, "route"), key: text(r, "route_key") })),
      causes: (row["causes"] as Named[] | null) ?? [], standing: (row["standing"] as Standing | null) ?? null,
    };
  });
}

function text(row: Row, name: string): string {
  const value = row[name];
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}

function numberIn(row: Row, name: string): number | null {
  const value = row[name];
  return typeof value === "number" ? value : null;
}

function degreesIn(row: Row): Degrees | null {
  const [latitude, longitude] = [numberIn(row, "latitude"), numberIn(row, "longitude")];
  return latitude === null || longitude === null ? null : [longitude, latitude];
}
