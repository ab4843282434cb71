// "Wrong?": a text that names a statement, its passage and the release exactly,
// for a reader to copy and send.

import { button, make } from "../parts/element";
import { text, type Wrong } from "../texts/report";
import { copyText } from "./cypher";

/** A button that opens the text. */
export function wrongButton(wrong: Wrong): HTMLElement {
  return button(text.wrong, () => open(wrong), { class: "wrong-button", "aria-label": text.wrongOf(wrong.paraphrase ?? wrong.statement) });
}

function open(wrong: Wrong): void {
  const words = make("textarea", { rows: "9", "aria-label": text.heading, id: "wrong-words" });
  words.value = text.body(wrong);
  const copy = button(text.copy, () => void copyText(words.value, copy), { class: "primary" });
  const dialog = make("dialog", { class: "report", "aria-labelledby": "wrong-heading" },
    make("h2", { id: "wrong-heading" }, text.heading), make("p", {}, text.how), words,
    make("p", { class: "ways" }, copy, button(text.close, () => dialog.close(), { class: "quiet" })));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  words.focus();
  words.setSelectionRange(words.value.length, words.value.length);
}
