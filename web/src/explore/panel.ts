// The panel of filters: what a picture offers under each facet, with counts.

import { button, make } from "../parts/element";
import { nameOf } from "../parts/keyfield";
import type { Picture } from "../service/shapes";
import { text } from "../texts/explore";
import { hedgeOf, kindOf, standingOf, verbOf } from "../texts/words";
import { type Choice, choicesOf, type Facet, facets, type Filter, isFiltering, noFilter } from "./filter";
import { toggled } from "./gathered";

/** How many choices a facet shows before the rest is folded. */
const unfolded = 8;

export function filterPanel(picture: Picture, filter: Filter, set: (filter: Filter) => void, open: boolean): HTMLDetailsElement {
  const used = facets.reduce((n, facet) => n + filter[facet].length, 0) + (filter.least > 0 ? 1 : 0) + (filter.since !== null ? 1 : 0) + (filter.until !== null ? 1 : 0);
  const panel = make("details", { class: "filters", open }, make("summary", {}, text.filters(used)));
  let isFilled = false;
  const fill = (): void => {
    if (isFilled || !panel.open) return; // its many boxes are made once they are looked at
    isFilled = true;
    panel.append(make("div", { class: "facets" }, ...facets.map((facet) => facetOf(picture, facet, filter, set)), numbers(filter, set)));
    if (isFiltering(filter)) panel.append(make("p", {}, button(text.clear, () => set(noFilter), { class: "quiet" })));
  };
  panel.addEventListener("toggle", fill);
  fill();
  return panel;
}

function facetOf(picture: Picture, facet: Facet, filter: Filter, set: (filter: Filter) => void): HTMLElement | null {
  const choices = choicesOf(picture, facet);
  for (const value of filter[facet]) if (!choices.some((c) => c.value === value)) choices.push({ value, count: 0 });
  if (choices.length === 0) return null;
  const boxes = choices.map((c) => box(facet, c, filter, set));
  const rest = boxes.slice(unfolded);
  return make("fieldset", {}, make("legend", {}, text.facets[facet]), ...boxes.slice(0, unfolded),
    rest.length > 0 ? make("details", { open: choices.slice(unfolded).some((c) => filter[facet].includes(c.value)) }, make("summary", {}, `+ ${rest.length}`), ...rest) : null);
}

function box(facet: Facet, { value, count }: Choice, filter: Filter, set: (filter: Filter) => void): HTMLElement {
  const input = make("input", { type: "checkbox", "data-facet": `${facet}:${value}` });
  input.checked = filter[facet].includes(value);
  input.addEventListener("change", () => set({ ...filter, [facet]: toggled(filter[facet], value) }));
  return make("label", {}, input, " ", wordsFor(facet, value), make("span", { class: "count" }, String(count)));
}

function wordsFor(facet: Facet, value: string): string {
  switch (facet) {
    case "label":
      return kindOf(value).one;
    case "type":
      return verbOf(value);
    case "standing":
      return standingOf(value).name;
    case "hedge":
      return hedgeOf(value) || value;
    default:
      return nameOf(value);
  }
}

function numbers(filter: Filter, set: (filter: Filter) => void): HTMLElement {
  const field = (name: "least" | "since" | "until", label: string, least: number, most: number): HTMLElement => {
    const input = make("input", { type: "number", id: `filter-${name}`, min: String(least), max: String(most), value: filter[name] ? String(filter[name]) : "" });
    input.addEventListener("change", () => {
      const n = input.value === "" ? null : Number(input.value);
      set({ ...filter, [name]: name === "least" ? (n ?? 0) : n });
    });
    return make("div", {}, make("label", { for: `filter-${name}` }, label), input);
  };
  return make("fieldset", {}, make("legend", {}, text.facets.voice), field("least", text.least, 0, 99), field("since", text.since, 1000, 2999), field("until", text.until, 1000, 2999),
    filter.since !== null || filter.until !== null ? make("p", { class: "small" }, text.undated) : null);
}
