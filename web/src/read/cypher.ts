// How an answer was asked: its Cypher, parameters and a line for the shell.
// Every view ends with it, so that nothing shown has to be believed.

import { button, counted, make } from "../parts/element";
import { consoleAddress } from "../console/address";
import type { Asked, Meta } from "../service/shapes";
import { text } from "../texts/ask";

/** Folded away: the queries behind a view, each with a button that copies it and a link that opens it in the console. */
export function asked(meta: Meta, address: string, curl = `curl '${location.origin}${address}'`): HTMLElement {
  const queries = meta.queries ?? [];
  return make("details", { class: "asked" },
    make("summary", {}, text.how),
    inWords(queries, meta.release ?? ""),
    make("p", { class: "small" }, text.fromShell(counted(queries.length, "query", "queries"), meta.elapsed_ms)),
    code(curl, text.copyCommand),
    ...queries.map(query));
}

/** What was asked, as a sentence to quote. */
function inWords(queries: Asked[], release: string): HTMLElement {
  const questions = [...new Set(queries.map((q) => q.question ?? text.ownStatement))];
  const words = `${questions.join(" ")} ${text.askedOf(release.slice(0, 12))}`;
  const copy = button(text.copy, () => void copyText(words, copy), { "aria-label": text.copySentence, class: "quiet" });
  return make("p", { class: "in-words" }, words, " ", copy);
}

/** The line for a shell that sends a body. */
export function curlOf(address: string, body: unknown): string {
  return `curl -H 'Content-Type: application/json' -d '${JSON.stringify(body).replaceAll("'", "'\\''")}' '${location.origin}${address}'`;
}

function query(q: Asked): HTMLElement {
  const parameters = q.parameters ?? {};
  const title = make("h4", {}, q.query === "" ? "Cypher" : text.query(q.query), make("span", { class: "small" }, ` ${counted(q.rows, "row")}, ${q.elapsed_ms} ms`));
  const given = Object.keys(parameters).length > 0 ? code(JSON.stringify(parameters, null, 1), text.copyParameters) : null;
  return make("section", {}, title, code(q.cypher, text.copyCypher, make("a", { class: "quiet", href: consoleAddress(q.cypher, parameters) }, text.inConsole)), given);
}

function code(written: string, label: string, beside: HTMLElement | null = null): HTMLElement {
  const copy = button(text.copy, () => void copyText(written, copy), { "aria-label": label, class: "quiet" });
  return make("div", { class: "code" }, make("pre", { tabindex: "0" }, written), make("div", { class: "hands" }, beside, copy));
}

/** Copies text and says on the button whether it could. */
export async function copyText(written: string, said: HTMLButtonElement): Promise<void> {
  const before = said.textContent;
  try {
    await navigator.clipboard.writeText(written);
    said.textContent = text.copied;
  } catch {
    said.textContent = text.notCopied;
  }
  setTimeout(() => {
    said.textContent = before;
  }, 2000);
}
