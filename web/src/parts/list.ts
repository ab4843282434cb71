// The drawing in words: its nodes as buttons, by stage and kind. It is the way
// in for the keyboard, for screen readers and for narrow screens.

import { make } from "./element";
import type { Lane, Picture, PlacedNode } from "../service/shapes";
import { kindOf, labels } from "../texts/words";

export interface ListChoices {
  choose(key: string): void;
  point(key: string): void;
}

export function list(picture: Picture, choices: ListChoices): HTMLElement {
  const lanes = picture.lanes ?? [];
  const stages = picture.nodes.filter((n) => n.label === "Stage").sort((a, b) => (a.stages?.[0] ?? 0) - (b.stages?.[0] ?? 0));
  const parts = stages.length > 0 && lanes.length > 0
    ? lanes.map((lane) => stagePart(lane, picture, stages, choices))
    : kinds(picture.nodes.filter(() => true), choices, "h3");
  const whole = make("div", { class: "list" }, ...parts);
  whole.addEventListener("keydown", (event) => step(whole, event));
  return whole;
}

function stagePart(lane: Lane, picture: Picture, stages: PlacedNode[], choices: ListChoices): HTMLElement {
  const stage = stages.find((s) => s.key === lane.key);
  const order = stage?.stages?.[0] ?? 0;
  const members = picture.nodes.filter((n) => n.label !== "Stage" && ((n.stages ?? [0]).includes(order)));
  const heading = stage ? make("h3", {}, nodeButton(stage, choices)) : make("h3", {}, lane.name);
  return make("section", { "aria-label": lane.name }, heading, ...kinds(members, choices, "h4"));
}

function kinds(members: PlacedNode[], choices: ListChoices, heading: "h3" | "h4"): HTMLElement[] {
  const known = [...labels, ...members.map((n) => n.label)].filter((label, i, all) => all.indexOf(label) === i);
  return known.flatMap((label) => {
    const own = members.filter((n) => n.label === label).sort((a, b) => a.name.localeCompare(b.name));
    if (own.length === 0) return [];
    const title = make(heading, { class: "kind-heading" }, sign(label), kindOf(label).many, make("span", { class: "count" }, String(own.length)));
    return [title, make("ul", {}, ...own.map((n) => make("li", {}, nodeButton(n, choices))))];
  });
}

/** The sign of a kind, as it stands in the drawing. */
export function sign(label: string): HTMLElement {
  const text = kindOf(label).sign;
  return make("span", { class: "sign", "data-sign": text, "aria-hidden": "true" }, text);
}

function nodeButton(node: PlacedNode, choices: ListChoices): HTMLElement {
  return make("button", {
    type: "button", class: "node", "data-key": node.key,
    onclick: () => choices.choose(node.key),
    onpointerenter: () => choices.point(node.key), onpointerleave: () => choices.point(""),
    onfocus: () => choices.point(node.key), onblur: () => choices.point(""),
  }, node.name);
}

/** Arrow keys go from button to button; tab leaves the list one by one as ever. */
function step(whole: HTMLElement, event: KeyboardEvent): void {
  const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (by === 0 || !(event.target instanceof HTMLButtonElement)) return;
  const all = [...whole.querySelectorAll<HTMLButtonElement>("button.node")];
  all[all.indexOf(event.target) + by]?.focus();
  event.preventDefault();
}

/** Marks the buttons of what is shown. */
export function mark(place: HTMLElement, keys: string[]): void {
  for (const b of place.querySelectorAll<HTMLElement>("button.node")) b.setAttribute("aria-pressed", String(keys.includes(b.dataset["key"] ?? "")));
}
