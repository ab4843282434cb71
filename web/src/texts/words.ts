// The words of the model in plain English.

import type { Standing } from "../service/shapes";

interface Kind { one: string; many: string; sign: string }

/** How each label is called and by which sign its nodes are known, in the order of the list. */
const kinds: Record<string, Kind> = {
  Stage: { one: "stage", many: "Stages", sign: "St" },
  Task: { one: "task", many: "Tasks", sign: "Ta" },
  ActorType: { one: "actor", many: "Actors", sign: "Ac" },
  Organisation: { one: "organisation", many: "Organisations", sign: "Or" },
  Person: { one: "person", many: "Persons", sign: "Pe" },
  Holder: { one: "holder of a view", many: "Holders of views", sign: "Ho" },
  Method: { one: "method", many: "Methods", sign: "Me" },
  Resource: { one: "resource (what goes in or comes out)", many: "Resources", sign: "Re" },
  Setting: { one: "setting", many: "Settings", sign: "Se" },
  Place: { one: "place", many: "Places", sign: "Pl" },
  Route: { one: "route", many: "Routes", sign: "Ro" },
  Lever: { one: "lever (what policy can do)", many: "Levers", sign: "Le" },
  Programme: { one: "programme", many: "Programmes", sign: "Pg" },
  Instrument: { one: "law or treaty", many: "Laws and treaties", sign: "La" },
  Condition: { one: "condition", many: "Conditions", sign: "Co" },
  Process: { one: "process", many: "Processes", sign: "Pr" },
  Exploitation: { one: "form of exploitation", many: "Forms of exploitation", sign: "Ex" },
  Outcome: { one: "outcome", many: "Outcomes", sign: "Ou" },
  Event: { one: "event", many: "Events", sign: "Ev" },
  Statistic: { one: "figure", many: "Figures", sign: "Fi" },
  Definition: { one: "definition", many: "Definitions", sign: "De" },
  Document: { one: "document", many: "Documents", sign: "Do" },
  Work: { one: "cited work", many: "Cited works", sign: "Wo" },
  Claim: { one: "statement", many: "Statements", sign: "Cl" },
  Passage: { one: "passage", many: "Passages", sign: "Pa" },
  Evidence: { one: "piece of evidence", many: "Evidence", sign: "Ed" },
};

export const labels = Object.keys(kinds);

export function kindOf(label: string): Kind {
  return kinds[label] ?? { one: label.toLowerCase(), many: `${label}s`, sign: label.slice(0, 2) };
}

/** The most special label of a node: a form of exploitation is an outcome too. */
export function labelOf(all: string[]): string {
  return all.find((label) => label === "Exploitation" || label === "Document") ?? all[0] ?? "";
}

/** Relationship types as verbs: forwards, and as seen from the node at the end. */
const verbs: Record<string, [string, string]> = {
  PRECEDES: ["comes before", "comes after"],
  PART_OF: ["belongs to", "has as a part"],
  SUBTYPE_OF: ["is a kind of", "has as a kind"],
  PERFORMS: ["does", "is done by"],
  USES: ["uses", "is used by"],
  REQUIRES: ["needs", "is needed by"],
  YIELDS: ["gives", "comes out of"],
  PAYS: ["pays", "is paid by"],
  GAINS: ["gains", "is gained by"],
  BEARS: ["bears", "is borne by"],
  COOPERATES_WITH: ["works with", "works with"],
  COMPETES_WITH: ["competes with", "competes with"],
  CONTROLS: ["controls", "is controlled by"],
  BECOMES: ["turns into", "comes from"],
  PASSES: ["leads through", "is on"],
  DISPLACES_TO: ["is given up for", "takes over from"],
  FURTHERS: ["furthers", "is furthered by"],
  HINDERS: ["hinders", "is hindered by"],
  DEPENDS_ON: ["depends on", "is depended on by"],
  ACTS_ON: ["acts on", "is acted on by"],
  IMPLEMENTS: ["puts into practice", "is put into practice by"],
  BINDS: ["obliges to", "is an obligation under"],
  INSTEAD_OF: ["takes the place of", "is replaced by"],
  DIFFERS: ["differs from", "differs from"],
  MORE_THAN: ["exceeds", "is exceeded by"],
  SAME_WORD_AS: ["is the same word as", "is the same word as"],
  ABOUT: ["other statements about it", "other statements about it"],
  BEARS_ON: ["is evidence for or against", "has as evidence"],
  CITES: ["stands in", "is cited by"],
  VOICES: ["is said by", "says"],
  QUANTIFIES: ["is a figure for", "has as a figure"],
  MEASURED_BY: ["was measured by", "measured"],
  OF: ["defines", "is defined in"],
  BY_SOURCE: ["is a definition by", "defines in"],
  HAS_ELEMENT: ["has as an element", "is an element of"],
  ILLUSTRATES: ["is an example of", "has as an example"],
  REFERS_TO: ["cites", "is cited by"],
};

