// The frame of the page: reads the address, shows the view that it names and
// what is read beside it. The address alone decides what is shown, so that it
// can be sent on, and Back works.

import { Turns } from "./service/api";
import { business } from "./views/business";
import { Detail, searched } from "./read/detail";
import { button, make, part } from "./parts/element";
import { format, listIn, parse, start, type State, stateOf, type ViewName, viewNames } from "./frame/state";
import { Suggest } from "./parts/suggest";
import { watchTerms } from "./read/term";
import { hintStrip } from "./frame/hints";
import { History } from "./frame/history";
import { isNarrow } from "./frame/narrow";
import { theme } from "./frame/theme";
import { text } from "./texts/frame";
import { text as businessText } from "./texts/business";
import { text as serviceText } from "./texts/service";
import { text as takeText } from "./texts/take";
import type { Build, Frame, View } from "./frame/view";

const main = part("main");
const place = part("view");
const side = part("side");
const status = part("state");

const turns = new Turns();
const changes = new History();
const take = button(takeText.button, () => void takeAway(), { class: "quiet" });
part("tools").prepend(changes.element, take);
let view: View | null = null;
/** The address of the view that is shown, without what is read beside it. */
let shownView = "";
/** The name of the view that is shown. */
let shownName = "";

const frame: Frame = {
  go: (state) => {
    const address = format(state);
    if (address === format(parse(location.hash))) return;
    changes.go(address);
    void render();
  },
  correct: (state) => {
    const now = { ...state, show: parse(location.hash).show };
    changes.correct(format(now));
    shownView = viewOf(now);
  },
  show: (key) => frame.go({ ...parse(location.hash), show: key }),
  remark: () => view?.mark(marked),
};

const detail = new Detail(side, {
  close: () => frame.show(""),
  expand: (key) => {
    const { view: now, given } = parse(location.hash);
    const before = now === "explore" ? given : {};
    const open = [...listIn(before["open"]).filter((other) => other !== key), key];
    frame.go(stateOf("explore", { nodes: key, ...before, open: open.join(",") }, isNarrow() ? "" : key));
  },
  menu: (key, at) => view?.menu?.(key, at),
  pathFrom: (key) => frame.go(stateOf("path", { ...ends(), from: key })),
  pathTo: (key) => frame.go(stateOf("path", { ...ends(), to: key })),
});

/** The ends that the view of paths has, where it is shown. */
function ends(): Record<string, string> {
  const { view, given } = parse(location.hash);
  return view === "path" ? given : {};
}

function viewOf(state: State): string {
  return format({ ...state, show: "" });
}

/** The views; all but the first are fetched once they are wanted. */
const views: Record<ViewName, () => Promise<Build>> = {
  business: async () => business,
  explore: async () => (await import("./explore/explore")).explore,
  atlas: async () => (await import("./atlas/atlas")).atlas,
  map: async () => (await import("./map/map")).map,
  ask: async () => (await import("./views/ask")).ask,
  disputes: async () => (await import("./views/disputes")).disputes,
  documents: async () => (await import("./views/documents")).documents,
  path: async () => (await import("./views/path")).path,
  cypher: async () => (await import("./console/console")).cypher,
};

/** Views that no link of the frame leads to, by the one that leads there. */
const under: Partial<Record<ViewName, ViewName>> = { cypher: "ask" };

/** Marks the link of the view that is shown, and brings it into sight where they do not all have room. */
function lead(to: ViewName): void {
  for (const name of viewNames) {
    const link = document.getElementById(`to-${name}`);
    if (name !== to) link?.removeAttribute("aria-current");
    else if (link) {
      link.setAttribute("aria-current", "page");
      const nav = part("views");
      nav.scrollLeft = link.offsetLeft - (nav.clientWidth - link.offsetWidth) / 2;
    }
  }
}

