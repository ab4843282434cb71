// What the signs and lines of a drawing mean.

import { make } from "./element";
import { sign } from "./list";
import type { Picture, Standing } from "./shapes";
import { kindOf, labels, standings } from "./words";

export function legend(picture: Picture): HTMLElement {
  const used = labels.filter((label) => picture.nodes.some((n) => n.label === label));
  const lines = (Object.keys(standings) as Standing[]).filter((s) => picture.relationships.some((r) => r.standing === s));
  const stroke = (s: Standing): HTMLElement => make("span", { class: `stroke ${s}`, "aria-hidden": "true" });
  return make("details", { class: "legend" },
    make("summary", {}, ...lines.map((s) => make("span", { class: "line-name" }, stroke(s), standings[s].name)), make("span", { class: "more" }, "What does this mean?")),
    make("ul", { class: "lines" }, ...lines.map((s) => make("li", {}, stroke(s), make("b", {}, standings[s].name), `: ${standings[s].means}`))),
    make("ul", { class: "signs" }, ...used.map((label) => make("li", {}, sign(label), kindOf(label).one))));
}
