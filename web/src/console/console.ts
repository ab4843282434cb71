// The Cypher console: an editor, what is given with its statement, and the answer.
// What was run stands in the address. What is only typed yet lasts from one
// address to the next, and so does an answer that is shown in another way.

import type { EditorState } from "@codemirror/state";

import { addressOf, read, Refused, Turns } from "../service/api";
import { parseExactly } from "../service/exact";
import { button, counted, make } from "../parts/element";
import { format, type State } from "../frame/state";
import type { Frame, View } from "../frame/view";
import { text } from "../texts/console";
import { type Answer, shown } from "./answer";
import { type Asking, askingOf, limits, stateFor, type Way, wayOf, wantsPlan } from "./address";
import type { Schema } from "./completion";
import { Editor } from "./editor";
import { asked as history, cameOf, Library } from "./library";
import { readParameters } from "./parameters";
import { faultOf, type Place } from "./place";

interface Draft {
  /** What the address said when it was begun. */
  of: string;
  editor: EditorState;
  parameters: string;
}

let draft: Draft | null = null;
let last: { of: string; answer: Answer } | null = null;
/** The id of what is to have the focus in the next view; "statement" is the editor. */
let focused = "";
let schema: Promise<Schema> | null = null;

/** The words of the model, asked for once; a failure is forgotten, so that it can be tried again. */
function words(): Promise<Schema> {
  schema ??= read<Schema>(addressOf("schema")).catch(() => {
    schema = null;
    return { labels: [], relationship_types: [] };
  });
  return schema;
}

export function cypher(frame: Frame, state: State, signal: AbortSignal): View {
  return new Console(frame, askingOf(state.given), signal).view;
}