async function render(): Promise<void> {
  const state = parse(location.hash);
  lead(under[state.view] ?? state.view);
  main.dataset["view"] = state.view;
  if (viewOf(state) === shownView) {
    beside(state.show);
    return;
  }
  const { signal, isLatest } = turns.begin();
  shownView = viewOf(state);
  if (view?.update && shownName === state.view) {
    await renew(view, state, signal, isLatest);
    return;
  }
  shownName = state.view;
  status.textContent = text.loading;
  replace(coming(state)); // what stood there answers another address
  if (state.show) beside(state.show);
  else side.replaceChildren();
  try {
    const build = await views[state.view]();
    const made = await build(frame, state, signal);
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
  return standIn(state.view === "business" ? businessText.heading : "", make("progress", { "aria-label": text.loading }), button(text.cancel, cancel, { class: "quiet" }));
}

function standIn(heading: string, ...also: HTMLElement[]): View {
  return { element: make("div", { class: "coming" }, heading ? make("h2", {}, heading) : null, make("p", { class: "wait" }, ...also)), side: null, drawings: [], mark: () => {} };
}

/** Ends what is being asked for, and offers to ask again. */
function cancel(): void {
  turns.begin();
  shownView = "";
  place.removeAttribute("aria-busy");
  status.textContent = text.cancelled;
  const again = button(text.again, () => void render(), { class: "quiet" });
  replace(standIn("", again));
  again.focus();
}

/** Shows another state of the view that is there. */
async function renew(shown: View, state: State, signal: AbortSignal, isLatest: () => boolean): Promise<void> {
  place.setAttribute("aria-busy", "true");
  try {
    await shown.update?.(state, signal);
    status.textContent = "";
  } catch (error) {
    if (!isLatest()) return;
    shownView = "";
    status.textContent = error instanceof Error ? problem(error) : String(error);
  }
  if (!isLatest()) return;
  place.removeAttribute("aria-busy");
  beside(parse(location.hash).show);
}

function problem(error: Error): string {
  return error.message === serviceText.nothingLoaded ? error.message : text.notShown(error.message);
}

function replace(made: View): void {
  for (const drawing of view?.drawings ?? []) drawing.end();
  view = made;
  main.toggleAttribute("data-offers", made.menu !== undefined);
  place.replaceChildren(made.element);
  place.scrollTop = 0;
  if (isNarrow() && !parse(location.hash).show) scrollTo(0, 0); // what is read over the view stays where it is
  for (const drawing of made.drawings) drawing.begin();
}

/** What makes files is fetched once it is wanted. */
async function takeAway(): Promise<void> {
  const made = view;
  if (!made) return;
  const dialog = await import("./take/dialog");
  dialog.takeAway(made, [place, ...(parse(location.hash).show ? [side] : [])]);
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

/** The key of the node that something stands for, or beside the view that of what is read there. */
function nodeAt(target: Element): string {
  const named = target.closest<HTMLElement>("[data-row], [data-key]")?.dataset;
  const key = named?.["row"] || named?.["key"] || (side.contains(target) ? parse(location.hash).show : "");
  return /^(claim|passage|find):/.test(key) ? "" : key;
}

const words = part("text") as HTMLInputElement;
const suggest = new Suggest(words, (node) => {
  words.value = node.name;
  frame.show(node.key);
});

part("search").addEventListener("submit", (event) => {
  event.preventDefault();
  suggest.close();
  if (words.value.trim()) frame.show(searched + words.value.trim());
});

status.before(hintStrip(part("hints")));
watchTerms();
theme(part("theme"), () => {
  for (const drawing of view?.drawings ?? []) drawing.recolour();
});

addEventListener("hashchange", () => {
  changes.follow();
  void render();
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && parse(location.hash).show && !event.defaultPrevented && !document.querySelector("dialog[open], :popover-open")) frame.show("");
});

addEventListener("keydown", (event) => {
  const isMenuKey = event.key === "ContextMenu" || (event.shiftKey && event.key === "F10");
  const key = isMenuKey && event.target instanceof Element ? nodeAt(event.target) : "";
  if (!key || !view?.menu) return;
  event.preventDefault();
  const { left, bottom } = (event.target as Element).getBoundingClientRect();
  view.menu(key, { x: left, y: bottom });
});

if (location.hash === "") changes.correct(format(start));
void render();
