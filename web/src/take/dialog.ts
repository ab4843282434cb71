// Taking a view away: its drawing, its data, the view itself as one file, and
// how to cite it.

import type { Own, View } from "../frame/view";
import { type Palette, palette } from "../draw/palette";
import { csv } from "../parts/csv";
import { button, make } from "../parts/element";
import { saveFile } from "../parts/save";
import { copyText } from "../read/cypher";
import { addressOf, post, read, release } from "../service/api";
import type { ClaimsAnswer, Picture, QueriesAnswer } from "../service/shapes";
import { text } from "../texts/take";
import { kindOf, standingOf, verbOf } from "../texts/words";
import { bibtex, csl, isoDay } from "./cite";
import { offlinePage, wordsOf } from "./offline";
import { CanvasPen, SvgPen } from "./pen";
import { drawSheet, sheetOf } from "./sheet";
import { fileOf, pixelsOf, type Trace, traced } from "./trace";

/** Pixels across a page of A4 on its side at 300 dots per inch. */
const printed = 3508;

interface Taken { heading: string; link: string; release: string; day: Date; picture: Picture | null; parts: HTMLElement[] }

export function takeAway(view: View, parts: HTMLElement[]): void {
  const taken: Taken = {
    heading: parts[0]?.querySelector("h2")?.textContent ?? document.title, link: location.href, release: release(), day: new Date(),
    picture: view.drawings[0]?.picture ?? null, parts,
  };
  const said = make("p", { role: "status", class: "small" });
  const offer = (label: string, name: string, type: string, content: () => Promise<BlobPart>): HTMLElement => button(label, () => void give(said, `corridor-${name}`, type, content), { class: "quiet" });
  const dialog = make("dialog", { class: "take", "aria-labelledby": "take-heading" },
    make("h2", { id: "take-heading" }, text.heading),
    ...(view.own ? ownParts(taken, view.own, offer) : taken.picture ? drawn(taken, taken.picture, offer) : [make("p", { class: "small" }, text.noDrawing)]),
    make("h3", {}, text.whole), make("p", { class: "ways" }, offer(text.html, "view.html", "text/html", () => page(taken))), make("p", { class: "small" }, text.htmlMeans),
    make("h3", {}, text.cite), ...citations(taken), said,
    make("p", {}, button(text.close, () => dialog.close(), { class: "quiet" })));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

type Offer = (label: string, name: string, type: string, content: () => Promise<BlobPart>) => HTMLElement;

function drawn(taken: Taken, picture: Picture, offer: Offer): HTMLElement[] {
  const exported = (format: string): Promise<BlobPart> => withEvidence(keysOf(picture), format);
  return [
    make("p", { class: "small" }, text.drawn(picture.nodes.length, picture.relationships.length)),
    make("h3", {}, text.picture), make("p", { class: "ways" }, offer(text.svg, "view.svg", "image/svg+xml", async () => svgOf(taken, picture)), offer(text.png, "view.png", "image/png", () => pngOf(taken, picture))),
    make("h3", {}, text.data), make("p", { class: "ways" },
      offer(text.nodes, "nodes.csv", "text/csv", async () => nodesCsv(picture)), offer(text.relationships, "relationships.csv", "text/csv", async () => relationshipsCsv(picture)),
      offer(text.json, "view.json", "application/json", async () => JSON.stringify({ heading: taken.heading, link: taken.link, release: taken.release, ...picture }, null, 2)),
      offer(text.graphml, "view.graphml", "application/graphml+xml", () => exported("graphml")), offer(text.gexf, "view.gexf", "application/gexf+xml", () => exported("gexf"))),
  ];
}

/** What a view draws by itself: its drawing and its tables. */
function ownParts(taken: Taken, own: Own, offer: Offer): HTMLElement[] {
  const lines = [own.signs, sourceOf(taken)];
  const trace = (): Trace => inLight(() => traced(own.svg));
  const json = (): string => JSON.stringify({ heading: taken.heading, link: taken.link, release: taken.release, ...Object.fromEntries(own.tables.map((t) => [t.name, t.rows])) }, null, 2);
  return [
    make("h3", {}, text.picture), make("p", { class: "ways" },
      offer(text.svg, "view.svg", "image/svg+xml", async () => fileOf(trace(), taken.heading, lines)), offer(text.png, "view.png", "image/png", () => ownPng(trace(), lines))),
    make("h3", {}, text.data), make("p", { class: "ways" },
      ...own.tables.map((t) => offer(text.table(t.label), `${t.name}.csv`, "text/csv", async () => csv(t.columns, t.rows))), offer(text.json, "view.json", "application/json", async () => json()),
      offer(text.graphml, "view.graphml", "application/graphml+xml", () => withEvidence(own.keys(), "graphml")), offer(text.gexf, "view.gexf", "application/gexf+xml", () => withEvidence(own.keys(), "gexf"))),
  ];
}

async function ownPng(trace: Trace, lines: string[]): Promise<Blob> {
  const blob = await pixelsOf(trace, lines, Math.max(2, printed / trace.width));
  if (!blob) throw new Error(text.tooLarge);
  return blob;
}

function citations(taken: Taken): HTMLElement[] {
  return [[text.bibtex, bibtex(taken)] as const, [text.csl, csl(taken)] as const].map(([name, words]) => {
    const copy = button(text.copy, () => void copyText(words, copy), { class: "quiet", "aria-label": `${text.copy}: ${name}` });
    return make("details", {}, make("summary", {}, name), make("div", { class: "code" }, make("pre", { tabindex: "0" }, words), copy));
  });
}

/** Makes a file and hands it to the browser, saying what becomes of it. */
async function give(said: HTMLElement, name: string, type: string, content: () => Promise<BlobPart>): Promise<void> {
  said.textContent = text.making;
  try {
    saveFile(name, type, await content());
    said.textContent = text.made(name);
  } catch (error) {
    said.textContent = text.failed(error instanceof Error ? error.message : String(error));
  }
}

function sourceOf({ link, release: of, day }: Taken): string {
  return text.source(link, of, isoDay(day));
}

/** What is put on paper is drawn in the light colours. */
function inLight<T>(draw: (colours: Palette) => T): T {
  const root = document.documentElement;
  const now = root.dataset["theme"] ?? "light";
  root.dataset["theme"] = "light";
  try {
    return draw(palette());
  } finally {
    root.dataset["theme"] = now;
  }
}

function measured(): (words: string, size: number) => number {
  const context = make("canvas").getContext("2d");
  return (words, size) => {
    if (!context) return words.length * size * 0.55;
    context.font = `600 ${size}px system-ui, sans-serif`;
    return context.measureText(words).width;
  };
}

function svgOf(taken: Taken, picture: Picture): string {
  const pen = new SvgPen();
  inLight((colours) => drawSheet(pen, picture, taken.heading, sourceOf(taken), colours, measured()));
  const { width, height } = sheetOf(picture);
  return pen.finish(width, height, taken.heading, `${text.drawn(picture.nodes.length, picture.relationships.length)}. ${sourceOf(taken)}`);
}

async function pngOf(taken: Taken, picture: Picture): Promise<Blob> {
  const { width, height } = sheetOf(picture);
  const times = Math.max(2, printed / width);
  const canvas = make("canvas");
  [canvas.width, canvas.height] = [Math.round(width * times), Math.round(height * times)];
  const context = canvas.getContext("2d");
  if (!context) throw new Error(text.tooLarge);
  context.scale(times, times);
  inLight((colours) => drawSheet(new CanvasPen(context), picture, taken.heading, sourceOf(taken), colours, measured()));
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error(text.tooLarge);
  return blob;
}

function nodesCsv(picture: Picture): string {
  return csv(["key", "label", "name", "x", "y"].map((name) => ({ name, doc: "" })), picture.nodes.map((n) => ({ ...n })));
}

function relationshipsCsv(picture: Picture): string {
  return csv(["from", "to", "type", "standing", "claim"].map((name) => ({ name, doc: "" })), picture.relationships.map((r) => ({ ...r })));
}

function keysOf(picture: Picture): string[] {
  return [...new Set([...picture.nodes.map((n) => n.key), ...picture.relationships.flatMap((r) => r.claim ?? [])])];
}

/** The same nodes and statements from the service, with the evidence behind them. */
async function withEvidence(keys: string[], format: string): Promise<string> {
  const { queries } = await read<QueriesAnswer>(addressOf("queries"));
  const statement = queries.find((q) => q.name === "subgraph")?.cypher;
  if (!statement) throw new Error("the service has no query subgraph");
  return post(addressOf("cypher/export", { format }), { statement, parameters: { keys } });
}

async function page(taken: Taken): Promise<string> {
  const style = await (await fetch("/page/style.css")).text();
  const drawings = taken.picture ? [svgOf(taken, taken.picture) + (await statements(taken.picture))] : [];
  return offlinePage({ title: text.title(taken.heading), source: sourceOf(taken), parts: taken.parts, drawings, style, theme: "light" });
}

/** How many statements are read to say who stands behind what is drawn. */
const mostPages = 10;

async function statements(picture: Picture): Promise<string> {
  const wanted = new Set(picture.relationships.flatMap((r) => r.claim ?? []));
  const found = new Map<string, string>();
  let cursor = "";
  for (let pages = 0; pages < mostPages && found.size < wanted.size; pages += 1) {
    const { claims, next } = await read<ClaimsAnswer>(addressOf("claims", { limit: "1000", ...(cursor ? { cursor } : {}) }));
    for (const c of claims) if (wanted.has(c.key)) found.set(c.key, `${c.text} (${c.voices.map((v) => `${v.voice} ${v.stance}, ${v.short} ${v.at}`).join("; ")})`);
    if (!next) break;
    cursor = next;
  }
  const names = new Map(picture.nodes.map((n) => [n.key, `${n.name} (${kindOf(n.label).one})`]));
  return wordsOf(picture.relationships.map((r) => ({
    from: names.get(r.from) ?? r.from, joins: verbOf(r.type), to: names.get(r.to) ?? r.to,
    standing: r.standing === "frame" ? text.ours : standingOf(r.standing).name, statement: found.get(r.claim ?? "") ?? "",
  })));
}
