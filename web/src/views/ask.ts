// The view of questions: the named queries as forms, each with its answer as a
// table and as a drawing.

import { addressOf, read, segment } from "../service/api";
import { asked, copyText } from "../read/cypher";
import { csv } from "../parts/csv";
import { Drawing } from "../draw/drawing";
import { button, counted, make } from "../parts/element";
import { beginning, form, type Values } from "../parts/form";
import { remember } from "../parts/keyfield";
import type { PictureAnswer, QueriesAnswer, Query, RowsAnswer } from "../service/shapes";
import { format, type State, stateOf } from "../frame/state";
import { table } from "../parts/table";
import { consoleAddress } from "../console/address";
import { text } from "../texts/ask";
import { titleOf } from "../texts/words";
import type { Frame, View } from "../frame/view";

let library: Promise<Query[]> | null = null;

/** The named queries, read once; a failure is forgotten, so that it can be tried again. */
function queries(): Promise<Query[]> {
  library ??= read<QueriesAnswer>(addressOf("queries")).then((answer) => answer.queries, (error: unknown) => {
    library = null;
    throw error;
  });
  return library;
}

export async function ask(frame: Frame, state: State, signal: AbortSignal): Promise<View> {
  const all = await queries();
  const query = all.find((q) => q.name === state.of);
  const answer = make("div", { class: "answer" });
  const element = make("div", { class: query ? "ask one" : "ask" }, questions(all, state.of), answer);
  const view: View = { element, side: null, drawings: [], mark: (keys) => view.drawings.forEach((d) => d.choose(keys)) };
  if (query) {
    void fill(frame, view, answer, query, state, signal); // the form stands there before its answer
  } else if (state.of) {
    answer.append(make("h2", {}, text.noSuch), make("p", { role: "alert" }, text.noSuchIs(state.of)));
  } else {
    answer.append(make("h2", {}, text.heading), make("p", {}, text.intro, " ", text.writeIntro, make("a", { href: "#/cypher" }, text.write), "."));
  }
  return view;
}

/** The list of questions by category, with a field that narrows it down. */
function questions(all: Query[], chosen: string): HTMLElement {
  const groups = new Map<string, Query[]>();
  for (const q of all) groups.set(q.category, [...(groups.get(q.category) ?? []), q]);
  const order = [...groups.keys()].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  const sections = order.map((category) => make("section", {}, make("h3", {}, titleOf(category)), make("ul", {}, ...(groups.get(category) ?? []).map((q) => question(q, chosen)))));
  const none = make("p", { class: "small", role: "status" });
  const filter = make("input", { type: "search", id: "filter", placeholder: text.findExample, autocomplete: "off" });
  filter.addEventListener("input", () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let left = 0;
    for (const section of sections) {
      const items = [...section.querySelectorAll<HTMLElement>("li")];
      for (const li of items) li.hidden = !words.every((word) => (li.dataset["words"] ?? "").includes(word));
      section.hidden = items.every((li) => li.hidden);
      left += items.filter((li) => !li.hidden).length;
    }
    none.textContent = left === 0 ? text.noneHolds(filter.value) : "";
  });
  return make("nav", { class: "questions", "aria-label": text.questions }, make("h2", { class: "unseen" }, text.questions), make("div", { class: "narrow" }, make("label", { for: "filter" }, text.find), filter, none), ...sections);
}

/** What is asked of the business comes first, what is asked of the graph last. */
const ranks = ["business", "actors", "money", "conditions", "routes", "change", "levers", "disagreement", "figures", "terms", "evidence", "about", "graph"];

function rank(category: string): number {
  const at = ranks.findIndex((r) => category.startsWith(r));
  return at < 0 ? ranks.length - 2.5 : at;
}