class Console {
  readonly view: View;
  private readonly turns = new Turns();
  private readonly editor: Editor;
  private readonly library: Library;
  private readonly parameters = make("textarea", { id: "console-parameters", rows: "3", spellcheck: "false", "aria-describedby": "console-parameters-help" });
  private readonly wrong = make("p", { class: "wrong", role: "alert", hidden: true });
  private readonly rows = make("select", { id: "console-rows" }, ...limits.map((n) => make("option", { value: String(n) }, n.toLocaleString("en"))));
  private readonly said = make("p", { class: "count-line", role: "status" });
  private readonly clock = make("span", { class: "clock", "aria-hidden": "true" });
  private readonly cancel = button(text.cancel, () => this.stop(), { class: "quiet", hidden: true });
  private readonly answer = make("div", { class: "answer" });
  private begun = 0;
  private ticking: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly frame: Frame, private readonly asking: Asking, signal: AbortSignal) {
    const isSame = draft?.of === this.asked();
    this.editor = new Editor({ run: () => this.run(), schema: words, parameters: () => readParameters(this.parameters.value).names }, isSame ? draft!.editor.doc.toString() : asking.text, draft?.editor ?? null);
    this.parameters.value = isSame ? draft!.parameters : asking.parameters;
    this.rows.value = String(asking.limit);
    this.library = new Library({ present: () => ({ text: this.editor.text, parameters: this.parameters.value.trim() }), open: (kept) => this.open(kept.text, kept.parameters) }, asking.text === "");
    this.view = { element: this.laidOut(), side: null, drawings: [], mark: (keys) => this.view.drawings.forEach((d) => d.choose(keys)) };
    signal.addEventListener("abort", () => this.leave());
    if (asking.text.trim() !== "") this.begin();
    setTimeout(() => this.refocus()); // once it stands in the page
  }

  private laidOut(): HTMLElement {
    this.parameters.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.run();
    });
    const help = make("p", { class: "small", id: "console-parameters-help" }, text.parametersHelp);
    const given = make("details", { class: "given", open: this.parameters.value.trim() !== "" }, make("summary", {}, text.parameters), make("label", { for: "console-parameters", class: "visually-hidden" }, text.parameters), this.parameters, help, this.wrong);
    const bar = make("div", { class: "bar-of-run" },
      button(text.run, () => this.run(), { class: "primary", title: "Ctrl+Enter", id: "console-run" }), this.cancel,
      make("label", { for: "console-rows", class: "small" }, text.rowsAtMost), this.rows, make("span", { class: "small keys" }, text.keysShown));
    return make("div", { class: "console" },
      make("div", { class: "desk" },
        make("p", {}, make("a", { href: "#/ask" }, text.back)), make("h2", {}, text.heading), make("p", { class: "intro" }, text.intro),
        this.editor.element, given, bar, make("div", { class: "saying" }, this.said, this.clock), this.answer),
      this.library.element);
  }

  /** The statement and parameters of the address, as one text. */
  private asked(asking = this.asking): string {
    return JSON.stringify([asking.text, asking.parameters]);
  }

  private leave(): void {
    this.turns.begin();
    clearInterval(this.ticking);
    draft = { of: this.asked(), editor: this.editor.state, parameters: this.parameters.value };
    this.editor.end();
  }

  /** Runs what stands in the editor: it becomes the address. */
  private run(written = this.editor.text, parameters = this.parameters.value.trim()): void {
    this.editor.unmark();
    const { wrong } = readParameters(parameters);
    this.wrong.hidden = wrong === "";
    this.wrong.textContent = wrong;
    this.parameters.setAttribute("aria-invalid", String(wrong !== ""));
    if (wrong) {
      this.parameters.closest("details")?.setAttribute("open", "");
      this.parameters.focus();
      return;
    }
    if (written.trim() === "") {
      this.said.textContent = text.empty;
      this.editor.focus();
      return;
    }
    const as = this.asking.as === "plan" || wantsPlan(written) ? wayOf(written) : this.asking.as;
    last = null;
    this.go({ text: written, parameters, as, limit: Number(this.rows.value), sort: "" });
  }

  /** Goes to a statement; where the address says it already, it is asked again. */
  private go(asking: Asking): void {
    const address = format(stateFor(asking));
    const before = format({ ...stateFor(this.asking) });
    draft = null;
    if (address === before) {
      this.begin();
      return;
    }
    focused = focused || "statement";
    this.frame.go(stateFor(asking));
  }

  /** A statement of the shelves, whose link is followed next. */
  private open(statement: string, parameters: string): void {
    last = null;
    this.editor.text = statement;
    this.parameters.value = parameters;
    if (this.asking.text === statement && this.asking.parameters === parameters) this.begin(); // the link leads nowhere else
  }

  private turn(as: Way): void {
    focused = `as-${as}`;
    this.frame.go(stateFor({ ...this.asking, as }));
  }

  private behind(word: "EXPLAIN" | "PROFILE"): void {
    const bare = this.asking.text.replace(/^\s*(EXPLAIN|PROFILE)\s+/i, "");
    this.editor.text = `${word} ${bare}`;
    this.run();
  }

  private begin(): void {
    const kept = last;
    if (kept && kept.of === this.key() && (this.asking.as !== "graph" || kept.answer.picture !== undefined)) {
      this.show(kept.answer);
      return;
    }
    void this.ask();
  }

  /** Gives back the focus to what had it in the view before, once that is there again. */
  private refocus(): void {
    if (focused === "statement") this.editor.focus();
    const found = document.getElementById(focused);
    found?.focus({ preventScroll: true });
    if (found || focused === "statement") focused = "";
  }

  private key(): string {
    return JSON.stringify([this.asking.text, this.asking.parameters, this.asking.limit]);
  }

  private async ask(): Promise<void> {
    const { signal, isLatest } = this.turns.begin();
    this.start();
    const { raw, wrong } = readParameters(this.asking.parameters);
    try {
      if (wrong) throw new Refused(wrong, 400);
      const answer = await read<Answer>(addressOf("cypher"), signal, this.body(raw, this.asking.as === "graph"), parseExactly);
      if (!isLatest()) return;
      last = { of: this.key(), answer: this.asking.as === "graph" ? { ...answer, picture: answer.picture ?? null } : answer };
      this.rest();
      history.remember({ ...this.present(), at: new Date().toISOString(), came: cameOf(answer.rows.length, answer.meta.elapsed_ms) });
      this.show(answer);
    } catch (error) {
      if (!isLatest()) return;
      this.rest();
      history.remember({ ...this.present(), at: new Date().toISOString(), came: cameOf(null, 0) });
      this.fail(error);
    }
    this.library.show();
  }

  private present(): { text: string; parameters: string } {
    return { text: this.asking.text, parameters: this.asking.parameters };
  }

  /** The parameters stand in the body as they were written: numbers of any length stay as they are. */
  private body(parameters: string, picture: boolean): string {
    return `{"statement": ${JSON.stringify(this.asking.text)}, "parameters": ${parameters}, "limit": ${this.asking.limit}${picture ? ', "picture": true' : ""}}`;
  }

  private start(): void {
    this.begun = performance.now();
    this.answer.replaceChildren();
    this.said.removeAttribute("data-wrong");
    this.said.textContent = text.asking;
    this.cancel.hidden = false;
    clearInterval(this.ticking);
    this.ticking = setInterval(() => {
      this.clock.textContent = text.elapsed(this.seconds());
    }, 100);
  }

  private rest(): void {
    clearInterval(this.ticking);
    this.clock.textContent = "";
    if (document.activeElement === this.cancel) document.getElementById("console-run")?.focus(); // what had the focus goes
    this.cancel.hidden = true;
  }

  private seconds(): string {
    return ((performance.now() - this.begun) / 1000).toFixed(1);
  }

  /** Ends the request; the service ends the statement once nobody waits for it. */
  private stop(): void {
    this.turns.begin();
    const after = this.seconds();
    this.rest();
    this.said.textContent = text.cancelled(after);
  }

  private show(answer: Answer): void {
    this.said.textContent = text.answered(counted(answer.rows.length, "row"), answer.meta.elapsed_ms);
    const raw = readParameters(this.asking.parameters).raw || "{}";
    const body = this.body(raw, false).replaceAll("'", "'\\''");
    const curl = `curl -H 'Content-Type: application/json' -d '${body}' '${location.origin}${addressOf("cypher")}'`;
    for (const drawing of this.view.drawings.splice(0)) drawing.end();
    this.answer.replaceChildren(...shown(answer, this.asking, curl, {
      frame: this.frame, turn: (way) => this.turn(way), behind: (word) => this.behind(word), draws: (drawing) => this.view.drawings.push(drawing),
    }));
    this.view.drawings.forEach((drawing) => drawing.begin());
    this.frame.remark();
    this.refocus();
  }

  private fail(error: unknown): void {
    const { words: why, drawn, place } = faultOf(error instanceof Error ? error.message : String(error));
    const kind = error instanceof Refused ? error.kind : "";
    const heads: Record<string, string> = { "statement-refused": text.onlyReads, "statement-at-fault": text.wrong, "statement-too-demanding": text.tooMuch };
    this.said.textContent = "";
    if (place) this.editor.mark(place, why);
    this.answer.replaceChildren(make("div", { class: kind === "statement-refused" ? "note" : "note fault", role: "alert" },
      make("p", {}, make("strong", {}, heads[kind] ?? text.failed)), make("p", {}, why), drawn ? make("pre", {}, drawn) : null, place ? this.toPlace(place) : null));
  }

  private toPlace(place: Place): HTMLElement {
    return make("p", {}, button(text.goTo(place.line, place.column), () => this.editor.point(place), { class: "quiet" }));
  }
}
