// An input for a node: people read and type its name, the service gets its key.

import { addressOf, read, segment } from "../service/api";
import { make } from "./element";
import type { Named, NodeAnswer } from "../service/shapes";
import { Suggest } from "./suggest";
import { isKey, kindOf, wordsOfKey } from "../texts/words";
import { text as words } from "../texts/parts";

/** Names of keys that were seen, so that a form need not ask for them again. */
const names = new Map<string, string>();

export function remember(nodes: Named[]): void {
  for (const n of nodes) names.set(n.key, n.name);
}

/** The name of a key that was seen, else the words of the key itself. */
export function nameOf(key: string): string {
  return names.get(key) ?? wordsOfKey(key);
}

export class KeyField {
  readonly element: HTMLElement;
  private readonly input: HTMLInputElement;
  private readonly suggest: Suggest;
  private readonly said = make("p", { class: "wrong", role: "alert", hidden: true });
  private key = "";

  constructor(id: string, key: string, labels: string[], attributes: Record<string, string | boolean> = {}) {
    this.input = make("input", { id, type: "text", ...attributes });
    this.element = make("div", { class: "suggest" }, this.said, this.input); // above: the list opens beneath
    const only = labels.length === 1 ? labels[0] : undefined;
    this.suggest = new Suggest(this.input, (node) => this.set(node), labels, only ? () => all(only) : undefined, () => void this.enter());
    this.input.addEventListener("input", () => {
      this.key = "";
      this.say("");
    });
    if (key) void this.give(key);
  }

  set(node: Named): void {
    remember([node]);
    this.key = node.key;
    this.input.value = node.name;
    this.say("");
  }

  /** The key that is meant, or null with a word above the input where none is. */
  async value(): Promise<string | null> {
    const text = this.input.value.trim();
    if (text === "") return "";
    if (this.key) return this.key;
    if (isKey(text)) return text;
    const node = await this.suggest.resolve(text);
    if (node) {
      this.set(node);
      return node.key;
    }
    this.say(words.notOneNode(text));
    this.suggest.open();
    return null;
  }

  /** Takes the first match, then sends the form where nothing else is wanting. */
  private async enter(): Promise<void> {
    const text = this.input.value.trim();
    if (text !== "" && !this.key && !isKey(text)) {
      const node = await this.suggest.best(text).catch(() => null);
      if (this.input.value.trim() !== text || this.key) return; // more was typed, or another was chosen
      if (!node) {
        this.say(words.nothingCalled(text));
        return;
      }
      this.set(node);
    }
    this.suggest.close();
    if (this.input.form?.checkValidity()) this.input.form.requestSubmit();
    else this.input.form?.reportValidity();
  }

  /** Says above the input what is wrong with it; nothing where it is right. */
  private say(words: string): void {
    this.said.textContent = words;
    this.said.hidden = words === "";
    this.input.setAttribute("aria-invalid", String(words !== ""));
  }

  /** Fills in a key, and its name once that is known. */
  async give(key: string): Promise<void> {
    this.say("");
    this.key = key;
    this.input.value = names.get(key) ?? key;
    if (names.has(key)) return;
    try {
      const { node } = await read<NodeAnswer>(addressOf(`nodes/${segment(key)}`));
      const name = String(node.properties["name"] ?? key);
      names.set(key, name);
      if (this.key === key) this.input.value = name;
    } catch {
      // A key that is none stays as it was typed; the answer will say so.
    }
  }
}

async function all(label: string): Promise<Named[]> {
  const { nodes } = await read<{ nodes: Named[] }>(addressOf("nodes", { label, limit: "50" }));
  return nodes;
}

export function kindsIn(labels: string[]): string {
  return labels.map((label) => kindOf(label).one).join(words.or);
}
