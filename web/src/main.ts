// The frame of the page: reads the address, shows the view that it names and
// what is read beside it. The address alone decides what is shown, so that it
// can be sent on, and Back works.

import { Turns } from "./api";
import { ask } from "./ask";
import { business, businessHeading, surroundings } from "./business";
import { Detail, searched } from "./detail";
import { make, part } from "./element";
import { nameOf } from "./keyfield";
import { path, pathHeading } from "./path";
import { format, parse, start, type State } from "./state";
import { Suggest } from "./suggest";
import { theme } from "./theme";
import type { Frame, View } from "./view";

const main = part("main");
const place = part("view");
const side = part("side");
const status = part("state");

const turns = new Turns();
let view: View | null = null;
/** The address of the view that is shown, without what is read beside it. */
let shownView = "";

const frame: Frame = {
  go: (state) => {
    location.hash = format(state);
  },
  correct: (state) => {
    const now = { ...state, show: parse(location.hash).show };
    history.replaceState(null, "", format(now));
    shownView = viewOf(now);
  },
  show: (key) => frame.go({ ...parse(location.hash), show: key }),
  remark: () => view?.mark(marked),
};

const detail = new Detail(side, {
  close: () => frame.show(""),
  expand: (key) => {
    const state = parse(location.hash);
    const before = state.view === "business" ? state.around.filter((other) => other !== key) : [];
    frame.go({ view: "business", around: [...before, key], show: isNarrow() ? "" : key });
  },
  pathFrom: (key) => frame.go({ ...ends(), from: key, show: "" }),
  pathTo: (key) => frame.go({ ...ends(), to: key, show: "" }),
});

/** Whether what is read stands over the view, so that a result would be hidden beneath it. */
function isNarrow(): boolean {
  return matchMedia("(max-width: 59.99rem)").matches;
}

function ends(): Extract<State, { view: "path" }> {
  const state = parse(location.hash);
  return state.view === "path" ? state : { view: "path", from: "", to: "", show: "" };
}

function viewOf(state: State): string {
  return format({ ...state, show: "" });
}

async function build(state: State, signal: AbortSignal): Promise<View> {
  switch (state.view) {
    case "ask":
      return ask(frame, state, signal);
    case "path":
      return path(frame, state, signal);
    case "business":
      return state.around.length > 0 ? surroundings(frame, state.around, signal) : business(frame, signal);
  }
}

async function render(): Promise<void> {
  const state = parse(location.hash);
  for (const name of ["business", "ask", "path"]) part(`to-${name}`).toggleAttribute("aria-current", name === state.view);
  main.dataset["view"] = state.view;
  if (viewOf(state) === shownView) {
    beside(state.show);
    return;
  }
  const { signal, isLatest } = turns.begin();
  shownView = viewOf(state);
  status.textContent = "Loading the graph …";
  replace(coming(state)); // what stood there answers another address
  if (state.show) beside(state.show);
  else side.replaceChildren();
  try {
    const made = await build(state, signal);
    if (!isLatest()) return;
    replace(made);
    place.removeAttribute("aria-busy");
    status.textContent = "";
  } catch (error) {
    if (!isLatest()) return;
    shownView = "";
    replace(standIn(""));
    place.removeAttribute("aria-busy");
    status.textContent = error instanceof Error ? problem(error) : String(error);
  }
  beside(parse(location.hash).show);
}

/** Stands where a view will be: its heading, as far as the address tells it. */
function coming(state: State): View {
  place.setAttribute("aria-busy", "true");
  return standIn(state.view === "business" ? businessHeading(state.around.map(nameOf)) : state.view === "path" ? pathHeading : "");
}

function standIn(heading: string): View {
  return { element: make("div", { class: "coming" }, heading ? make("h2", {}, heading) : null), side: null, drawings: [], mark: () => {} };
}

function problem(error: Error): string {
  return error.message.startsWith("Nothing is loaded") ? error.message : `This cannot be shown: ${error.message}`;
}

function replace(made: View): void {
  for (const drawing of view?.drawings ?? []) drawing.end();
  view = made;
  place.replaceChildren(made.element);
  place.scrollTop = 0;
  if (isNarrow() && !parse(location.hash).show) scrollTo(0, 0); // what is read over the view stays where it is
  for (const drawing of made.drawings) drawing.begin();
}

let besides = "";
/** What had the focus when something was first read at the side: closing gives it back. */
let opener: Element | null = null;
/** What the view marks of it: the ends of a statement are known once it is read. */
let marked: string[] = [];

/** Shows a key at the side, or where there is none what the view has for it. */
function beside(key: string): void {
  main.toggleAttribute("data-reading", key !== "");
  main.toggleAttribute("data-alone", key === "" && !view?.side);
  if (key !== "") {
    if (besides === "") opener = document.activeElement;
    if (besides !== key) {
      marked = [key];
      void detail.show(key, (keys) => {
        marked = keys;
        view?.mark(marked);
      });
    }
    besides = key;
    view?.mark(marked);
    return;
  }
  const came = besides !== "";
  besides = "";
  detail.leave();
  side.replaceChildren(...(view?.side ? [view.side] : []));
  marked = [];
  view?.mark(marked);
  if (came) focusAgain();
}

function focusAgain(): void {
  const back = opener instanceof HTMLElement && opener !== document.body && opener.isConnected ? opener : part("main");
  opener = null;
  back.focus({ preventScroll: true });
}

const text = part("text") as HTMLInputElement;
const suggest = new Suggest(text, (node) => {
  text.value = node.name;
  frame.show(node.key);
});

part("search").addEventListener("submit", (event) => {
  event.preventDefault();
  suggest.close();
  if (text.value.trim()) frame.show(searched + text.value.trim());
});

theme(part("theme"), () => {
  for (const drawing of view?.drawings ?? []) drawing.recolour();
});

addEventListener("hashchange", () => void render());
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && parse(location.hash).show && !event.defaultPrevented) frame.show("");
});

if (location.hash === "") history.replaceState(null, "", format(start));
void render();
