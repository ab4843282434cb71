// The view of the business: its core in lanes and bands, with a way to the rest.

import { addressOf, read } from "../service/api";
import { asked } from "../read/cypher";
import { columnsIn } from "../draw/scale";
import { Drawing } from "../draw/drawing";
import { button, make } from "../parts/element";
import { remember } from "../parts/keyfield";
import { list, mark } from "../parts/list";
import type { Meta, Picture, PictureAnswer } from "../service/shapes";
import { text } from "../texts/business";
import { kindOf, labels } from "../texts/words";
import { isNarrow } from "../frame/narrow";
import { format, type State } from "../frame/state";
import type { Frame, View } from "../frame/view";

/** Pixels beside the drawing: the list, and what is around both. */
const beside = 340;

export async function business(frame: Frame, _state: State, signal: AbortSignal): Promise<View> {
  const columns = columnsIn(innerWidth - (isNarrow() ? 0 : beside));
  const address = addressOf("picture", { columns: String(columns) });
  const { picture, meta } = await read<PictureAnswer>(address, signal);
  remember(picture.nodes);
  const drawing = new Drawing(picture, text.heading, {
    node: (key) => frame.show(key),
    relationship: (r) => frame.show(r.claim ?? r.from),
  });
  const intro = make("p", { class: "intro" }, make("a", { href: "#/ask/documents" }, text.sources), text.intro);
  const element = make("div", { class: "business", "data-way": "list" }, make("div", { class: "top" }, make("h2", {}, text.heading), ways(drawing)), intro, drawing.element,
    make("div", { class: "foot" }, rest(meta), asked(meta, address)));
  const side = words(frame, picture, drawing);
  return { element, side, drawings: [drawing], mark: (keys) => { drawing.choose(keys); mark(side, keys); } };
}

/** What is not drawn, by kind; each leads to all of its kind. */
function rest(meta: Meta): HTMLElement | null {
  const left = meta.left_out ?? {};
  const kinds = labels.filter((label) => (left[label] ?? 0) > 0);
  if (kinds.length === 0) return null;
  const sum = kinds.reduce((n, label) => n + (left[label] ?? 0), 0);
  const link = (label: string): HTMLElement => make("a", { href: format({ view: "ask", of: "nodes", given: { label, limit: "1000" }, show: "" }) }, text.leftOf(left[label] ?? 0, kindOf(label)));
  return make("details", { class: "drawn rest" }, make("summary", {}, text.left(sum)), make("ul", {}, ...kinds.map((label) => make("li", {}, link(label)))));
}

/** The same in words. */
function words(frame: Frame, picture: Picture, drawing: Drawing): HTMLElement {
  return make("div", { class: "side-list" }, make("h2", {}, text.words), make("p", { class: "small" }, text.holds(picture.nodes.length, picture.relationships.length)),
    list(picture, { choose: (key) => frame.show(key), point: (key) => drawing.point(key) }));
}

/** On a narrow screen the list and the drawing stand in one place. */
function ways(drawing: Drawing): HTMLElement {
  const choose = (way: string): void => {
    document.body.dataset["way"] = way;
    for (const b of buttons) b.setAttribute("aria-pressed", String(b.dataset["way"] === way));
    drawing.begin();
  };
  const now = document.body.dataset["way"] ?? "list";
  const buttons = [["list", text.list], ["drawing", text.drawing]].map(([way = "", name = ""]) => button(name, () => choose(way), { "data-way": way, "aria-pressed": String(way === now) }));
  return make("div", { class: "switch", role: "group", "aria-label": text.showAs }, ...buttons);
}
