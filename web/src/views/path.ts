// The view of ways: how one node is joined to another, step by step.

import { addressOf, read } from "../service/api";
import { joining, merged, type Way, waysFound } from "../parts/ways";
import { asked } from "../read/cypher";
import { Drawing } from "../draw/drawing";
import { button, make } from "../parts/element";
import { KeyField, remember } from "../parts/keyfield";
import { badge, linkTo } from "../parts/link";
import type { Named, PathsAnswer, Relationship } from "../service/shapes";
import { type State, stateOf } from "../frame/state";
import { verbOf } from "../texts/words";
import type { Frame, View } from "../frame/view";
import { text } from "../texts/path";

interface Ends { from: string; to: string }

export function path(frame: Frame, { given }: State, signal: AbortSignal): View {
  const state: Ends = { from: given["from"] ?? "", to: given["to"] ?? "" };
  const answer = make("div", { class: "answer" });
  const element = make("div", { class: "path" }, make("h2", {}, text.heading),
    make("p", { class: "intro" }, text.intro),
    ends(frame, state), answer);
  const view: View = { element, side: null, drawings: [], mark: () => {} };
  if (!state.from || !state.to) return view;
  if (state.from === state.to) {
    answer.append(make("p", { role: "status" }, text.same, linkTo(state.from, text.readIt), "."));
    return view;
  }
  void find(frame, view, answer, state, signal); // the form stands there before its answer
  return view;
}

async function find(frame: Frame, view: View, place: HTMLElement, state: Ends, signal: AbortSignal): Promise<void> {
  const said = make("p", { role: "status" }, text.looking);
  place.append(said);
  const address = addressOf("paths", { from: state.from, to: state.to });
  try {
    const found = await read<PathsAnswer>(address, signal);
    said.remove();
    remember(found.nodes);
    fill(frame, view, place, found);
    place.append(asked(found.meta, address));
    view.drawings.forEach((drawing) => drawing.begin());
    frame.remark();
  } catch (error) {
    if (signal.aborted) return; // something else is shown by now
    said.setAttribute("role", "alert");
    said.textContent = text.notShown(error instanceof Error ? error.message : String(error));
  }
}

/** The form with the two ends. */
function ends(frame: Frame, state: Ends): HTMLElement {
  const required = { required: true, placeholder: text.typeName };
  const from = new KeyField("path-from", state.from, [], required);
  const to = new KeyField("path-to", state.to, [], required);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const [a, b] = [await from.value(), await to.value()];
    if (a && b) frame.go(stateOf("path", { from: a, to: b }));
  };
  const swap = button(text.swap, () => frame.go(stateOf("path", { from: state.to, to: state.from })), { class: "quiet", disabled: !state.from || !state.to });
  return make("form", { class: "question-form", "aria-label": text.ends, onsubmit: (event) => void submit(event) },
    make("div", { class: "field" }, make("label", { for: "path-from" }, text.from), from.element),
    make("div", { class: "field" }, make("label", { for: "path-to" }, text.to), to.element),
    make("button", { class: "primary" }, text.find), swap);
}

function fill(frame: Frame, view: View, place: HTMLElement, { paths, nodes }: PathsAnswer): void {
  if (paths.length === 0) {
    place.append(make("p", { role: "status" }, text.none));
    return;
  }
  const named = new Map(nodes.map((n) => [n.key, n]));
  const drawing = new Drawing({ nodes, relationships: joining(paths) }, text.drawing, { node: (key) => frame.show(key), relationship: (r) => frame.show(r.claim ?? r.from) });
  view.drawings.push(drawing);
  view.mark = (keys) => drawing.choose(keys);
  const distinct = merged(paths);
  const items = distinct.map((way, i) => steps(way, i, named, (keys) => drawing.choose(keys)));
  place.append(make("div", { role: "status" }, make("h3", {}, waysFound(distinct))), make("ol", { class: "ways-found" }, ...items), drawing.element);
}

/** A way in words: each node, and between two of them what joins them. */
function steps(way: Way, i: number, named: Map<string, Named>, light: (keys: string[]) => void): HTMLElement {
  const parts = way.nodes.flatMap((key, at) => {
    const node = linkTo(key, named.get(key)?.name ?? key, { class: "node-link" });
    const joined = way.steps[at]?.toSorted((a, b) => verbFrom(key, a).localeCompare(verbFrom(key, b)));
    return joined ? [node, make("span", { class: "step" }, " — ", ...joined.flatMap((r, nth) => [nth > 0 ? ", " : "", ...verb(r, key, sameBefore(joined, nth))]), " → ")] : [node];
  });
  return make("li", {}, ...parts, " ", button(text.light, () => light(way.nodes), { class: "quiet", "aria-label": text.lightWay(i + 1) }));
}

/** How many of those before say the same in other passages: they are only numbered. */
function sameBefore(joined: Relationship[], nth: number): number {
  const own = joined[nth];
  return joined.slice(0, nth).filter((r) => r.type === own?.type && r.from === own.from).length;
}

function verbFrom(from: string, r: Relationship): string {
  return verbOf(r.type, r.from === from ? "out" : "in");
}

function verb(r: Relationship, from: string, before: number): (Node | string)[] {
  const words = before > 0 ? `(${before + 1})` : verbFrom(from, r);
  return [r.claim ? linkTo(r.claim, words) : words, ...(r.standing === "asserted" ? [] : [" ", badge(r.standing)])];
}
