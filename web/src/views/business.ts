// The view of the business: all of it in lanes and bands.

import { addressOf, read } from "../service/api";
import { asked } from "../read/cypher";
import { Drawing } from "../draw/drawing";
import { button, counted, make } from "../parts/element";
import { remember } from "../parts/keyfield";
import { list, mark } from "../parts/list";
import type { Picture, PictureAnswer } from "../service/shapes";
import { kindOf } from "../texts/words";
import type { State } from "../frame/state";
import type { Frame, View } from "../frame/view";

export const businessHeading = "The business, stage by stage";

export async function business(frame: Frame, _state: State, signal: AbortSignal): Promise<View> {
  const address = addressOf("picture");
  const { picture, meta } = await read<PictureAnswer>(address, signal);
  const left = Object.entries(meta.left_out ?? {}).filter(([, n]) => n > 0).map(([label, n]) => `${n} of ${kindOf(label).many.toLowerCase()}`);
  const intro = make("p", { class: "intro" }, make("a", { href: "#/ask/documents" }, "As five documents tell it, one of them held as an abstract only"), ". Choose anything to read what is said of it, by whom, and in which passage.",
    left.length > 0 ? ` Not drawn: ${left.join(", ")}.` : "");
  return pictured(frame, picture, businessHeading, [intro], [asked(meta, address)]);
}

function pictured(frame: Frame, picture: Picture, heading: string, above: HTMLElement[], below: HTMLElement[]): View {
  remember(picture.nodes);
  const drawing = new Drawing(picture, heading, {
    node: (key) => frame.show(key),
    relationship: (r) => frame.show(r.claim ?? r.from),
  });
  const words = list(picture, { choose: (key) => frame.show(key), point: (key) => drawing.point(key) });
  const side = make("div", { class: "side-list" }, make("h2", {}, "In words"), make("p", { class: "small" }, `${counted(picture.nodes.length, "node")}, ${counted(picture.relationships.length, "relationship")}.${picture.lanes ? " What belongs to several stages stands under each." : ""}`), words);
  const element = make("div", { class: "business", "data-way": "list" }, make("div", { class: "top" }, make("h2", {}, heading), wayButtons()), ...above, drawing.element, make("div", { class: "foot" }, ...below));
  function wayButtons(): HTMLElement {
    const choose = (way: string): void => {
      document.body.dataset["way"] = way;
      for (const b of buttons) b.setAttribute("aria-pressed", String(b.dataset["way"] === way));
      drawing.begin();
    };
    const now = document.body.dataset["way"] ?? "list";
    const buttons = [["list", "List"], ["drawing", "Drawing"]].map(([way = "", name = ""]) => button(name, () => choose(way), { "data-way": way, "aria-pressed": String(way === now) }));
    return make("div", { class: "switch", role: "group", "aria-label": "Show as" }, ...buttons);
  }
  return { element, side, drawings: [drawing], mark: (keys) => { drawing.choose(keys); mark(side, keys); } };
}