export function verbOf(type: string, direction: "out" | "in" = "out"): string {
  const pair = verbs[type];
  if (pair) return direction === "out" ? pair[0] : pair[1];
  const plain = type.toLowerCase().replaceAll("_", " ");
  return direction === "out" ? plain : `${plain} (towards it)`;
}

/** Turns a verb round: gives is does not give, is used by is not used by. */
export function denied(verb: string): string {
  const [first = "", ...rest] = verb.split(" ");
  const turned = first === "is" || first === "was" ? `${first} not` : first === "has" ? "does not have" : first === "does" ? "does not do" : /[a-z]{2}s$/.test(first) ? `does not ${first.replace(/(?<=ch|sh|ss|x)es$|s$/, "")}` : `not: ${first}`;
  return [turned, ...rest].join(" ");
}

/** Whether a word is a relationship type. */
export function isType(word: string): boolean {
  return word in verbs;
}

/** What a node is to a statement when neither its subject nor its object. */
const roles: Record<string, string> = {
  SUBJECT: "says what it does",
  OBJECT: "says what is done to it",
  ABOUT: "about it",
  IN: "where",
  AMONG: "among whom",
  UNDER: "under which condition",
  THROUGH: "in which way",
  FOR: "what for",
  BECAUSE_OF: "because of what",
  BY: "by whom",
  WITHIN: "within which bounds",
};

export function roleOf(end: string): string {
  return roles[end] ?? end.toLowerCase().replaceAll("_", " ");
}

export const standings: Record<Standing, { name: string; means: string }> = {
  asserted: { name: "stated", means: "at least one document says or recommends it in its own voice" },
  disputed: { name: "in dispute", means: "one document says it, and another voice denies it" },
  reported: { name: "only reported", means: "a document passes on the view of others, or denies it; none says it as its own" },
  frame: { name: "our arrangement", means: "we put it so to order the picture; no sentence stands behind it" },
};

export function standingOf(standing: string): { name: string; means: string } {
  return standings[standing as Standing] ?? { name: standing, means: "" };
}

export interface Tally {
  standing: Standing;
  for: number;
  against: number;
  qualified?: number;
  unknown?: number;
  /** How many of those for it say that it should be so. */
  recommend?: number;
}

/** The name of a standing; what some deny and none says is not only reported. */
function nameOfStanding(t: Tally): string {
  return isOnlyDenied(t) ? "only denied" : standingOf(t.standing).name;
}

/** Whether some deny a statement that nobody makes. */
export function isOnlyDenied(t: { standing: string; for?: number; against?: number; unknown?: number }): boolean {
  return t.standing === "reported" && t.for === 0 && (t.against ?? 0) > 0 && !t.unknown;
}

/** Says who stands where: "In dispute: 3 voices for, 2 against." */
export function tallied(t: Tally): string {
  const voices = (n: number) => `${n} ${n === 1 ? "voice" : "voices"}`;
  const said: string[] = [];
  if (t.for > 0) said.push(`${voices(t.for)} for${recommending(t)}`);
  if (t.against > 0) said.push(said.length > 0 ? `${t.against} against` : `${voices(t.against)} against`);
  if (t.qualified) said.push(`${t.qualified} with a limit`);
  if (t.unknown) said.push(`${t.unknown} by nobody named`);
  const name = nameOfStanding(t);
  const head = name.charAt(0).toUpperCase() + name.slice(1);
  return said.length > 0 ? `${head}: ${said.join(", ")}.` : `${head}.`;
}

