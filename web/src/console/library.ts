// What stands beside the editor: saved queries, what was asked before, and the
// named queries as examples.

import { addressOf, read } from "../service/api";
import { button, counted, make } from "../parts/element";
import { saveFile } from "../parts/save";
import type { QueriesAnswer, Query } from "../service/shapes";
import { text } from "../texts/console";
import { consoleAddress } from "./address";
import { exported, imported, type Kept, Shelf } from "./shelf";

export const asked = new Shelf("corridor-console-history", keeper());
export const saved = new Shelf("corridor-console-saved", keeper());

/** A browser may forbid to keep anything. */
function keeper(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

export interface Desk {
  /** What stands in the editor. */
  present(): Kept;
  /** To be called before a link to a statement is followed. */
  open(kept: Kept): void;
}

export class Library {
  readonly element = make("section", { class: "shelves", "aria-label": text.shelf });
  private readonly said = make("p", { class: "small", role: "status" });
  private readonly savedPlace = make("div", {});
  private readonly askedPlace = make("div", {});

  /** Examples are shown at once to whoever has nothing of their own yet. */
  constructor(private readonly desk: Desk, isNew: boolean) {
    this.element.append(
      make("details", { open: true }, make("summary", {}, text.saved), this.saving(), this.savedPlace, this.said, this.exchange()),
      make("details", { open: true }, make("summary", {}, text.history), this.askedPlace),
      this.examples(isNew));
    this.show();
  }

  /** Shows once more what is kept. */
  show(): void {
    this.savedPlace.replaceChildren(saved.all().length > 0 ? make("ul", {}, ...saved.all().map((k) => this.item(k, k.name ?? "", true))) : make("p", { class: "small" }, text.savedNone), ...this.lasting(saved));
    const clear = button(text.clear, () => (asked.clear(), this.show()), { class: "quiet" });
    this.askedPlace.replaceChildren(...(asked.all().length > 0 ? [make("ul", {}, ...asked.all().map((k) => this.item(k, firstWords(k.text), false))), clear] : [make("p", { class: "small" }, text.historyNone)]), ...this.lasting(asked));
  }

  private lasting(shelf: Shelf): HTMLElement[] {
    return shelf.lasts ? [] : [make("p", { class: "small" }, text.notKept)];
  }

  private item(kept: Kept, title: string, isNamed: boolean): HTMLElement {
    const link = make("a", { href: consoleAddress(kept.text, kept.parameters), title: kept.text, onclick: () => this.desk.open(kept) }, title);
    const remove = isNamed ? button("×", () => (saved.drop(kept), this.show()), { class: "quiet", "aria-label": text.remove(title), title: text.remove(title) }) : null;
    return make("li", {}, link, kept.came ? make("span", { class: "small" }, kept.came) : null, remove);
  }

  private saving(): HTMLElement {
    const name = make("input", { id: "console-name", type: "text", autocomplete: "off", maxlength: "80" });
    const submit = (event: Event): void => {
      event.preventDefault();
      const title = name.value.trim();
      const { text: statement, parameters } = this.desk.present();
      if (title === "" || statement.trim() === "") {
        this.said.textContent = title === "" ? text.noName : text.nothingToSave;
        return;
      }
      const isNew = !saved.all().some((k) => k.name === title);
      saved.save({ name: title, text: statement, parameters });
      name.value = "";
      this.said.textContent = isNew ? text.savedAs(title) : text.savedOver(title);
      this.show();
    };
    return make("form", { class: "saving", "aria-label": text.saved, onsubmit: submit }, make("label", { for: "console-name" }, text.name), name, make("button", { class: "quiet" }, text.save));
  }

  private exchange(): HTMLElement {
    const file = make("input", { id: "console-file", type: "file", accept: ".json,application/json" });
    file.addEventListener("change", () => void this.take(file));
    const out = button(text.exportFile, () => saveFile("corridor-queries.json", "application/json", exported(saved.all())), { class: "quiet" });
    return make("div", { class: "exchange" }, out, make("label", { for: "console-file", class: "quiet" }, text.importFile), file);
  }

  private async take(input: HTMLInputElement): Promise<void> {
    const [file] = input.files ?? [];
    if (!file) return;
    try {
      const queries = imported(await file.text());
      for (const query of queries) saved.save(query);
      this.said.textContent = text.importedOf(queries.length);
    } catch (error) {
      this.said.textContent = text.notImported(error instanceof Error ? error.message : String(error));
    }
    input.value = "";
    this.show();
  }

  /** The named queries, asked for once they are wanted. */
  private examples(isNew: boolean): HTMLElement {
    const place = make("ul", { class: "all" });
    const find = make("input", { id: "console-example", type: "search", autocomplete: "off" });
    find.addEventListener("input", () => {
      const words = find.value.toLowerCase().split(/\s+/);
      for (const li of place.children) (li as HTMLElement).hidden = !words.every((word) => li.textContent?.toLowerCase().includes(word));
    });
    const folded = make("details", { open: isNew && asked.all().length === 0 }, make("summary", {}, text.examples), make("label", { for: "console-example", class: "small" }, text.find), find, place);
    let isThere = false;
    folded.addEventListener("toggle", () => {
      if (isThere || !folded.open) return;
      isThere = true;
      void read<QueriesAnswer>(addressOf("queries")).then(({ queries }) => place.replaceChildren(...queries.map((q) => this.example(q))), (error: unknown) => {
        isThere = false;
        place.replaceChildren(make("li", { role: "alert" }, error instanceof Error ? error.message : String(error)));
      });
    });
    return folded;
  }

  private example(query: Query): HTMLElement {
    const parameters = Object.fromEntries((query.parameters ?? []).map((p) => [p.name, p.default ?? p.example]));
    const kept: Kept = { text: query.cypher, parameters: Object.keys(parameters).length > 0 ? JSON.stringify(parameters, null, 1) : "" };
    return make("li", {}, make("a", { href: consoleAddress(kept.text, kept.parameters), title: query.question, onclick: () => this.desk.open(kept) }, query.title));
  }
}

/** The beginning of a statement, on one line. */
function firstWords(statement: string): string {
  const line = statement.replace(/\s+/g, " ").trim();
  return line.length > 90 ? `${line.slice(0, 89)}…` : line;
}

/** What came of a statement, for the list of those asked. */
export function cameOf(rows: number | null, ms: number): string {
  return rows === null ? "failed" : `${counted(rows, "row")}, ${ms} ms`;
}
