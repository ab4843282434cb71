// The editor of statements: CodeMirror. It stands in a shadow tree, because
// there it makes its styles as constructed sheets, which the page's content
// security policy allows, and no style elements, which it does not.

import { acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, type CompletionContext, type CompletionResult, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyField, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { setDiagnostics } from "@codemirror/lint";
import { EditorState, type Extension, Prec } from "@codemirror/state";
import { drawSelection, EditorView, keymap, placeholder } from "@codemirror/view";
import { tags } from "@lezer/highlight";

import { make } from "../parts/element";
import { text } from "../texts/console";
import { offer, type Schema } from "./completion";
import { cypherParser } from "./language";
import { endOf, offsetOf, type Place } from "./place";

export interface Wanted {
  run(): void;
  schema(): Promise<Schema>;
  /** Names of the parameters that are given. */
  parameters(): string[];
}

export class Editor {
  readonly element = make("div", { class: "editor" });
  private readonly view: EditorView;

  /** Takes up the state of an earlier editor, so that what was typed there can still be undone. */
  constructor(wanted: Wanted, written: string, before: EditorState | null) {
    const root = this.element.attachShadow({ mode: "open", delegatesFocus: true });
    const doc = before?.doc.toString() ?? written;
    this.view = new EditorView({ parent: root, root, state: before ? restored(before, extensions(wanted)) : EditorState.create({ doc, extensions: extensions(wanted) }) });
    if (before && before.doc.toString() !== written) this.text = written;
    root.append(make("p", { id: "keys", hidden: true }, text.keys));
    this.element.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && /^[zy]$/i.test(event.key)) event.stopPropagation(); // undoes what is typed here, not what the page shows
    });
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  set text(written: string) {
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: written }, selection: { anchor: written.length } });
  }

  get state(): EditorState {
    return this.view.state;
  }

  focus(): void {
    this.view.focus();
  }

  /** Underlines where something is wrong. */
  mark(place: Place, message: string): void {
    const whole = this.text;
    const at = Math.min(offsetOf(place, whole), Math.max(0, whole.length - 1));
    this.view.dispatch(setDiagnostics(this.view.state, [{ from: at, to: endOf(at, whole), severity: "error", message }]));
  }

  unmark(): void {
    this.view.dispatch(setDiagnostics(this.view.state, []));
  }

  /** Puts the cursor where something is wrong. */
  point(place: Place): void {
    const at = offsetOf(place, this.text);
    this.view.dispatch({ selection: { anchor: at }, scrollIntoView: true });
    this.focus();
  }

  end(): void {
    this.view.destroy();
  }
}

/** The state of an editor that is gone, for one that has other things to call. */
function restored(before: EditorState, all: Extension): EditorState {
  return EditorState.fromJSON(before.toJSON({ history: historyField }), { extensions: all }, { history: historyField });
}

function extensions(wanted: Wanted): Extension {
  return [
    history(), drawSelection(), bracketMatching(), closeBrackets(), EditorView.lineWrapping, placeholder(text.placeholder),
    StreamLanguage.define(cypherParser), syntaxHighlighting(colours), look,
    autocompletion({ override: [(context) => complete(context, wanted)], icons: false }),
    EditorView.contentAttributes.of({ "aria-label": text.statement, "aria-describedby": "keys", spellcheck: "false", autocorrect: "off", autocapitalize: "off" }),
    EditorView.domEventHandlers({ beforeinput: overSelection }),
    Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (wanted.run(), true) }])),
    // Tab takes a completion where some are offered, and else goes on to what is next on the page: nobody is held in the editor.
    keymap.of([{ key: "Tab", run: acceptCompletion }, ...completionKeymap, ...closeBracketsKeymap, ...historyKeymap, ...defaultKeymap]),
  ];
}

/**
 * Writes over what is selected. Left to itself a browser gives the new text the
 * style of the old, as an attribute, which the page's policy forbids and reports.
 */
function overSelection(event: InputEvent, view: EditorView): boolean {
  const { data, inputType } = event;
  if (inputType !== "insertText" || !data || /^[([{'"`]$/.test(data) || view.state.selection.main.empty) return false;
  view.dispatch(view.state.replaceSelection(data), { userEvent: "input.type", scrollIntoView: true });
  return true;
}

async function complete(context: CompletionContext, wanted: Wanted): Promise<CompletionResult | null> {
  const before = context.state.sliceDoc(0, context.pos);
  const offered = offer(before, wanted.parameters(), await wanted.schema());
  if (!offered || (offered.from === context.pos && !context.explicit && !/[:$.|{,]\s?$/.test(before))) return null;
  return { ...offered, validFor: /^[\p{L}\p{N}_]*$/u };
}

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--kind-la)", fontWeight: "600" },
  { tag: tags.typeName, color: "var(--kind-ro)" },
  { tag: tags.propertyName, color: "var(--kind-st)" },
  { tag: tags.string, color: "var(--kind-ac)" },
  { tag: [tags.number, tags.atom], color: "var(--kind-ex)" },
  { tag: tags.function(tags.variableName), color: "var(--kind-me)" },
  { tag: tags.special(tags.variableName), color: "var(--kind-ou)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
  { tag: tags.operator, color: "var(--soft)" },
]);

const look = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--panel)", fontSize: ".95rem" },
  "&.cm-focused": { outline: "2px solid var(--mark)", outlineOffset: "-1px", borderRadius: "6px" },
  ".cm-scroller": { fontFamily: "ui-monospace, monospace", lineHeight: "1.55", maxHeight: "40vh", minHeight: "7.5rem", overflow: "auto" },
  ".cm-content": { caretColor: "var(--ink)", padding: ".6rem .3rem" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-placeholder": { color: "var(--soft)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { background: "var(--badge-reported)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--badge-asserted)" },
  ".cm-tooltip": { color: "var(--ink)", backgroundColor: "var(--panel)", border: "1px solid var(--soft)", borderRadius: "5px", boxShadow: "0 6px 20px #0003" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "16rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: ".2rem .6rem" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { color: "var(--on-mark)", backgroundColor: "var(--mark)" },
  ".cm-tooltip.cm-completionInfo": { padding: ".4rem .6rem", maxWidth: "22rem" },
  ".cm-completionDetail": { fontStyle: "normal", opacity: ".8" },
  // No picture under what is wrong: the page's policy takes none that stands in a style.
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--line-disputed)", textDecorationSkipInk: "none" },
  ".cm-diagnostic-error": { borderLeft: "4px solid var(--line-disputed)" },
});
