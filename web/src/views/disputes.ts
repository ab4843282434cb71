// The view of disagreements: each disputed or merely reported statement with
// every voice that speaks of it, side by side.

import { format, listIn, type State, stateOf } from "../frame/state";
import type { Frame, View } from "../frame/view";
import { make } from "../parts/element";
import { badge, linkTo } from "../parts/link";
import { asked } from "../read/cypher";
import { evidenceList, type Of } from "../read/evidence";
import { addressOf, read } from "../service/api";
import type { ClaimRow, ClaimsAnswer, Contradiction, DocumentRow, DocumentsAnswer, Meta, RowsAnswer, Standing, StandingVoice } from "../service/shapes";
import { text } from "../texts/disputes";

const kinds = ["disputed", "reported", "contradictions"] as const;
type Kind = (typeof kinds)[number];

/** More statements than this are not read at once; the rest is counted. */
const most = 1000;

export async function disputes(frame: Frame, state: State, signal: AbortSignal): Promise<View> {
  const kind = kinds.find((known) => known === state.given["kind"]) ?? "disputed";
  const { documents } = await read<DocumentsAnswer>(addressOf("documents"), signal);
  const results = make("div", { class: "disputes-found" });
  const element = make("div", { class: "disputes" },
    make("h2", {}, text.heading), make("p", { class: "intro" }, text.intro), tabs(state, kind), make("p", { class: "small" }, text.means[kind]), filters(frame, state, documents), results);
  const view: View = { element, side: null, drawings: [], mark: () => {} };
  const address = addressOfKind(kind, state);
  const { meta, cards, all } = kind === "contradictions" ? await pairs(address, state, documents, signal) : await statements(address, state, documents, signal);
  const count = kind === "contradictions" ? text.foundPairs(cards.length, all) : text.found(cards.length, all);
  const left = Object.values(meta.left_out ?? {}).reduce((sum, n) => sum + n, 0);
  results.append(make("p", { class: "count-line", role: "status" }, cards.length === 0 ? text.none : `${count}.${left > 0 ? ` ${text.more(left)}` : ""}`), ...cards, asked(meta, address));
  return view;
}

function addressOfKind(kind: Kind, { given }: State): string {
  if (kind === "contradictions") return addressOf("queries/contradictions", { limit: String(most) });
  const document = given["document"] ?? "";
  return addressOf("claims", { standing: kind, ...(document ? { document } : {}), limit: String(most) });
}

function tabs(state: State, kind: Kind): HTMLElement {
  return make("nav", { class: "tabs", "aria-label": text.heading }, ...kinds.map((k) =>
    make("a", { href: format(stateOf("disputes", { ...state.given, kind: k })), "aria-current": k === kind ? "page" : null }, text.kinds[k])));
}

function filters(frame: Frame, { given }: State, documents: DocumentRow[]): HTMLElement {
  const select = make("select", { id: "disputes-document" }, make("option", { value: "" }, text.anyDocument), ...documents.map((d) => make("option", { value: d.key }, d.short)));
  select.value = given["document"] ?? "";
  const words = make("input", { id: "disputes-words", type: "search", value: given["words"] ?? "" });
  const narrow = (event: Event): void => {
    event.preventDefault();
    frame.go(stateOf("disputes", { kind: given["kind"] ?? "", document: select.value, words: words.value.trim() }));
  };
  select.addEventListener("change", narrow);
  return make("form", { class: "question-form", "aria-label": text.narrow, onsubmit: narrow },
    make("div", { class: "field" }, make("label", { for: "disputes-document" }, text.document), select),
    make("div", { class: "field" }, make("label", { for: "disputes-words" }, text.words), words),
    make("button", { class: "primary" }, text.narrow));
}

/** Whether all the words of the filter stand in some text. */
function has(words: string | undefined, where: string): boolean {
  return listIn((words ?? "").toLowerCase().replaceAll(/\s+/g, ",")).every((word) => where.toLowerCase().includes(word));
}

interface Found { meta: Meta; cards: HTMLElement[]; all: number }

async function statements(address: string, { given }: State, documents: DocumentRow[], signal: AbortSignal): Promise<Found> {
  const { claims, meta } = await read<ClaimsAnswer>(address, signal);
  const shown = claims.filter((c) => has(given["words"], [c.text, ...c.voices.flatMap((v) => [v.voice, v.paraphrase])].join(" ")));
  return { meta, cards: shown.map((c) => card(c, documents, meta.release)), all: claims.length };
}

const sides: { name: keyof typeof text.sides; stances: string[] }[] = [
  { name: "for", stances: ["asserts", "recommends"] },
  { name: "between", stances: ["qualifies", "asks"] },
  { name: "against", stances: ["disputes"] },
];

function card(c: ClaimRow, documents: DocumentRow[], release: string): HTMLElement {
  const of = { release, claim: c.key, statement: c.text };
  const columns = sides.map(({ name, stances }) => side(text.sides[name], c.voices.filter((v) => stances.includes(v.stance)), documents, of));
  return make("article", { class: "dispute", "aria-label": c.text },
    make("h3", {}, linkTo(c.key, c.text), " ", badge(c.standing, c)), make("div", { class: "sides" }, ...columns));
}

function side(name: string, voices: StandingVoice[], documents: DocumentRow[], of: Of): HTMLElement {
  const evidence = voices.map((v) => ({ ...v, document_key: v.document, document: documents.find((d) => d.key === v.document)?.title ?? v.short }));
  return make("div", { class: "side-of", role: "group", "aria-label": name }, make("h4", {}, name, make("span", { class: "count" }, String(new Set(voices.map((v) => v.voice_key)).size))),
    voices.length > 0 ? evidenceList(evidence, of) : make("p", { class: "small" }, text.nobody));
}

async function pairs(address: string, { given }: State, documents: DocumentRow[], signal: AbortSignal): Promise<Found> {
  const { rows, meta } = await read<RowsAnswer>(address, signal);
  const all = rows as unknown as Contradiction[];
  const document = documents.find((d) => d.key === given["document"])?.short;
  const shown = all.filter((c) => (!document || c.documents.includes(document)) && has(given["words"], [c.text, c.other_text, ...c.voices, ...c.other_voices].join(" ")));
  return { meta, cards: shown.map(pair), all: all.length };
}

function pair(c: Contradiction): HTMLElement {
  const half = (claim: string, words: string, standing: Standing, voices: string[], opponents: string[]): HTMLElement =>
    make("section", { class: "side-of" }, make("p", { class: "statement" }, linkTo(claim, words), " ", badge(standing)), named(text.sides.for, voices), named(text.sides.against, opponents));
  return make("article", { class: "dispute pair", "aria-label": `${c.text} – ${c.other_text}` }, make("div", { class: "sides" },
    half(c.claim, c.text, c.standing, c.voices, c.opponents), half(c.other_claim, c.other_text, c.other_standing, c.other_voices, c.other_opponents)));
}

function named(side: string, voices: string[]): HTMLElement | null {
  return voices.length > 0 ? make("p", { class: "small" }, make("b", {}, `${side}: `), voices.join(", ")) : null;
}
