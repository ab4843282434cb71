// A passage: its sentence where the service has the copies, and what was drawn
// from it.

import { make } from "../parts/element";
import { linkTo } from "../parts/link";
import type { Drawn, PassageAnswer } from "../service/shapes";
import { wrongButton } from "./report";
import { hedgeOf, kindOf, placeOf, readingOf } from "../texts/words";
import { text as words } from "../texts/read";

export function passageParts({ passage, drawn, text, meta }: PassageAnswer): HTMLElement[] {
  return [
    make("p", { class: "kind" }, words.passage),
    make("h2", { tabindex: "-1" }, `${passage.short}, ${placeOf(passage.at)}`),
    make("p", {}, linkTo(passage.document_key, passage.document)),
    text ? paragraph(text.paragraph) : make("p", { class: "note" }, words.noSentence),
    ...(passage.none ? [make("p", {}, words.noneDrawn(passage.none))] : []),
    make("h3", {}, words.drawn),
    make("ul", { class: "evidence" }, ...drawn.map((d) => drawnItem(d, passage, meta.release))),
    ...(drawn.length === 0 && !passage.none ? [make("p", {}, words.nothing)] : []),
  ];
}

function paragraph(sentences: { text: string; cited: boolean }[]): HTMLElement {
  return make("blockquote", {}, ...sentences.flatMap((s) => [s.cited ? make("mark", {}, s.text) : make("span", { class: "around" }, s.text), " "]));
}

/** Where a passage stands. */
export interface Source { key: string; at: string; short: string; document_key: string }

/** What was drawn from a passage; the document's own voice goes by its short name. */
export function drawnItem(d: Drawn, passage: Source, release: string): HTMLElement {
  const how = [hedgeOf(d.hedge), readingOf(d.reading)].filter(Boolean).join(", ");
  return make("li", { class: `stance-${d.stance}` },
    make("p", { class: "paraphrase" }, d.paraphrase),
    make("p", { class: "said" }, linkTo(d.voice_key, d.voice_key === passage.document_key ? passage.short : d.voice, { class: "who", title: d.voice }), " ", make("span", { class: "stance" }, d.stance), ` (${how}): `, linkTo(d.on, d.text),
      d.on_label === "Claim" ? "" : ` (${kindOf(d.on_label).one})`, " ",
      wrongButton({ release, claim: d.on, statement: d.text, evidence: d.evidence, passage: passage.key, at: passage.at, document: passage.short, paraphrase: d.paraphrase })));
}
