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
    make("summary", {}, "How this was asked (Cypher)"),
    make("p", { class: "small" }, `${counted(queries.length, "query", "queries")}, ${meta.elapsed_ms} ms. The same answer from a shell:`),
    code(curl, "Copy the command"),
    ...queries.map(query));
}

/** The line for a shell that sends a body. */
export function curlOf(address: string, body: unknown): string {
  return `curl -H 'Content-Type: application/json' -d '${JSON.stringify(body).replaceAll("'", "'\\''")}' '${location.origin}${address}'`;
}

function query(q: Asked): HTMLElement {
  const parameters = q.parameters ?? {};
  const title = make("h4", {}, q.query === "" ? "Cypher" : `Query ${q.query}`, make("span", { class: "small" }, ` ${counted(q.rows, "row")}, ${q.elapsed_ms} ms`));
  const given = Object.keys(parameters).length > 0 ? code(JSON.stringify(parameters, null, 1), "Copy the parameters") : null;
  return make("section", {}, title, code(q.cypher, "Copy the Cypher", make("a", { class: "quiet", href: consoleAddress(q.cypher, parameters) }, text.inConsole)), given);
}

function code(written: string, label: string, beside: HTMLElement | null = null): HTMLElement {
  const copy = button("Copy", () => void copyText(written, copy), { "aria-label": label, class: "quiet" });
  return make("div", { class: "code" }, make("pre", { tabindex: "0" }, written), make("div", { class: "hands" }, beside, copy));
}

/** Copies text and says on the button whether it could. */
export async function copyText(text: string, said: HTMLButtonElement): Promise<void> {
  const before = said.textContent;
  try {
    await navigator.clipboard.writeText(text);
    said.textContent = "Copied";
  } catch {
    said.textContent = "Not copied: the browser forbids it";
  }
  setTimeout(() => {
    said.textContent = before;
  }, 2000);
}
