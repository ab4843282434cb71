// What a search found.

import { counted, make } from "./element";
import { linkTo } from "./link";
import { sign } from "./list";
import type { Found, SearchAnswer } from "./shapes";
import { kindOf } from "./words";

export function foundParts(text: string, { results, total }: SearchAnswer): HTMLElement[] {
  if (results.length === 0) {
    return [make("h2", { tabindex: "-1" }, `Nothing is called “${text}”`), make("p", {}, "Try another word, or fewer letters of it. Names are in English, as in “broker” or “Libya”.")];
  }
  const cut = total > results.length ? `, the first ${results.length} are shown` : "";
  return [make("h2", { tabindex: "-1" }, `${total} found for “${text}”${cut}`), make("ul", { class: "found" }, ...results.map(item))];
}

function item(r: Found): HTMLElement {
  const other = r.matched && r.matched !== r.name ? ` · matches “${r.matched}”` : "";
  return make("li", {}, sign(r.label), make("div", {}, linkTo(r.key, r.name, { class: "result" }), make("p", { class: "small" }, `${kindOf(r.label).one}${r.claims > 0 ? `, ${counted(r.claims, "statement")}` : ""}${other}`)));
}
