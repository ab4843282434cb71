// A statement: what it joins, who stands where, and every piece of evidence.

import { make } from "../parts/element";
import { evidenceList } from "./evidence";
import { badge, linkTo } from "../parts/link";
import type { ClaimAnswer, Linked } from "../service/shapes";
import { text as parts } from "../texts/parts";
import { denied, isOnlyDenied, modeOf, recommenders, roleOf, standingOf, tallied, titleOf, verbOf } from "../texts/words";
import { text } from "../texts/read";

export function claimParts({ claim, evidence, meta }: ClaimAnswer): HTMLElement[] {
  const marks = [claim.polarity === "negative" ? text.isDenial : "", claim.mode && claim.mode !== "is" ? text.says(modeOf(claim.mode)) : ""].filter(Boolean).join(" ");
  return [
    make("p", { class: "kind" }, text.statement),
    make("h2", { tabindex: "-1" }, claim.text),
    make("p", { class: "verdict" }, badge(claim.standing, claim), " ", make("strong", {}, tallied({ ...claim, recommend: recommenders(evidence) })), ` ${titleOf(isOnlyDenied(claim) ? parts.onlyDeniedMeans : standingOf(claim.standing).means)}.`),
    ...(marks ? [make("p", {}, marks)] : []),
    ...contradicted(claim.contradicts),
    ends(claim),
    make("section", {}, make("h3", {}, text.pieces(evidence.length)), evidenceList(evidence, { release: meta.release, claim: claim.key, statement: claim.text })),
    ...related(text.reasonFor, claim.supports),
    ...related(text.reasons, claim.supported_by),
    ...related(text.figures, claim.figures),
    ...related(text.examples, claim.events),
  ];
}

function ends(claim: ClaimAnswer["claim"]): HTMLElement {
  const list = make("dl");
  const say = (what: string, linked: Linked[]): void => {
    if (linked.length > 0) list.append(make("dt", {}, what), make("dd", {}, ...linked.flatMap((l, i) => [i > 0 ? ", " : "", named(l)])));
  };
  const { subject, object } = claim;
  if (subject && object) {
    list.append(make("dt", {}, text.joins), make("dd", {}, named(subject), make("em", {}, ` ${claim.polarity === "negative" ? denied(verbOf(claim.type)) : verbOf(claim.type)} `), named(object)));
  } else {
    say(text.subject, subject ? [subject] : []);
    say(text.object, object ? [object] : []);
  }
  say(text.about, claim.about ?? []);
  for (const [role, linked] of Object.entries(claim.roles ?? {})) say(titleOf(roleOf(role)), linked);
  return list;
}

function named(l: Linked): HTMLElement {
  return linkTo(l.key, l.name ?? l.text ?? l.key);
}

/** What cannot be true together with it stands before its evidence. */
function contradicted(linked: Linked[] | null): HTMLElement[] {
  if (!linked || linked.length === 0) return [];
  return [make("section", { class: "contradicts" }, make("p", {}, make("span", { class: "badge disputed" }, text.contradicted), " ", make("strong", {}, text.contradicts)),
    make("ul", {}, ...linked.map((l) => make("li", {}, linkTo(l.key, l.text ?? l.name ?? l.key), " ", l.standing ? badge(l.standing) : null))))];
}

function related(heading: string, linked: Linked[] | null | undefined): HTMLElement[] {
  if (!linked || linked.length === 0) return [];
  return [make("section", {}, make("h3", {}, heading), make("ul", {}, ...linked.map((l) => make("li", {}, linkTo(l.key, l.text ?? l.name ?? l.key)))))];
}
