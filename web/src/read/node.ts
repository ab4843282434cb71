// What is known of a node: what it is, what is said of it, and what it says.

import { button, make } from "../parts/element";
import { evidenceList } from "./evidence";
import { badge, linkTo } from "../parts/link";
import type { End, Fact, NodeAnswer, View } from "../service/shapes";
import { text as exploreText } from "../texts/explore";
import { text as parts } from "../texts/parts";
import { denied, headingOf, hedgeOf, kindOf, labelOf, modeOf, placeOf, recommenders, roleOf, type Tally, tallied, titleOf, unknowns, verbOf } from "../texts/words";
import { text } from "../texts/read";

export interface Ways {
  expand(key: string): void;
  pathFrom(key: string): void;
  pathTo(key: string): void;
  /** Offers what the view can do with the node. */
  menu(key: string, at: { x: number; y: number }): void;
}

export function nodeParts(answer: NodeAnswer, ways: Ways): HTMLElement[] {
  const { node, facts, evidence, views, totals, meta } = answer;
  const { key, name, note, standing } = node.properties as { key: string; name: string; note?: string; standing?: string };
  const made = [
    make("p", { class: "kind" }, kindOf(labelOf(node.labels)).one),
    make("h2", { tabindex: "-1" }, name),
    note ? make("p", { class: "small" }, note) : null,
    standing ? make("p", {}, badge(standing, node.properties), " ", tallied(node.properties as unknown as Tally)) : null,
    make("p", { class: "ways" },
      button(text.neighbours, () => ways.expand(key)),
      button(text.pathsFrom, () => ways.pathFrom(key)),
      button(text.pathsTo, () => ways.pathTo(key)),
      offered(key, name, ways)),
    about(node),
    ...sections(facts, totals.facts, meta.release),
    evidence.length > 0 ? make("section", {}, make("h3", {}, text.pieces(totals.evidence)), evidenceList(evidence)) : null,
    views.length > 0 ? make("section", {}, make("h3", {}, text.whatItSays(totals.views)), make("ul", { class: "evidence" }, ...views.map(view))) : null,
    facts.length + evidence.length + views.length === 0 ? make("p", {}, text.noStatement) : null,
    answer.next !== null ? make("p", { class: "small" }, text.onlyFirst) : null,
  ];
  return made.filter((p) => p !== null);
}

/** A button for what the view can do with the node; it is seen where the view can do something. */
function offered(key: string, name: string, ways: Ways): HTMLElement {
  const open: HTMLButtonElement = button(`${exploreText.actions} …`, () => {
    const box = open.getBoundingClientRect();
    ways.menu(key, { x: box.left, y: box.bottom });
  }, { class: "offered", "aria-haspopup": "menu", "aria-label": exploreText.actionsOf(name) });
  return open;
}

/** The statements about a node, those of one type and direction together. */
function sections(facts: Fact[], total: number, release: string): HTMLElement[] {
  if (facts.length === 0) return [];
  const groups = new Map<string, Fact[]>();
  for (const fact of [...facts].sort((a, b) => nearness(a) - nearness(b))) {
    const heading = groupOf(fact);
    groups.set(heading, [...(groups.get(heading) ?? []), fact]);
  }
  const disputed = facts.filter((f) => f.standing === "disputed").length;
  const summary = make("h3", {}, text.statements(total), disputed > 0 ? make("span", { class: "badge disputed" }, text.disputed(disputed)) : null);
  const all = [...groups].map(([heading, members]) =>
    make("section", { class: "group" }, make("h4", {}, `${heading} `, make("span", { class: "count" }, String(members.length))), ...members.map((f) => statement(f, release))));
  return [summary, ...all];
}

/** What it does comes first, then what is done to it, then where it only plays a part. */
function nearness(fact: Fact): number {
  const at = ["SUBJECT", "OBJECT", "ABOUT"].indexOf(fact.end);
  return at < 0 ? 3 : at;
}

function groupOf(fact: Fact): string {
  if (fact.end === "SUBJECT") return fact.type === "ABOUT" ? text.others : text.does(verb(fact, "out"));
  if (fact.end === "OBJECT") return text.does(verb(fact, "in"));
  if (fact.end === "ABOUT") return text.others;
  return text.namedAs(roleOf(fact.end));
}

function verb(fact: Fact, direction: "out" | "in"): string {
  const said = verbOf(fact.type, direction);
  return fact.polarity === "negative" ? denied(said) : said;
}

function statement(f: Fact, release: string): HTMLElement {
  const marks = [f.polarity === "negative" ? parts.denial : "", modeOf(f.mode)].filter(Boolean);
  return make("article", { class: "fact" },
    make("p", { class: "statement" }, linkTo(f.claim, f.text)),
    make("p", { class: "standing" }, badge(f.standing, { ...f, unknown: unknowns(f.evidence) }), " ", make("span", { class: "small" }, [voices(f), ...marks].join(" · "))),
    evidenceList(f.evidence, { release, claim: f.claim, statement: f.text }));
}

function voices(f: Fact): string {
  const [, said] = tallied({ ...f, recommend: recommenders(f.evidence), unknown: unknowns(f.evidence) }).split(": ");
  return (said ?? text.nobody).replace(/\.$/, "");
}

/** What the node is: what it belongs to, and its properties. */
function about(node: NodeAnswer["node"]): HTMLElement {
  const list = make("dl");
  const aliases = node.properties["aliases"];
  if (Array.isArray(aliases) && aliases.length > 0) list.append(make("dt", {}, text.aliases), make("dd", {}, aliases.join(", ")));
  for (const [type, ends] of byType([...(node.ends ?? []), ...(node.frame ?? [])])) {
    list.append(make("dt", {}, titleOf(verbOf(type))), make("dd", {}, ...ends.flatMap((end, i) => [i > 0 ? ", " : "", linkTo(end.key, end.name)])));
  }
  for (const [name, value] of Object.entries(node.properties)) {
    if (!untold.has(name) && value !== "" && value !== null) list.append(make("dt", {}, name === "certain" ? headingOf(name) : titleOf(name)), make("dd", {}, name === "certain" ? (value === true ? parts.certain : parts.uncertain) : Array.isArray(value) ? value.join(", ") : String(value)));
  }
  return list;
}

const untold = new Set(["key", "name", "uuid", "release", "aliases", "note", "documents", "evidence", "text", "standing", "for", "against", "qualified", "unknown", "order"]);

function byType(ends: End[]): Map<string, End[]> {
  const groups = new Map<string, End[]>();
  for (const end of ends) groups.set(end.type, [...(groups.get(end.type) ?? []), end]);
  return groups;
}

function view(v: View): HTMLElement {
  const sure = hedgeOf(v.hedge);
  return make("li", { class: `stance-${v.stance}` },
    make("p", { class: "paraphrase" }, make("span", { class: "stance" }, v.stance), sure ? ` (${sure})` : "", ": ", linkTo(v.on, v.text), " ", v.standing ? badge(v.standing) : null),
    make("p", { class: "said" }, v.paraphrase, make("span", { class: "small", title: placeOf(v.at) }, ` · ${v.document}, ${v.at}`)));
}
