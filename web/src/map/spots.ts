// The places that stand on the map, each once, with what it is to the routes.

import type { Dated, Degrees, Role, Route } from "./routes";

export interface Spot {
  key: string;
  name: string;
  at: Degrees;
  roles: Role[];
  /** Whether it is more than a point: the point stands for all of it. */
  isRegion: boolean;
  countries: string[];
  routes: string[];
}

/** A place that no point is known of, and what wants it. */
export interface Unplaced { key: string; name: string; routes: string[]; things: number }

export const roles: Role[] = ["origin", "transit", "destination"];

export function spotsOf(routes: Route[], dated: Dated[]): Spot[] {
  const found = new Map<string, Spot>();
  for (const route of routes) {
    for (const stop of route.stops) {
      if (!stop.at) continue;
      const spot = found.get(stop.key) ?? { key: stop.key, name: stop.place, at: stop.at, roles: [], isRegion: !/^(country|city|state)$/.test(stop.kind), countries: stop.countries, routes: [] };
      found.set(stop.key, { ...spot, roles: roles.filter((r) => r === stop.role || spot.roles.includes(r)), routes: [...new Set([...spot.routes, route.key])] });
    }
  }
  for (const { name, key, at } of dated.flatMap((d) => d.places)) {
    if (at && !found.has(key)) found.set(key, { key, name, at, roles: [], isRegion: false, countries: [], routes: [] });
  }
  return [...found.values()];
}

export function unplacedIn(routes: Route[], dated: Dated[]): Unplaced[] {
  const found = new Map<string, Unplaced>();
  const of = (key: string, name: string): Unplaced => {
    const place = found.get(key) ?? { key, name, routes: [], things: 0 };
    found.set(key, place);
    return place;
  };
  for (const route of routes) for (const stop of route.stops) if (!stop.at) of(stop.key, stop.place).routes.push(route.name);
  for (const place of dated.flatMap((d) => d.places)) if (!place.at) of(place.key, place.name).things += 1;
  return [...found.values()].toSorted((a, b) => a.name.localeCompare(b.name));
}
