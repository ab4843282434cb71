// What a search found.

import { make } from "../parts/element";
import { badge, linkTo } from "../parts/link";
import { sign } from "../parts/list";
import type { Found, SearchAnswer } from "../service/shapes";
import { kindOf } from "../texts/words";
import { text as words } from "../texts/read";

export function foundParts(text: string, { results, total }: SearchAnswer): HTMLElement[] {
  if (results.length === 0) {
    return [
      make("h2", { tabindex: "-1" }, words.notFound(text)),
      make("p", {}, words.noMention),
      make("p", {}, words.further, make("a", { href: "#/ask" }, words.chooseQuestion), words.narrowDown, make("a", { href: "#/business" }, words.wholeList), words.wider),
    ];
  }
  return [make("h2", { tabindex: "-1" }, words.found(total, text, results.length)), make("ul", { class: "found" }, ...results.map(item))];
}

function item(r: Found): HTMLElement {
  const matched = r.matched && r.matched !== r.name ? r.matched : "";
  return make("li", {}, sign(r.label), make("div", {}, linkTo(r.key, r.name, { class: "result" }), r.standing ? " " : null, r.standing ? badge(r.standing) : null, make("p", { class: "small" }, words.kindOfFound(kindOf(r.label).one, r.claims, matched))));
}
