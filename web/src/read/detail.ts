// What is read beside a view: a node, a statement or a passage.

import { addressOf, read, Refused, segment, Turns } from "../service/api";
import { claimParts } from "./claim";
import { asked } from "./cypher";
import { button, make } from "../parts/element";
import { addSentences } from "./evidence";
import { foundParts } from "./found";
import { nodeParts, type Ways } from "./node";
import { passageParts } from "./passage";
import type { ClaimAnswer, Meta, NodeAnswer, PassageAnswer, SearchAnswer } from "../service/shapes";
import { text } from "../texts/read";

/** Begins a key that stands for a search; the rest is what is searched. */
export const searched = "find:";

export class Detail {
  private readonly turns = new Turns();

  constructor(private readonly place: HTMLElement, private readonly ways: Ways & { close(): void }) {}

  /** Shows a key; the ends of a statement are told to `marked`, to be marked in the drawing. */
  async show(key: string, marked: (keys: string[]) => void): Promise<void> {
    const { signal, isLatest } = this.turns.begin();
    this.fill([make("p", { role: "status" }, text.loading)]);
    try {
      const { parts, meta, address, keys } = await this.ask(key, signal);
      if (!isLatest()) return;
      marked(keys);
      this.fill([...parts, asked(meta, address)]);
      this.focus();
      await addSentences(this.place, signal).catch(() => {}); // they are extra
    } catch (error) {
      if (!isLatest() || (error instanceof DOMException && error.name === "AbortError")) return;
      const words = error instanceof Refused ? error.message : String(error);
      this.fill([make("h2", { tabindex: "-1" }, text.notShown), make("p", { role: "alert" }, words)]);
      this.focus();
    }
  }

  /** Forgets what is under way. */
  leave(): void {
    this.turns.begin();
  }

  private async ask(key: string, signal: AbortSignal): Promise<{ parts: HTMLElement[]; meta: Meta; address: string; keys: string[] }> {
    if (key.startsWith("claim:")) {
      const address = addressOf(`claims/${segment(key)}`);
      const answer = await read<ClaimAnswer>(address, signal);
      const { subject, object, about } = answer.claim;
      const keys = [subject, object, ...(about ?? [])].flatMap((end) => (end ? [end.key] : []));
      return { parts: claimParts(answer), meta: answer.meta, address, keys };
    }
    if (key.startsWith("passage:")) {
      const address = addressOf(`passages/${segment(key)}`);
      const answer = await read<PassageAnswer>(address, signal);
      return { parts: passageParts(answer), meta: answer.meta, address, keys: [] };
    }
    if (key.startsWith(searched)) {
      const q = key.slice(searched.length);
      const address = addressOf("search", { q });
      const answer = await read<SearchAnswer>(address, signal);
      return { parts: foundParts(q, answer), meta: answer.meta, address, keys: [] };
    }
    const address = addressOf(`nodes/${segment(key)}`);
    const answer = await read<NodeAnswer>(address, signal);
    return { parts: nodeParts(answer, this.ways), meta: answer.meta, address, keys: [key] };
  }

  private fill(parts: HTMLElement[]): void {
    this.place.replaceChildren(make("div", { class: "detail" }, button(text.back, () => this.ways.close(), { class: "quiet close" }), ...parts));
    this.place.scrollTop = 0;
  }

  private focus(): void {
    this.place.querySelector<HTMLElement>("h2")?.focus({ preventScroll: false });
  }
}
