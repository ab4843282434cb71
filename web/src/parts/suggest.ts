// Type-ahead: names of the graph under an input, chosen by mouse or by keys.

import { addressOf, read, Turns } from "../service/api";
import { make } from "./element";
import { badge } from "./link";
import { sign } from "./list";
import type { Found, Named, SearchAnswer } from "../service/shapes";
import { kindOf } from "../texts/words";
import { text } from "../texts/parts";

let made = 0;

export class Suggest {
  private readonly turns = new Turns();
  private readonly options: HTMLElement;
  private found: Named[] = [];
  private at = -1;

  /** `first` gives what to offer before anything is typed; `entered` acts on Enter where nothing is pointed at. */
  constructor(private readonly input: HTMLInputElement, private readonly pick: (node: Named) => void, private readonly labels: string[] = [], private readonly first?: () => Promise<Named[]>, private readonly entered?: () => void) {
    const id = `options-${++made}`;
    this.options = make("ul", { class: "options", role: "listbox", id, hidden: true, "aria-label": text.namesFound });
    input.after(this.options);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id, autocomplete: "off" })) input.setAttribute(name, value);
    input.addEventListener("input", () => void this.look());
    input.addEventListener("focus", () => {
      if (input.value === "" && first) void this.look();
    });
    input.addEventListener("blur", () => this.close());
    input.addEventListener("keydown", (event) => this.key(event));
  }

  /** The one node that text can only mean; null where it can mean none or several. */
  async resolve(text: string): Promise<Named | null> {
    const all = await this.search(text, this.turns.begin().signal);
    const same = all.filter((n) => n.key === text || n.name.toLowerCase() === text.toLowerCase());
    return (same.length === 1 ? same[0] : all.length === 1 ? all[0] : null) ?? null;
  }

  /** The first node that text finds; null where it finds none. */
  async best(text: string): Promise<Named | null> {
    const all = await this.search(text, this.turns.begin().signal);
    return all.find((n) => n.name.toLowerCase() === text.toLowerCase()) ?? all[0] ?? null;
  }

  /** Shows once more what the text finds. */
  open(): void {
    this.input.focus();
    void this.look();
  }

  close(): void {
    this.turns.begin();
    this.options.hidden = true;
    this.at = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  private async search(text: string, signal: AbortSignal): Promise<Named[]> {
    const given: Record<string, string> = { q: text, limit: "12" };
    if (this.labels.length === 1 && this.labels[0]) given["label"] = this.labels[0];
    const { results } = await read<SearchAnswer>(addressOf("search", given), signal);
    return this.labels.length > 0 ? results.filter((r: Found) => this.labels.includes(r.label)) : results;
  }

  private async look(): Promise<void> {
    const { signal, isLatest } = this.turns.begin();
    const text = this.input.value.trim();
    if (text === "" && !this.first) {
      this.close();
      return;
    }
    try {
      const found = text === "" && this.first ? await this.first() : await this.search(text, signal);
      if (isLatest()) this.show(found.slice(0, 12));
    } catch {
      if (isLatest()) this.close(); // the form says what is wrong once it is sent
    }
  }

  /** Shows what was found; what was pointed at stays so while it is found again. */
  private show(found: Named[]): void {
    const pointed = this.found[this.at]?.key;
    this.found = found;
    this.at = found.findIndex((n) => n.key === pointed);
    this.options.replaceChildren(...found.map((n, i) =>
      make("li", {
        role: "option", id: `${this.options.id}-${i}`, "aria-selected": String(i === this.at),
        onpointerdown: (event) => {
          event.preventDefault(); // the input keeps the focus
          this.take(i);
        },
      }, sign(n.label), make("span", {}, n.name), make("span", { class: "small" }, kindOf(n.label).one, n.standing ? " " : null, n.standing ? badge(n.standing) : null))));
    this.options.hidden = found.length === 0;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
  }

  private take(i: number): void {
    const node = this.found[i];
    this.close();
    if (node) this.pick(node);
  }

  private key(event: KeyboardEvent): void {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (this.options.hidden) void this.look();
      else this.move(event.key === "ArrowDown" ? 1 : -1);
      event.preventDefault();
    } else if (event.key === "Enter" && this.at >= 0) {
      event.preventDefault();
      this.take(this.at);
    } else if (event.key === "Enter" && this.entered) {
      event.preventDefault();
      this.entered();
    } else if (event.key === "Escape" && !this.options.hidden) {
      event.preventDefault();
      this.close();
    }
  }

  private move(by: number): void {
    this.at = (this.at + by + this.found.length) % this.found.length;
    [...this.options.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === this.at)));
    this.options.children[this.at]?.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", `${this.options.id}-${this.at}`);
  }
}
