// A statement: what it joins, who stands where, and every piece of evidence.

import { denied } from "../parts/cells";
import { counted, make } from "../parts/element";
import { evidenceList } from "./evidence";
import { badge, linkTo } from "../parts/link";
import type { ClaimAnswer, Linked } from "../service/shapes";
import { isOnlyDenied, modeOf, recommenders, roleOf, standingOf, tallied, titleOf, verbOf } from "../texts/words";

export function claimParts({ claim, evidence, meta }: ClaimAnswer): HTMLElement[] {
  const marks = [claim.polarity === "negative" ? "It is a denial: it says that something is not so." : "", claim.mode && claim.mode !== "is" ? `It says that it ${modeOf(claim.mode)}.` : ""].filter(Boolean).join(" ");
  return [
    make("p", { class: "kind" }, "statement"),
    make("h2", { tabindex: "-1" }, claim.text),
    make("p", { class: "verdict" }, badge(claim.standing, claim), " ", make("strong", {}, tallied({ ...claim, recommend: recommenders(evidence) })), ` ${titleOf(isOnlyDenied(claim) ? "a voice denies it, and none says it" : standingOf(claim.standing).means)}.`),
    ...(marks ? [make("p", {}, marks)] : []),
    ...contradicted(claim.contradicts),
    ends(claim),
    make("section", {}, make("h3", {}, counted(evidence.length, "piece of evidence", "pieces of evidence")), evidenceList(evidence, { release: meta.release, claim: claim.key, statement: claim.text })),
    ...related("It is given as a reason for", claim.supports),
    ...related("Reasons given for it", claim.supported_by),
    ...related("Figures on it", claim.figures),
    ...related("Examples of it", claim.events),
  ];
}

function ends(claim: ClaimAnswer["claim"]): HTMLElement {
  const list = make("dl");
  const say = (what: string, linked: Linked[]): void => {
    if (linked.length > 0) list.append(make("dt", {}, what), make("dd", {}, ...linked.flatMap((l, i) => [i > 0 ? ", " : "", named(l)])));
  };
  const { subject, object } = claim;
  if (subject && object) {
    list.append(make("dt", {}, "It joins"), make("dd", {}, named(subject), make("em", {}, ` ${claim.polarity === "negative" ? denied(verbOf(claim.type)) : verbOf(claim.type)} `), named(object)));
  } else {
    say("Subject", subject ? [subject] : []);
    say("Object", object ? [object] : []);
  }
  say("About", claim.about ?? []);
  for (const [role, linked] of Object.entries(claim.roles ?? {})) say(titleOf(roleOf(role)), linked);
  return list;
}

function named(l: Linked): HTMLElement {
  return linkTo(l.key, l.name ?? l.text ?? l.key);
}

/** What cannot be true together with it stands before its evidence. */
function contradicted(linked: Linked[] | null): HTMLElement[] {
  if (!linked || linked.length === 0) return [];
  return [make("section", { class: "contradicts" }, make("p", {}, make("span", { class: "badge disputed" }, "contradicted"), " ", make("strong", {}, "It contradicts:")),
    make("ul", {}, ...linked.map((l) => make("li", {}, linkTo(l.key, l.text ?? l.name ?? l.key), " ", l.standing ? badge(l.standing) : null))))];
}

function related(heading: string, linked: Linked[] | null | undefined): HTMLElement[] {
  if (!linked || linked.length === 0) return [];
  return [make("section", {}, make("h3", {}, heading), make("ul", {}, ...linked.map((l) => make("li", {}, linkTo(l.key, l.text ?? l.name ?? l.key)))))];
}
