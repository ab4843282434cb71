// Links to what can be read beside a view: they keep the view and show a key.

import { make } from "./element";
import { format, parse } from "../frame/state";
import { isOnlyDenied, standingOf } from "../texts/words";
import { text } from "../texts/parts";

/** A link that shows a key beside the present view. */
export function linkTo(key: string, name: string, attributes: Record<string, string> = {}): HTMLAnchorElement {
  const link = make("a", { href: format({ ...parse(location.hash), show: key }), "data-key": key, ...attributes }, name);
  // The address may change while the link stands.
  link.addEventListener("click", () => {
    link.href = format({ ...parse(location.hash), show: key });
  });
  return link;
}

/** A standing in words; with the voices for and against, what is only denied is told from what is only reported. */
export function badge(standing: string, voices: { for?: number; against?: number; unknown?: number } = {}): HTMLElement {
  if (isOnlyDenied({ ...voices, standing })) return make("span", { class: "badge denied", title: text.onlyDeniedMeans }, text.onlyDenied);
  const { name, means } = standingOf(standing);
  return make("span", { class: `badge ${standing}`, title: means }, name);
}
