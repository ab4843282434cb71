// An input for a node: people read and type its name, the service gets its key.

import { addressOf, read, segment } from "./api";
import { make } from "./element";
import type { Named, NodeAnswer } from "./shapes";
import { Suggest } from "./suggest";
import { isKey, kindOf, wordsOfKey } from "./words";

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
  private key = "";

  constructor(id: string, key: string, labels: string[], attributes: Record<string, string | boolean> = {}) {
    this.input = make("input", { id, type: "text", ...attributes });
    this.element = make("div", { class: "suggest" }, this.input);
    const only = labels.length === 1 ? labels[0] : undefined;
    this.suggest = new Suggest(this.input, (node) => this.set(node), labels, only ? () => all(only) : undefined);
    this.input.addEventListener("input", () => {
      this.key = "";
      this.input.setCustomValidity("");
    });
    if (key) void this.load(key);
  }

  set(node: Named): void {
    remember([node]);
    this.key = node.key;
    this.input.value = node.name;
    this.input.setCustomValidity("");
  }

  /** The key that is meant, or null with a word at the input where none is. */
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
    this.input.setCustomValidity(`“${text}” is not the name of one node: choose one from the list.`);
    this.input.reportValidity();
    return null;
  }

  private async load(key: string): Promise<void> {
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
  return labels.map((label) => kindOf(label).one).join(" or ");
}
