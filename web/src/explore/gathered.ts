// What a reader has gathered, as the address says it: nodes, what was opened of
// which, what is hidden, the ways between some, filters, and how it is shown.

import { listIn, type State, stateOf } from "../frame/state";
import { type Look, lookIn, lookOut } from "./look";

export interface Opening { key: string; type: string; direction: "" | "in" | "out" }

export interface Ends { from: string; to: string; after: number }

export interface Gathered extends Look {
  /** Those to begin with: they stay whatever is collapsed. */
  nodes: string[];
  open: Opening[];
  hide: string[];
  paths: Ends[];
  /** The way that is lit up, as "path.way"; empty for none. */
  way: string;
  /** One end of ways whose other end is to be chosen yet; empty for none. */
  from: string;
  to: string;
}

export function gatheredIn({ given }: State): Gathered {
  return {
    nodes: listIn(given["nodes"]),
    open: listIn(given["open"]).map((text) => {
      const [key = "", type = "", direction = ""] = text.split("~");
      return { key, type, direction: direction === "in" || direction === "out" ? direction : "" };
    }),
    hide: listIn(given["hide"]),
    paths: listIn(given["paths"]).map((text) => {
      const [from = "", to = "", after = "0"] = text.split("~");
      return { from, to, after: Number(after) || 0 };
    }),
    way: given["way"] ?? "",
    from: given["from"] ?? "",
    to: given["to"] ?? "",
    ...lookIn(given),
  };
}

export function stateFor(g: Gathered, show = ""): State {
  return stateOf("explore", {
    nodes: g.nodes.join(","),
    open: g.open.map((o) => [o.key, o.type, o.direction].join("~").replace(/~+$/, "")).join(","),
    hide: g.hide.join(","),
    paths: g.paths.map((p) => `${p.from}~${p.to}${p.after > 0 ? `~${p.after}` : ""}`).join(","),
    way: g.way,
    from: g.from,
    to: g.to,
    ...lookOut(g),
  }, show);
}

/** Adds a node; one that was hidden is shown again. */
export function withNode(g: Gathered, key: string): Gathered {
  return { ...g, nodes: [...without(g.nodes, key), key], hide: without(g.hide, key) };
}

export function withOpening(g: Gathered, opening: Opening): Gathered {
  const known = g.open.some((o) => same(o, opening));
  const stays = g.nodes.length > 0 || g.open.length > 0 ? g.nodes : [opening.key];
  return { ...g, nodes: stays, open: known ? g.open : [...g.open, opening] };
}

/** Takes back all that was opened of one node; what others opened stays. */
export function collapsed(g: Gathered, key: string): Gathered {
  const stays = g.nodes.includes(key) || g.open.some((o) => o.key !== key) ? g.nodes : [...g.nodes, key];
  const gone = g.open.flatMap((o, i) => (o.key === key ? [i] : []));
  const paths = g.paths.map((p) => ({ ...p, after: p.after - gone.filter((i) => i < p.after).length }));
  return { ...g, nodes: stays, open: g.open.filter((o) => o.key !== key), paths };
}

/** Takes a node out of sight, and what was opened of it. */
export function hidden(g: Gathered, key: string): Gathered {
  const rest = collapsed(g, key);
  return { ...rest, nodes: without(rest.nodes, key), hide: [...without(g.hide, key), key], paths: g.paths.filter((p) => p.from !== key && p.to !== key), way: "" };
}

export function withPaths(g: Gathered, from: string, to: string): Gathered {
  const paths = [...g.paths.filter((p) => p.from !== from || p.to !== to), { from, to, after: g.open.length }];
  return { ...g, paths, way: "", from: "", to: "", hide: without(without(g.hide, from), to) };
}

/** A list without one, or with it where it was not there. */
export function toggled(list: string[], item: string): string[] {
  return list.includes(item) ? without(list, item) : [...list, item];
}

export function without(list: string[], item: string): string[] {
  return list.filter((other) => other !== item);
}

function same(a: Opening, b: Opening): boolean {
  return a.key === b.key && a.type === b.type && a.direction === b.direction;
}
