// A range of years that a reader gives, and where things stand towards it.

import type { Dated } from "./routes";

export interface Years { since: number | null; until: number | null }

/** What has no year may or may not be within: it is neither shown as if it were nor left out. */
export type When = "within" | "outside" | "undated";

export function yearsIn(given: Record<string, string>): Years {
  const year = (name: string): number | null => (/^\d{4}$/.test(given[name] ?? "") ? Number(given[name]) : null);
  return { since: year("since"), until: year("until") };
}

export function isGiven({ since, until }: Years): boolean {
  return since !== null || until !== null;
}

export function whenOf({ begin, end }: { begin: number | null; end: number | null }, years: Years): When {
  if (begin === null) return "undated";
  return (years.since ?? -Infinity) <= (end ?? begin) && begin <= (years.until ?? Infinity) ? "within" : "outside";
}

/** A route is within where something dated of it is, and outside only where something dated of it is outside. */
export function whenOfKey(key: string, dated: Dated[], years: Years): When {
  const all = dated.filter((d) => d.begin !== null && (d.key === key || d.routes.some((r) => r.key === key))).map((d) => whenOf(d, years));
  return all.includes("within") ? "within" : all[0] ?? "undated";
}
