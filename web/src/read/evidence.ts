// Evidence: who says what, how surely, and where it stands.

import { read, addressOf, segment } from "../service/api";
import { make } from "../parts/element";
import { linkTo } from "../parts/link";
import type { Evidence, PassageAnswer } from "../service/shapes";
import { wrongButton } from "./report";
import { hedgeOf, placeOf, readingOf } from "../texts/words";
import { text as words } from "../texts/read";

/** Lines of evidence; where it is told of what and in which release, each can be reported as wrong. */
export function evidenceList(all: Evidence[], of?: Of): HTMLElement {
  return make("ul", { class: "evidence" }, ...all.map((e) => item(e, of)));
}

/** The statement that lines of evidence bear on. */
export interface Of { release: string; claim: string; statement: string }

function item(e: Evidence, of?: Of): HTMLElement {
  const own = e.voice_key === (e.document_key ?? e.document);
  const how = [hedgeOf(e.hedge), e.reading === "explicit" ? "" : readingOf(e.reading)].filter(Boolean).join(", ");
  return make("li", { class: `stance-${e.stance}`, "data-passage": e.passage },
    make("p", { class: "paraphrase" }, e.paraphrase),
    make("p", { class: "said" },
      linkTo(e.voice_key, own ? e.short : e.voice, { title: e.voice, class: "who" }),
      " ", make("span", { class: "stance" }, e.stance), how ? ` (${how})` : "", " · ",
      linkTo(e.passage, `${e.short}, ${e.at}`, { title: words.passageOf(e.document, placeOf(e.at)), class: "small" }),
      of ? " " : null, of ? wrongButton({ ...of, evidence: e.evidence ?? "", passage: e.passage, at: e.at, document: e.short, paraphrase: e.paraphrase }) : null));
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
