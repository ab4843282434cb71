// What a first visit is told: a few hints in a strip above the view, one at a
// time. Once they are read or closed they come again only where they are asked for.

import { button, make } from "../parts/element";
import { hints, text } from "../texts/frame";
import { keep, recall } from "./kept";

const remembered = "corridor-hints";

/** The strip of hints; `again` shows it once more, and has the focus when it is closed. */
export function hintStrip(again: HTMLElement): HTMLElement {
  let at = 0;
  const words = make("p", { role: "status" });
  const next = button(text.nextHint, () => show(at + 1), { class: "quiet" });
  const end = button(text.closeHints, () => close(), { class: "quiet" });
  const strip = make("section", { class: "hints", "aria-label": text.hints, hidden: true }, words, make("div", {}, next, end));
  const show = (which: number): void => {
    at = which;
    words.replaceChildren(make("b", {}, text.hintOf(at + 1, hints.length)), ` ${hints[at]}`);
    strip.hidden = false;
    if (at + 1 === hints.length && document.activeElement === next) end.focus(); // before what has the focus goes
    next.hidden = at + 1 === hints.length;
  };
  const close = (): void => {
    keep(remembered, "read");
    strip.hidden = true;
    again.focus();
  };
  again.addEventListener("click", () => show(0));
  if (recall(remembered) === null) show(0);
  return strip;
}
