// What a term means, by source: shown while its name is pointed at or has the
// focus. It can be pointed at itself, stays until it is left, and Escape ends it.

import { make } from "../parts/element";
import { addressOf, read } from "../service/api";
import type { RowsAnswer } from "../service/shapes";
import { text } from "../texts/term";

interface Definition { defines: string; defines_key: string; gist: string; sources: string[]; since: string | null }

let known: Promise<Map<string, Definition[]>> | null = null;

/** All definitions by what they define, read once; a failure is forgotten. */
function definitions(): Promise<Map<string, Definition[]>> {
  known ??= read<RowsAnswer>(addressOf("queries/definitions")).then((answer) => {
    const all = new Map<string, Definition[]>();
    for (const row of answer.rows as unknown as Definition[]) all.set(row.defines_key, [...(all.get(row.defines_key) ?? []), row]);
    return all;
  }, () => {
    known = null;
    return new Map();
  });
  return known;
}

/** Milliseconds after which what is pointed at is meant. */
const patience = 350;

/** Watches the page for names of terms: elements with the key of one. */
export function watchTerms(): void {
  const shown = make("div", { class: "term", role: "tooltip", id: "term", hidden: true });
  document.body.append(shown);
  let of: HTMLElement | null = null;
  let waiting = 0;
  const hide = (): void => {
    clearTimeout(waiting);
    of?.removeAttribute("aria-describedby");
    of = null;
    shown.hidden = true;
  };
  const wait = (element: HTMLElement): void => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => void show(element), patience);
  };
  const show = async (element: HTMLElement): Promise<void> => {
    const all = (await definitions()).get(element.dataset["key"] ?? "");
    if (!all || !element.isConnected || !(element.matches(":hover") || element.matches(":focus-visible"))) return;
    hide();
    of = element;
    shown.replaceChildren(make("p", { class: "kind" }, text.heading(all.length, all[0]?.defines ?? "")), make("ul", {}, ...all.map((d) => make("li", {}, d.gist, " ", make("b", { class: "small" }, text.by(d.sources, d.since))))));
    shown.hidden = false;
    element.setAttribute("aria-describedby", shown.id);
    place(shown, element);
  };
  document.addEventListener("pointerover", (event) => {
    const element = keyed(event.target);
    if (element && element !== of) wait(element);
    else if (!element && !shown.contains(event.target as Node)) {
      clearTimeout(waiting);
      if (of && !of.matches(":focus-visible")) waiting = window.setTimeout(() => { if (!shown.matches(":hover")) hide(); }, patience);
    }
  });
  document.addEventListener("focusin", (event) => {
    const element = keyed(event.target);
    if (element) wait(element);
    else if (of) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || shown.hidden) return;
    event.preventDefault();
    event.stopPropagation(); // what is read beside the view stays
    hide();
  }, true);
  addEventListener("hashchange", hide);
}

function keyed(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("a[data-key], button[data-key]") : null;
}

/** Puts it under the name, or above where there is no room. */
function place(shown: HTMLElement, name: HTMLElement): void {
  const at = name.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = shown;
  shown.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
  shown.style.top = `${at.bottom + height + 8 < innerHeight ? at.bottom + 4 : Math.max(8, at.top - height - 4)}px`;
}
