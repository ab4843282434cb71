// What the signs and lines of a drawing mean, and how many of each there are.
// Where the view can pick by them, each is a button.

import { button, make } from "../parts/element";
import { sign } from "../parts/list";
import type { Picture, Standing } from "../service/shapes";
import { text } from "../texts/drawing";
import { kindOf, labels, standings } from "../texts/words";

type Pick = (facet: "standing" | "label", value: string) => void;

export function legend(picture: Picture, pick?: Pick): HTMLElement {
  const numbers = new Map<string, number>();
  for (const of of [...picture.nodes.map((n) => n.label), ...picture.relationships.map((r) => r.standing)]) numbers.set(of, (numbers.get(of) ?? 0) + 1);
  const used = labels.filter((label) => numbers.has(label));
  const lines = (Object.keys(standings) as Standing[]).filter((s) => numbers.has(s));
  const stroke = (s: Standing): HTMLElement => make("span", { class: `stroke ${s}`, "aria-hidden": "true" });
  const count = (of: string): HTMLElement => make("span", { class: "count" }, String(numbers.get(of)));
  const chosen = (facet: "standing" | "label", value: string, name: string): Node[] =>
    pick ? [button(name, () => pick(facet, value), { class: "pick", title: text.pick(name) })] : [document.createTextNode(name)];
  return make("details", { class: "legend" },
    make("summary", {}, ...lines.map((s) => make("span", { class: "line-name" }, stroke(s), standings[s].name)), make("span", { class: "more" }, text.meaning)),
    make("ul", { class: "lines" }, ...lines.map((s) => make("li", {}, stroke(s), make("b", {}, ...chosen("standing", s, standings[s].name)), count(s), `: ${standings[s].means}`))),
    make("ul", { class: "signs" }, ...used.map((label) => make("li", {}, sign(label), ...chosen("label", label, kindOf(label).one), count(label)))));
}
