// What a search found.

import { counted, make } from "../parts/element";
import { badge, linkTo } from "../parts/link";
import { sign } from "../parts/list";
import type { Found, SearchAnswer } from "../service/shapes";
import { kindOf } from "../texts/words";

export function foundParts(text: string, { results, total }: SearchAnswer): HTMLElement[] {
  if (results.length === 0) {
    return [
      make("h2", { tabindex: "-1" }, `Nothing is called “${text}”`),
      make("p", {}, "The five documents do not mention it, as far as we found. That is no proof that it does not exist."),
      make("p", {}, "To look further: ", make("a", { href: "#/ask" }, "choose a question"), " and narrow it down, look through ", make("a", { href: "#/business" }, "the list of the whole business"), ", or search for a wider word, as “border” for “border fence”. Names are in English."),
    ];
  }
  const cut = total > results.length ? `, the first ${results.length} are shown` : "";
  return [make("h2", { tabindex: "-1" }, `${total} found for “${text}”${cut}`), make("ul", { class: "found" }, ...results.map(item))];
}

function item(r: Found): HTMLElement {
  const other = r.matched && r.matched !== r.name ? ` · matches “${r.matched}”` : "";
  return make("li", {}, sign(r.label), make("div", {}, linkTo(r.key, r.name, { class: "result" }), r.standing ? " " : null, r.standing ? badge(r.standing) : null, make("p", { class: "small" }, `${kindOf(r.label).one}${r.claims > 0 ? `, ${counted(r.claims, "statement")}` : ""}${other}`)));
}
