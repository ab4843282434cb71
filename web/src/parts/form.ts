// A question as a form: an input for each parameter, filled with what the
// address gives, with the default, or with the example.

import { button, make } from "./element";
import { KeyField } from "./keyfield";
import type { Parameter, Query } from "../service/shapes";
import { text } from "../texts/ask";
import { isKey, labelOfKey, titleOf } from "../texts/words";

export type Values = Record<string, string>;

interface Field { name: string; value(): Promise<string | null>; give(value: string): void }

/** What a form begins with: examples stand in only where a value must be given. */
export function beginning(query: Query, given: Values): Values {
  const values: Values = {};
  for (const p of query.parameters ?? []) {
    values[p.name] = given[p.name] ?? written(p.default ?? p.example);
  }
  return values;
}

export function written(value: unknown): string {
  if (value === null || value === undefined) return "";
  return Array.isArray(value) ? value.join(",") : String(value);
}

/** Makes the form; `ask` gets the values once all of them are sound. */
export function form(query: Query, values: Values, ask: (values: Values) => void): HTMLFormElement {
  const fields: Field[] = [];
  const rows = (query.parameters ?? []).map((p) => {
    const { row, field } = input(p, values[p.name] ?? "", `parameter-${p.name}`);
    fields.push(field);
    const example = written(p.example);
    if (example !== "" && example !== values[p.name]) row.querySelector(`#parameter-${p.name}-help`)?.append(" ", tryIt(exampleOf(p), () => field.give(example)));
    return row;
  });
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const out: Values = {};
    for (const field of fields) {
      const value = await field.value();
      if (value === null) return;
      out[field.name] = value;
    }
    ask(out);
  };
  return make("form", { class: "question-form", "aria-label": query.title, onsubmit: (event) => void submit(event) }, ...rows, make("button", { class: "primary" }, text.ask));
}

/** Fills in an example and asks, unless something else is wanting. */
function tryIt(example: string, fill: () => void): HTMLElement {
  const act = button(text.tryIt(example), () => {
    fill();
    if (act.form?.reportValidity()) act.form.requestSubmit();
  }, { class: "try" });
  return act;
}

function input(p: Parameter, value: string, id: string): { row: HTMLElement; field: Field } {
  const required = p.default === undefined || p.default === null;
  const help = make("p", { class: "small", id: `${id}-help` }, plainly(p));
  const shared = { "aria-describedby": `${id}-help`, required, placeholder: value === "" ? text.forExample(exampleOf(p)) : "" };
  const label = make("label", { for: id }, titleOf(p.name));
  const row = (control: HTMLElement): HTMLElement => make("div", { class: "field" }, label, control, help);
  if (p.type === "text" && p.values && p.values.length > 0) {
    const select = make("select", { id, "aria-describedby": `${id}-help` }, ...(required ? [] : [make("option", { value: "" }, text.any)]), ...p.values.map((v) => make("option", { value: v }, v)));
    select.value = value;
    return { row: row(select), field: { name: p.name, value: async () => select.value, give: (v) => (select.value = v) } };
  }
  if (p.type === "boolean") {
    const select = make("select", { id, "aria-describedby": `${id}-help` }, make("option", { value: "true" }, text.yes), make("option", { value: "false" }, text.no));
    select.value = value || "false";
    return { row: row(select), field: { name: p.name, value: async () => select.value, give: (v) => (select.value = v) } };
  }
  if (p.type === "text" && isKey(written(p.example))) {
    const field = new KeyField(id, value, labelsOf(p), shared);
    return { row: row(field.element), field: { name: p.name, value: () => field.value(), give: (key) => void field.give(key) } };
  }
  const plain = make("input", { id, type: p.type === "integer" ? "number" : "text", value, ...shared });
  return { row: row(plain), field: { name: p.name, value: async () => plain.value.trim(), give: (v) => (plain.value = v) } };
}

/** What to give, for people: they type a name where the query takes a key. */
function plainly(p: Parameter): string {
  return isKey(written(p.example)) && p.type === "text" ? p.doc.replace(/^key of/, "name of") : p.doc;
}

/** The kinds that a key may be of: as declared, or as its doc says of its example. */
function labelsOf(p: Parameter): string[] {
  if (p.labels && p.labels.length > 0) return p.labels.includes("Any") ? [] : p.labels;
  const label = labelOfKey(written(p.example));
  const says = new RegExp(`key of an? ${label.toLowerCase()}\\b`);
  return says.test(p.doc) ? [label] : [];
}

function exampleOf(p: Parameter): string {
  const example = written(p.example);
  return isKey(example) && p.type === "text" ? (example.split(":")[1] ?? example).replaceAll("-", " ") : example;
}
