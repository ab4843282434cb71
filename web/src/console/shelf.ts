// Statements that are kept: those that were asked, and those with a name. They
// stay in this browser, as far as it lets them.

import { text } from "../texts/console";

export interface Kept { text: string; parameters: string; name?: string; at?: string; came?: string }

export const most = 50;

/** What a shelf is kept in: localStorage, or for tests any other. */
export type Keeper = Pick<Storage, "getItem" | "setItem">;

export class Shelf {
  private items: Kept[];
  /** Whether what is put here is there the next time. */
  lasts = true;

  constructor(private readonly name: string, private readonly keeper: Keeper | null) {
    this.items = this.recall();
  }

  all(): readonly Kept[] {
    return this.items;
  }

  /** Puts a statement on top; the same one further down goes, and what is too many. */
  remember(kept: Kept): void {
    this.items = [kept, ...this.items.filter((k) => k.text !== kept.text || k.parameters !== kept.parameters)].slice(0, most);
    this.keep();
  }

  /** Keeps a statement under its name, in the place of one that had it. */
  save(kept: Kept): void {
    this.items = [...this.items.filter((k) => k.name !== kept.name), kept].sort((a, b) => (a.name ?? "").localeCompare(b.name ?? ""));
    this.keep();
  }

  drop(kept: Kept): void {
    this.items = this.items.filter((k) => k !== kept);
    this.keep();
  }

  clear(): void {
    this.items = [];
    this.keep();
  }

  private recall(): Kept[] {
    try {
      if (!this.keeper) throw new Error("nothing is kept");
      return listOf(JSON.parse(this.keeper.getItem(this.name) ?? "[]"));
    } catch {
      this.lasts = this.keeper !== null;
      return [];
    }
  }

  private keep(): void {
    try {
      if (!this.keeper) throw new Error("nothing is kept");
      this.keeper.setItem(this.name, JSON.stringify(this.items));
    } catch {
      this.lasts = false;
    }
  }
}

const format = "corridor saved queries 1";

/** Saved queries as a file. */
export function exported(items: readonly Kept[]): string {
  return JSON.stringify({ format, queries: items.map(({ name, text, parameters }) => ({ name, text, parameters })) }, null, 2) + "\n";
}

/** The queries of such a file; an error where it is none. */
export function imported(file: string): Kept[] {
  const read = JSON.parse(file) as { format?: unknown; queries?: unknown };
  if (read?.format !== format) throw new Error(text.noFormat(format));
  const queries = listOf(read.queries).filter((k) => k.name);
  if (queries.length === 0) throw new Error(text.noQueries);
  return queries;
}

/** Those of a list that are what they should be: what was kept may be of another release. */
function listOf(value: unknown): Kept[] {
  if (!Array.isArray(value)) return [];
  return value.filter((k): k is Kept => typeof k?.text === "string" && typeof k.parameters === "string" && (k.name === undefined || typeof k.name === "string"));
}
