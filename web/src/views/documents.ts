// The view of documents: all of them, or one from its beginning to its end with
// what was drawn from each passage.

import { format, type State, stateOf } from "../frame/state";
import type { Frame, View } from "../frame/view";
import { make } from "../parts/element";
import { linkTo } from "../parts/link";
import { asked } from "../read/cypher";
import { drawnItem } from "../read/passage";
import { addressOf, read, segment } from "../service/api";
import type { DocumentRow, DocumentsAnswer, ReadingAnswer, ReadPassage } from "../service/shapes";
import { text } from "../texts/documents";

export async function documents(frame: Frame, state: State, signal: AbortSignal): Promise<View> {
  const address = addressOf("documents");
  const answer = await read<DocumentsAnswer>(address, signal);
  if (state.of) return reading(frame, state, answer.documents, signal);
  const element = make("div", { class: "documents" },
    make("h2", {}, text.heading), make("p", { class: "intro" }, text.intro), ...answer.documents.map(document), asked(answer.meta, address));
  return { element, side: null, drawings: [], mark: () => {} };
}

function document(d: DocumentRow): HTMLElement {
  return make("article", { class: "document", "aria-label": d.short },
    make("h3", {}, linkTo(d.key, d.title)),
    make("p", { class: "small" }, text.by(d.authors ?? [], d.year), " · ", text.held(d.held), d.certain ? "" : ` ${text.uncertain}`),
    make("p", {}, text.figures(d)),
    make("p", {}, make("a", { href: readingOf(d.key), "aria-label": `${text.read}: ${d.short}` }, text.read), " · ",
      make("a", { href: format({ ...stateOf("ask", { document: d.key }), of: "document-adds" }) }, text.alone)));
}

function readingOf(key: string): string {
  return format({ ...stateOf("documents"), of: key });
}

/** How many passages are read at once. */
const most = 400;

async function reading(frame: Frame, state: State, all: DocumentRow[], signal: AbortSignal): Promise<View> {
  const found = all.find((d) => d.key === state.of);
  const given = { limit: String(most), ...(state.given["cursor"] ? { cursor: state.given["cursor"] } : {}) };
  const address = addressOf(`documents/${segment(state.of)}/passages`, given);
  const { passages, texts, total, next, meta } = await read<ReadingAnswer>(address, signal);
  const only = state.given["only"] === "drawn";
  const shown = only ? passages.filter((p) => p.drawn.length > 0) : passages;
  const box = make("input", { type: "checkbox", id: "only-drawn" });
  box.checked = only;
  box.addEventListener("change", () => frame.go({ ...state, given: { ...without(state.given, "only"), ...(box.checked ? { only: "drawn" } : {}) } }));
  const more = total - passages.length;
  const element = make("div", { class: "reading" },
    make("p", {}, make("a", { href: format(stateOf("documents")) }, `← ${text.back}`)),
    make("h2", {}, found ? text.reading(found.title, found.short) : state.of),
    texts ? null : make("p", { class: "note" }, text.copyright),
    make("p", {}, box, " ", make("label", { for: "only-drawn" }, text.onlyDrawn)),
    make("p", { class: "count-line", role: "status" }, text.shown(shown.length, passages.length)),
    ...paragraphs(shown, texts ?? {}, found, meta.release),
    next && more > 0 ? make("p", {}, make("a", { href: format({ ...state, given: { ...state.given, cursor: next } }) }, text.more(more))) : null,
    asked(meta, address));
  const mark = (keys: string[]): void => {
    for (const p of element.querySelectorAll<HTMLElement>(".passage")) p.toggleAttribute("data-marked", keys.includes(p.dataset["key"] ?? ""));
  };
  return { element, side: null, drawings: [], mark };
}

function without(given: Record<string, string>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(given).filter(([key]) => key !== name));
}

function paragraphs(passages: ReadPassage[], texts: NonNullable<ReadingAnswer["texts"]>, found: DocumentRow | undefined, release: string): HTMLElement[] {
  const numbers = [...new Set(passages.map((p) => p.paragraph))];
  return numbers.map((n) => make("section", { class: "paragraph", "aria-label": text.paragraph(n) },
    make("h3", {}, text.paragraph(n)), ...passages.filter((p) => p.paragraph === n).map((p) => passage(p, texts[p.key]?.sentence, found, release))));
}

function passage(p: ReadPassage, sentence: string | undefined, found: DocumentRow | undefined, release: string): HTMLElement {
  const source = { key: p.key, at: p.at, short: found?.short ?? "", document_key: found?.key ?? "" };
  return make("div", { class: "passage", "data-key": p.key },
    make("p", { class: "small at" }, linkTo(p.key, p.at, { "aria-label": `${p.at}, ${text.sentence(p.at)}` })),
    make("div", {},
      sentence ? make("blockquote", {}, sentence) : null,
      p.drawn.length > 0 ? make("ul", { class: "evidence" }, ...p.drawn.map((d) => drawnItem(d, source, release))) : make("p", { class: "small" }, text.nothing(p.none ?? ""))));
}