function recommending({ recommend = 0, for: all }: Tally): string {
  if (recommend === 0) return "";
  if (recommend < all) return ` (${recommend} of them ${recommend === 1 ? "recommends" : "recommend"} it)`;
  return all === 1 ? " (it recommends it)" : all === 2 ? " (both recommend it)" : ` (all ${all} recommend it)`;
}

/** How many pieces of evidence are of a voice that the documents leave unknown; the service counts it neither for nor against. */
export function unknowns(evidence: { voice_key: string }[]): number {
  return evidence.filter((e) => e.voice_key === "holder:unknown").length;
}

/** How many voices recommend, of those that pieces of evidence are of. */
export function recommenders(evidence: { voice_key: string; stance: string }[]): number {
  return new Set(evidence.filter((e) => e.stance === "recommends").map((e) => e.voice_key)).size;
}

const hedges: Record<string, string> = {
  none: "", mostly: "for the most part", probably: "probably", possibly: "possibly", estimate: "as an estimate", hearsay: "from hearsay",
};

export function hedgeOf(hedge: string): string {
  return hedges[hedge] ?? hedge;
}

const readings: Record<string, string> = { explicit: "in so many words", implied: "by implication", frame: "in our terms" };

export function readingOf(reading: string): string {
  return readings[reading] ?? reading;
}

const modes: Record<string, string> = { ought: "ought to be so", will: "will be so", would: "would be so" };

export function modeOf(mode: string | null): string {
  return mode ? (modes[mode] ?? "") : "";
}

/** Where a passage stands: p61s1 is paragraph 61, sentence 1. */
export function placeOf(at: string): string {
  const m = /^p(\d+)s(\d+)$/.exec(at);
  return m ? `paragraph ${m[1]}, sentence ${m[2]}` : at;
}

/** Headings of columns whose names alone do not tell. */
const headings: Record<string, string> = {
  certain: "Bibliography", at: "Where", of_label: "Which is a", label: "Kind", on_label: "On a", text: "Statement", how: "How", whom_or_what: "Whom or what",
  alone: "Says alone", lines: "Pieces of evidence", own: "In its own voice", as_of: "As of", only_reported: "Only reported", share: "Share in %",
  frame: "Our arrangement", without: "Without any", hedge: "How surely", elapsed_ms: "Milliseconds",
};

/** Names a column or a property for people. */
export function headingOf(name: string): string {
  return headings[name] ?? titleOf(name);
}

const endNames: Record<string, string> = { BECAUSE_OF: "because of", SUBJECT: "subject", OBJECT: "object", ABOUT: "about" };

/** The name of an end of a statement, as a word of a list: AMONG is among. */
export function endOf(end: string): string {
  return endNames[end] ?? (/^[A-Z_]+$/.test(end) ? end.toLowerCase().replaceAll("_", " ") : end);
}

/** Whether a word is a label of the model. */
export function isLabel(word: string): boolean {
  return word in kinds;
}

/** Names a column or property: lever_key is lever key. */
export function titleOf(name: string): string {
  const plain = name.replaceAll("_", " ");
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

const keyForm = /^[a-z]+:[a-z0-9-]+$/;

export function isKey(text: unknown): boolean {
  return typeof text === "string" && keyForm.test(text);
}

/** The words that a key is made of; task:recruit-people is recruit people. */
export function wordsOfKey(key: string): string {
  const [kind = "", ...rest] = key.split(":");
  const words = rest.join(":").replaceAll("-", " ");
  return kind === "doc" ? `document ${words}` : words;
}

/** The label that a key's first part stands for, where it is one that is searched. */
export function labelOfKey(key: string): string {
  const prefix = key.split(":")[0] ?? "";
  return prefixes[prefix] ?? "";
}

const prefixes: Record<string, string> = {
  stage: "Stage", task: "Task", process: "Process", actor: "ActorType", org: "Organisation", holder: "Holder", person: "Person", place: "Place",
  setting: "Setting", route: "Route", method: "Method", resource: "Resource", condition: "Condition", outcome: "Outcome", exploitation: "Exploitation",
  lever: "Lever", programme: "Programme", instrument: "Instrument", event: "Event", stat: "Statistic", definition: "Definition", doc: "Document", work: "Work", claim: "Claim",
};
