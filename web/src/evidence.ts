// Evidence: who says what, how surely, and where it stands.

import { read, addressOf, segment } from "./api";
import { make } from "./element";
import { linkTo } from "./link";
import type { Evidence, PassageAnswer } from "./shapes";
import { hedgeOf, placeOf, readingOf } from "./words";

export function evidenceList(all: Evidence[]): HTMLElement {
  return make("ul", { class: "evidence" }, ...all.map(item));
}

function item(e: Evidence): HTMLElement {
  const own = e.voice_key === (e.document_key ?? e.document);
  const how = [hedgeOf(e.hedge), e.reading === "explicit" ? "" : readingOf(e.reading)].filter(Boolean).join(", ");
  return make("li", { class: `stance-${e.stance}`, "data-passage": e.passage },
    make("p", { class: "paraphrase" }, e.paraphrase),
    make("p", { class: "said" },
      linkTo(e.voice_key, own ? e.short : e.voice, { title: e.voice, class: "who" }),
      " ", make("span", { class: "stance" }, e.stance), how ? ` (${how})` : "", " · ",
      linkTo(e.passage, `${e.short}, ${e.at}`, { title: `The passage: ${e.document}, ${placeOf(e.at)}`, class: "small" })));
}

/** How many sentences are read at once; the others stand in the views of their statements. */
const mostSentences = 24;

/**
 * Puts the sentences under their paraphrases where the service has copies of
 * the documents. It stops at the first passage without a text: then there are none.
 */
export async function addSentences(place: HTMLElement, signal: AbortSignal): Promise<void> {
  const items = [...place.querySelectorAll<HTMLElement>("li[data-passage]")].slice(0, mostSentences);
  for (const li of items) {
    const key = li.dataset["passage"] ?? "";
    const { text } = await read<PassageAnswer>(addressOf(`passages/${segment(key)}`), signal);
    if (!text) return;
    li.querySelector(".paraphrase")?.after(make("blockquote", {}, text.sentence));
  }
}
