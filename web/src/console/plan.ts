// A plan: the steps by which a statement is answered, as a tree in a table.

import { make } from "../parts/element";
import { text } from "../texts/console";

export interface Step {
  operator: string;
  details: string;
  identifiers: string[] | null;
  estimated_rows: number;
  measured?: { rows: number; db_hits: number } | null;
  children?: Step[] | null;
}

export interface Line { step: Step; depth: number }

/** The steps in the order of reading, each with how far below the first it is. */
export function lines(step: Step, depth = 0): Line[] {
  return [{ step, depth }, ...(step.children ?? []).flatMap((child) => lines(child, depth + 1))];
}

/** How many times as many rows came as were expected, or as few, where that is much. */
export function missed({ estimated_rows: expected, measured }: Step): string {
  if (!measured) return "";
  const [came, thought] = [Math.max(1, measured.rows), Math.max(1, expected)];
  const times = Math.round(Math.max(came / thought, thought / came));
  return times < 10 ? "" : came > thought ? text.more(times) : text.fewer(times);
}

export function planTable(plan: Step): HTMLElement {
  const all = lines(plan);
  const isMeasured = Boolean(plan.measured);
  const hits = Math.max(1, ...all.map(({ step }) => step.measured?.db_hits ?? 0));
  const heads = [text.operator, text.expected, ...(isMeasured ? [text.came, text.hits] : []), text.details];
  const numbers = (n: number): string => n.toLocaleString("en", { maximumFractionDigits: 1 });
  const cell = (name: string, kind: string, ...inside: (Node | string | null)[]): HTMLElement => make("td", { "data-name": name, class: kind }, ...inside);
  const row = ({ step, depth }: Line): HTMLElement => {
    const operator = make("th", { scope: "row" }, make("span", { class: "visually-hidden" }, text.level(depth + 1)), step.operator);
    operator.style.paddingLeft = `${0.6 + depth * 1.1}rem`;
    if (depth > 0) operator.classList.add("below");
    const bar = make("span", { class: "bar" });
    bar.style.width = `${((step.measured?.db_hits ?? 0) / hits) * 100}%`;
    const off = missed(step);
    return make("tr", {}, operator, cell(text.expected, "number", numbers(step.estimated_rows)),
      ...(step.measured ? [cell(text.came, "number", numbers(step.measured.rows), off ? make("span", { class: "off" }, off) : null), cell(text.hits, "number hits", numbers(step.measured.db_hits), bar)] : []),
      cell(text.details, "details", step.details || "–"));
  };
  const total = all.reduce((sum, { step }) => sum + (step.measured?.db_hits ?? 0), 0);
  return make("div", {},
    make("p", { class: "small" }, isMeasured ? text.measured(all.length, numbers(total)) : text.planned(all.length)),
    make("div", { class: "table plan", tabindex: "0", role: "region", "aria-label": text.plan },
      make("table", {}, make("caption", {}, text.plan), make("thead", {}, make("tr", {}, ...heads.map((h) => make("th", { scope: "col" }, h)))), make("tbody", {}, ...all.map(row)))));
}