function question(q: Query, chosen: string): HTMLElement {
  const link = make("a", { href: format({ ...stateOf("ask"), of: q.name }), "aria-current": q.name === chosen ? "page" : null }, q.title);
  return make("li", { "data-words": [q.name, q.title, q.question, q.category].join(" ").toLowerCase() }, link, make("span", { class: "small" }, q.question));
}

async function fill(frame: Frame, view: View, place: HTMLElement, query: Query, state: State, signal: AbortSignal): Promise<void> {
  const values = beginning(query, state.given);
  const isExample = Object.keys(state.given).length === 0 && (query.parameters ?? []).some((p) => p.default === undefined || p.default === null);
  frame.correct({ ...state, given: { ...state.given, ...values } });
  place.append(
    make("p", { class: "back" }, make("a", { href: "#/ask" }, text.back)),
    make("h2", {}, query.title), make("p", { class: "intro" }, query.question));
  if ((query.parameters ?? []).length > 0) place.append(form(query, values, (given) => frame.go({ ...state, given, show: "" })));
  const given: Values = { ...state.given, ...values };
  const address = addressOf(`queries/${segment(query.name)}`, given);
  const said = make("p", { class: "count-line", role: "status" }, text.asking);
  place.append(said);
  try {
    // Both at once: a drawing that came later would push the table away from who reads it.
    const [rows, drawn] = await Promise.allSettled([read<RowsAnswer>(address, signal), read<PictureAnswer>(addressOf(`queries/${segment(query.name)}/picture`, given), signal)]);
    if (rows.status === "rejected") throw rows.reason;
    const answer = rows.value;
    said.textContent = summary(answer, isExample);
    place.append(...result(query, answer));
    place.append(asked(answer.meta, address));
    if (drawn.status === "rejected") throw drawn.reason;
    draw(frame, view, place, query, drawn.value);
  } catch (error) {
    if (signal.aborted) return; // something else is shown by now
    said.setAttribute("role", "alert");
    said.textContent = text.noAnswer(error instanceof Error ? error.message : String(error));
  }
}

function summary(answer: RowsAnswer, isExample: boolean): string {
  const { rows, of, meta } = answer;
  const cut = meta.left_out?.["rows"] ? text.left(meta.left_out["rows"]) : "";
  const share = of ? text.share(of.count, of.what) : "";
  return `${counted(rows.length, "row")}${share}${cut}.${isExample ? text.isExample : ""}`;
}

function result(query: Query, answer: RowsAnswer): HTMLElement[] {
  const parts: HTMLElement[] = [];
  if (answer.rows.length === 0) parts.push(make("p", { class: "note" }, text.nothing));
  else parts.push(table(query.columns, answer.rows, query.title));
  const copy = button(text.copyCSV, () => void copyText(csv(query.columns, answer.rows), copy), { class: "quiet" });
  const [asked] = answer.meta.queries ?? [];
  parts.push(make("p", { class: "take-rows" }, answer.rows.length > 0 ? copy : null, asked ? make("a", { class: "quiet", href: consoleAddress(asked.cypher, asked.parameters) }, text.inConsole) : null));
  return parts;
}

/** Pixels of the drawing of an answer: the table is to begin on the first screen. */
const tallest = 280;

/** Draws the answer above its table, where it names nodes. */
function draw(frame: Frame, view: View, place: HTMLElement, query: Query, { picture }: PictureAnswer): void {
  remember(picture.nodes);
  if (picture.nodes.length < 2) return;
  const drawing = new Drawing(picture, query.title, { node: (key) => frame.show(key), relationship: (r) => frame.show(r.claim ?? r.from) }, tallest);
  view.drawings.push(drawing);
  frame.remark();
  const folded = make("details", { class: "drawn", open: matchMedia("(min-width: 60rem)").matches },
    make("summary", {}, text.drawing(counted(picture.nodes.length, "node"), counted(picture.relationships.length, "relationship"))), drawing.element);
  folded.addEventListener("toggle", () => drawing.begin());
  place.querySelector(".table, .note")?.before(folded);
  drawing.begin();
}
