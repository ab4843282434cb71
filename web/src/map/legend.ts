// What the signs and lines of the map mean.

import { make } from "../parts/element";
import { draw } from "../parts/svg";
import { text } from "../texts/map";
import { standings } from "../texts/words";
import { headOf, pathOf } from "./bow";
import { roleSign } from "./overlay";
import { roles } from "./spots";

export function legend(): HTMLElement {
  const middle = { x: 12, y: 12 };
  const letter = (words: string, kind: string): SVGElement => draw("text", { class: kind, ...middle }, words);
  const of = (name: string, ...parts: SVGElement[]): HTMLElement => make("li", {}, draw("svg", { class: "worldmap key", viewBox: "0 0 24 24", width: 24, height: 24, "aria-hidden": "true" }, ...parts) as unknown as HTMLElement, name);
  const curve = { from: { x: 2, y: 17 }, control: { x: 12, y: 4 }, to: { x: 22, y: 15 } };
  const stroke = (s: "asserted" | "disputed" | "reported"): HTMLElement => make("li", {}, make("span", { class: `stroke ${s}`, "aria-hidden": "true" }), standings[s].name);
  return make("details", { class: "legend", open: matchMedia("(min-width: 40rem)").matches },
    make("summary", {}, make("span", { class: "more" }, text.legend)),
    make("ul", {},
      ...roles.map((role) => of(text.roles[role], roleSign(role, middle), letter(text.letters[role], "letter"))),
      of(text.unknownEnd, draw("circle", { class: "unknown-end", cx: 12, cy: 12, r: 7 }), letter("?", "unknown-sign")),
      of(text.displaced, draw("g", { class: "change asserted" }, draw("path", { class: "shaft", d: pathOf(curve) }), draw("path", { class: "tip", d: headOf(curve, 10) }))),
      of(text.otherChange, draw("g", { class: "change" }, draw("circle", { class: "badge-of", cx: 12, cy: 12, r: 9 }), letter("3", "number"))),
      of(text.regionPoint, draw("rect", { class: "region", x: 2, y: 3, width: 20, height: 18, rx: 9 })),
      of(text.eventPlace, draw("circle", { class: "dot", cx: 12, cy: 12, r: 3.5 })),
      stroke("asserted"), stroke("disputed"), stroke("reported")));
}
