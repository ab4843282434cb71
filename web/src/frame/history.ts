// Undo and redo: every change of what is shown is an entry of the browser's
// history. Which entries are the page's own is told by a number in each.

import { text } from "../texts/frame";
import { make } from "../parts/element";

export class History {
  readonly element: HTMLElement;
  private readonly undo = this.step(text.undo, "↶", () => history.back());
  private readonly redo = this.step(text.redo, "↷", () => history.forward());
  private at = numberOf(history.state) ?? 0;
  private last = this.at;

  constructor() {
    this.element = make("div", { class: "history", role: "group", "aria-label": text.history }, this.undo, this.redo);
    history.replaceState({ at: this.at }, "");
    addEventListener("keydown", (event) => this.key(event));
    this.show();
  }

  /** To be called after each change of the address, before anything else is done with it. */
  follow(): void {
    const known = numberOf(history.state);
    if (known === null) {
      this.at += 1;
      this.last = this.at; // what was undone is gone
      history.replaceState({ at: this.at }, "");
    } else this.at = known;
    this.show();
  }

  /** Goes on to another address; unlike one that a link leads to, the browser tells nobody of it. */
  go(address: string): void {
    this.at += 1;
    this.last = this.at;
    history.pushState({ at: this.at }, "", address);
    this.show();
  }

  /** Writes another address for what is already shown. */
  correct(address: string): void {
    history.replaceState({ at: this.at }, "", address);
  }

  private step(name: string, sign: string, act: () => void): HTMLButtonElement {
    return make("button", { type: "button", class: "quiet", "aria-label": name, title: name, onclick: act }, sign);
  }

  private show(): void {
    this.undo.disabled = this.at === 0;
    this.redo.disabled = this.at >= this.last;
  }

  /** The usual keys, where they do not undo what is typed. */
  private key(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target)) return;
    const wanted = event.key.toLowerCase() === "y" || (event.shiftKey && event.key.toLowerCase() === "z") ? this.redo : event.key.toLowerCase() === "z" ? this.undo : null;
    if (!wanted) return;
    event.preventDefault();
    wanted.click();
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function numberOf(state: unknown): number | null {
  const { at } = (state ?? {}) as { at?: unknown };
  return typeof at === "number" ? at : null;
}
