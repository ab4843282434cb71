// The view of the business: all of it in lanes and bands, or what is around
// nodes that were expanded.

import { addressOf, read, segment } from "./api";
import { around } from "./around";
import { asked } from "./cypher";
import { Drawing } from "./drawing";
import { button, counted, make } from "./element";
import { remember } from "./keyfield";
import { linkTo } from "./link";
import { list, mark } from "./list";
import type { NeighboursAnswer, Picture, PictureAnswer } from "./shapes";
import { kindOf, verbOf } from "./words";
import type { Frame, View } from "./view";

/** The heading of the view, by the names of what was expanded. */
export function businessHeading(names: string[]): string {
  if (names.length === 0) return "The business, stage by stage";
  return names.length > 2 ? `Around ${names[0]} and ${names.length - 1} more` : `Around ${names.join(" and ")}`;
}

export async function business(frame: Frame, signal: AbortSignal): Promise<View> {
  const address = addressOf("picture");
  const { picture, meta } = await read<PictureAnswer>(address, signal);
  const left = Object.entries(meta.left_out ?? {}).filter(([, n]) => n > 0).map(([label, n]) => `${n} of ${kindOf(label).many.toLowerCase()}`);
  const intro = make("p", { class: "intro" }, make("a", { href: "#/ask/documents" }, "As five documents tell it, one of them held as an abstract only"), ". Choose anything to read what is said of it, by whom, and in which passage.",
    left.length > 0 ? ` Not drawn: ${left.join(", ")}.` : "");
  return pictured(frame, picture, businessHeading([]), [intro], [asked(meta, address)]);
}

export async function surroundings(frame: Frame, keys: string[], signal: AbortSignal): Promise<View> {
  const addresses = keys.map((key) => addressOf(`nodes/${segment(key)}/neighbours`));
  const answers = await Promise.all(addresses.map((address) => read<NeighboursAnswer>(address, signal)));
  const names = answers.map((a) => a.node.name);
  const intro = make("p", { class: "intro" }, make("a", { href: "#/business" }, "← The whole business"), " What acts on it stands to its left, what it acts on to its right. Expand a further node with “Show neighbours”.");
  const picture = around(answers);
  const lacking = answers.flatMap(hidden);
  const notes = lacking.length > 0 ? [make("details", { class: "hidden-groups", open: true }, make("summary", {}, "Not all is drawn"), make("ul", {}, ...lacking))] : [];
  return pictured(frame, picture, businessHeading(names), [intro, ...notes], answers.map((a, i) => asked(a.meta, addresses[i] ?? "")));
}

/** Says of a node which of its relationships are not drawn. */
function hidden(answer: NeighboursAnswer): HTMLElement[] {
  return answer.groups.filter((g) => g.shown < g.total).map((g) =>
    make("li", {}, linkTo(answer.node.key, answer.node.name), ` ${verbOf(g.type, g.direction)} …: ${g.shown} of ${g.total} are drawn`));
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
