// What the console is given in the address.

import { format, type State, stateOf } from "../frame/state";

export const ways = ["table", "graph", "json", "plan"] as const;
export type Way = (typeof ways)[number];

/** How many rows are asked for where the address does not say. */
export const usual = 1000;
export const limits = [100, usual, 10_000];

export interface Asking { text: string; parameters: string; as: Way; limit: number; sort: string }

export function askingOf(given: Record<string, string>): Asking {
  const text = given["text"] ?? "";
  return {
    text, parameters: given["parameters"] ?? "", sort: given["sort"] ?? "",
    as: ways.find((way) => way === given["as"]) ?? wayOf(text),
    limit: limits.find((n) => String(n) === given["rows"]) ?? usual,
  };
}

/** How the answer to a statement is shown where nothing else is said. */
export function wayOf(text: string): Way {
  return wantsPlan(text) ? "plan" : "table";
}

export function wantsPlan(text: string): boolean {
  return /^\s*(EXPLAIN|PROFILE)\b/i.test(text);
}

/** The state of a statement; what goes without saying is left out. */
export function stateFor(asking: Asking): State {
  const { text, parameters, as, limit, sort } = asking;
  const given = /^\s*(\{\s*\})?\s*$/.test(parameters) ? "" : parameters;
  return stateOf("cypher", { text, parameters: given, as: as === wayOf(text) ? "" : as, rows: limit === usual ? "" : String(limit), sort });
}

/** A link that opens a statement in the console. */
export function consoleAddress(text: string, parameters: Record<string, unknown> | null | string): string {
  const given = typeof parameters === "string" ? parameters : JSON.stringify(parameters ?? {});
  return format(stateFor({ text, parameters: given, as: wayOf(text), limit: usual, sort: "" }));
}
