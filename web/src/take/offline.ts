// The view as one file that opens without the service: what the page shows and
// says, with the drawing as SVG and everything unfolded. It runs no script and
// fetches nothing.

import { text } from "../texts/take";
import { escaped } from "./pen";

export interface Offline {
  title: string;
  source: string;
  /** What stands on the page: the view, and what is read beside it. */
  parts: HTMLElement[];
  /** Drawings in the order of the canvases that they stand for. */
  drawings: string[];
  style: string;
  theme: string;
}

export function offlinePage({ title, source, parts, drawings, style, theme }: Offline): string {
  const left = [...drawings];
  const bodies = parts.map((part) => settled(part, left)).join("\n");
  return `<!doctype html>
<html lang="en" data-theme="${escaped(theme)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${style.replaceAll("</", "<\\/")}
${own}</style>
</head>
<body>
<header><h1>Corridor</h1><p class="small">${escaped(source)}</p></header>
<main>
${bodies}
</main>
</body>
</html>
`;
}

const own = `body { display: block !important; height: auto !important; overflow: visible !important; }
main { display: block !important; padding: 1rem; max-width: 110rem; }
.offline-drawing { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; }
.business .drawing, main[data-reading] #view { display: block !important; }
.table { max-height: none; }
.map-and-list { display: block !important; }
.listed { position: static !important; columns: 22rem; }
.aside { border-top: 2px solid var(--line); margin-top: 1.5rem; padding-top: .5rem; }`;

/** What cannot be used without the page: it is left out. */
const gone = "button:not(.node), form, input, select, textarea, nav, dialog, .tools, .switch, .back, script, [role=listbox]";

/** Stands where a drawing will, in no text of the graph. */
const standIn = "\u{F0000}drawing\u{F0000}";

/** A copy of a part in which nothing is folded, nothing acts, and nothing leads to where nothing is. */
function settled(part: HTMLElement, drawings: string[]): string {
  const copy = part.cloneNode(true) as HTMLElement;
  for (const canvas of copy.querySelectorAll(".canvas")) {
    const place = document.createElement("div");
    place.className = "offline-drawing";
    place.textContent = standIn; // the page itself takes no markup
    canvas.replaceWith(place);
  }
  for (const element of copy.querySelectorAll(gone)) element.remove();
  for (const folded of copy.querySelectorAll("details")) folded.setAttribute("open", "");
  for (const link of copy.querySelectorAll("a, button.node")) {
    const words = document.createElement("span");
    words.append(...link.childNodes);
    if (link instanceof HTMLElement && link.dataset["key"]) words.title = link.dataset["key"];
    words.className = link.className;
    link.replaceWith(words);
  }
  for (const element of copy.querySelectorAll("[id]:not(pattern)")) element.removeAttribute("id");
  copy.removeAttribute("id");
  const [first = "", ...rest] = copy.innerHTML.split(standIn);
  const filled = first + rest.map((after) => (drawings.shift() ?? "") + after).join("");
  return `<section class="${part.id === "side" ? "aside" : "shown"}">${filled}</section>`;
}

/** The relationships of a drawing in words, which a drawing alone does not say. */
export function wordsOf(rows: { from: string; joins: string; to: string; standing: string; statement: string }[]): string {
  const head = [text.from, text.joins, text.to, text.standing, text.statement];
  const cells = rows.map((r) => `<tr>${[r.from, r.joins, r.to, r.standing, r.statement].map((c) => `<td>${escaped(c)}</td>`).join("")}</tr>`);
  return `<h3>${text.statements}</h3><div class="table"><table><thead><tr>${head.map((h) => `<th scope="col">${h}</th>`).join("")}</tr></thead><tbody>${cells.join("")}</tbody></table></div>`;
}
