// The answer to a statement, shown in one of four ways.

import { button, counted, make } from "../parts/element";
import { csv } from "../parts/csv";
import { remember } from "../parts/keyfield";
import { saveFile } from "../parts/save";
import { asked, copyText } from "../read/cypher";
import { Drawing } from "../draw/drawing";
import type { Frame } from "../frame/view";
import { stringifyExactly } from "../service/exact";
import type { Meta, Picture, Row } from "../service/shapes";
import { kindOf } from "../texts/words";
import { text } from "../texts/console";
import { type Asking, limits, stateFor, type Way, ways } from "./address";
import { grid } from "./grid";
import { planTable, type Step } from "./plan";

export interface Answer {
  columns: string[];
  rows: unknown[][];
  picture?: Picture | null;
  plan?: Step | null;
  notices?: string[] | null;
  meta: Meta & { more?: boolean };
}

export interface Hands {
  frame: Frame;
  /** Shows the same answer in another way. */
  turn(way: Way): void;
  /** Runs the statement again, behind a word. */
  behind(word: "EXPLAIN" | "PROFILE"): void;
  draws(drawing: Drawing): void;
}

/** What the answer leaves out, and how to get it. */
export function leftOut(answer: Answer, asking: Asking, frame: Frame): HTMLElement[] {
  const { left_out: left, more } = answer.meta;
  const said: HTMLElement[] = [];
  const rows = left?.["rows"] ?? 0;
  if (rows > 0 || more) {
    const next = limits.find((n) => n > asking.limit);
    said.push(make("p", { class: "left-out" }, rows > 0 ? text.rowsLeft(rows, asking.limit) : text.moreLeft(asking.limit), " ",
      next ? button(`${text.ask} ${next.toLocaleString("en")}`, () => frame.go(stateFor({ ...asking, limit: next })), { class: "quiet" }) : null));
  }
  const others = Object.entries(left ?? {}).filter(([name, n]) => name !== "rows" && n > 0);
  if (others.length > 0 && asking.as === "graph") said.push(make("p", { class: "left-out" }, text.notDrawn(others.map(([name, n]) => `${n} × ${kindOf(name).one}`).join(", "))));
  return said;
}

export function shown(answer: Answer, asking: Asking, curl: string, hands: Hands): HTMLElement[] {
  const remarks = answer.notices ?? [];
  return [
    ...(remarks.length > 0 ? [make("div", { class: "note" }, text.remarks, make("ul", {}, ...remarks.map((r) => make("li", {}, r))))] : []),
    make("div", { class: "turning" }, tabs(asking.as, hands), takeAway(answer)),
    ...leftOut(answer, asking, hands.frame),
    body(answer, asking, hands),
    asked(answer.meta, "/api/v1/cypher", curl),
  ];
}

function tabs(now: Way, hands: Hands): HTMLElement {
  return make("div", { class: "ways-shown", role: "group", "aria-label": text.showAs },
    ...ways.map((way) => button(text.as[way], () => hands.turn(way), { id: `as-${way}`, class: "quiet", "aria-pressed": String(way === now) })));
}

function objects({ columns, rows }: Answer): Row[] {
  return rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])));
}

function takeAway(answer: Answer): HTMLElement | null {
  if (answer.rows.length === 0) return null;
  const table = (): string => csv(answer.columns.map((name) => ({ name, doc: "" })), objects(answer));
  const copy = button(text.copyCSV, () => void copyText(table(), copy), { class: "quiet" });
  return make("div", { class: "take-rows" }, copy,
    button(text.saveCSV, () => saveFile(`${text.file}.csv`, "text/csv", table()), { class: "quiet" }),
    button(text.saveJSON, () => saveFile(`${text.file}.json`, "application/json", stringifyExactly(objects(answer), 2)), { class: "quiet" }));
}

function body(answer: Answer, asking: Asking, hands: Hands): HTMLElement {
  if (asking.as === "plan") return answer.plan ? planTable(answer.plan) : noPlan(hands);
  if (answer.rows.length === 0) return make("p", { class: "note" }, text.noRows);
  if (asking.as === "graph") return graph(answer, hands);
  if (asking.as === "json") return make("pre", { class: "json", tabindex: "0", "aria-label": text.as.json }, stringifyExactly(objects(answer), 2));
  return grid(answer, asking.sort, (sort) => hands.frame.correct(stateFor({ ...asking, sort })));
}

function noPlan(hands: Hands): HTMLElement {
  return make("div", { class: "note" }, make("p", {}, text.noPlan),
    make("p", { class: "choices" }, button(text.explain, () => hands.behind("EXPLAIN"), { class: "quiet" }), " ", button(text.profile, () => hands.behind("PROFILE"), { class: "quiet" })));
}

function graph({ picture }: Answer, hands: Hands): HTMLElement {
  if (!picture || picture.nodes.length === 0) return make("p", { class: "note" }, text.noPicture);
  remember(picture.nodes);
  const drawing = new Drawing(picture, text.picture, { node: (key) => hands.frame.show(key), relationship: (r) => hands.frame.show(r.claim ?? r.from) });
  hands.draws(drawing);
  return make("div", {}, drawing.element, make("p", { class: "small" }, `${counted(picture.nodes.length, "node")}, ${counted(picture.relationships.length, "relationship")}`));
}
