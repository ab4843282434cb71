// What belongs together on the map, in its list and on the timeline: choosing
// one marks the others.

import type { Change, Dated, Route } from "./routes";

export class Relations {
  private readonly joined = new Map<string, Set<string>>();

  constructor(routes: Route[], changes: Change[], dated: Dated[]) {
    for (const route of routes) for (const stop of route.stops) this.all([route.key, stop.key, stop.claim]);
    for (const { claim, from, to, causes } of changes) this.all([claim, ...[from, to, ...causes].flatMap((end) => end?.key ?? [])]);
    for (const d of dated) {
      for (const other of [...d.places, ...d.routes, ...d.causes]) this.all([d.key, other.key]);
      for (const cause of d.causes) for (const route of d.routes) this.all([cause.key, route.key]);
    }
  }

  /** The keys that some keys are joined to, without themselves. */
  near(keys: Set<string>): Set<string> {
    return new Set([...keys].flatMap((key) => [...(this.joined.get(key) ?? [])]).filter((key) => !keys.has(key)));
  }

  private all(keys: string[]): void {
    for (const key of keys) {
      const others = this.joined.get(key) ?? new Set();
      for (const other of keys) if (other !== key) others.add(other);
      this.joined.set(key, others);
    }
  }
}
