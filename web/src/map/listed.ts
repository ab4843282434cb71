// What stands beside the map: the same in words, and what has no place on it.

import { make } from "../parts/element";
import { badge, linkTo } from "../parts/link";
import { text } from "../texts/map";
import type { Change, Named, Role, Route, Stop } from "./routes";
import type { Unplaced } from "./spots";

export interface Listed { routes: Route[]; changes: Change[]; undated: Set<string>; unplaced: Unplaced[] }

export function listed({ routes, changes, undated, unplaced }: Listed): HTMLElement {
  const displaced = changes.filter((c) => c.number > 0 && c.from && c.to);
  const others = changes.filter((c) => c.number > 0 && !(c.from && c.to && c.type === "DISPLACES_TO"));
  const firsts = displaced.filter((c) => !others.includes(c));
  return make("div", { class: "listed" },
    part(text.changes, "changes", firsts.map(displacement)),
    part(text.changed, "changes", others.map(other)),
    part(text.routes, "routes", routes.map((route) => routeItem(route, undated.has(route.key)))),
    part(text.unplaced, "unplaced", [...routes.filter((r) => r.stops.length === 0).map((r) => make("li", {}, linkTo(r.key, r.name), make("span", { class: "small" }, `: ${text.noPlace}`))), ...unplaced.map(place)], text.allPlaced),
    part(text.noRoute, "changes", changes.filter((c) => c.number === 0).map(plain)));
}

function part(heading: string, kind: string, items: HTMLElement[], none = ""): HTMLElement | null {
  if (items.length === 0 && none === "") return null;
  return make("section", { class: kind, "aria-label": heading }, make("h3", {}, heading, make("span", { class: "count" }, String(items.length))), items.length > 0 ? make("ul", {}, ...items) : make("p", { class: "small" }, none));
}

function number(change: Change): HTMLElement {
  return make("span", { class: "number", "aria-hidden": "true" }, String(change.number));
}

function displacement(change: Change): HTMLElement {
  const standing = change.standing === "asserted" ? [] : [" ", badge(change.standing)];
  return make("li", { class: "change" }, number(change), make("div", {},
    make("p", { class: "end" }, ends(change.from)),
    make("p", { class: "end" }, linkTo(change.claim, text.gives, { "aria-label": `${text.gives}: ${change.text}` }), ...standing),
    make("p", { class: "end" }, ends(change.to)),
    why(change)));
}

function other(change: Change): HTMLElement {
  return make("li", { class: "change" }, number(change), make("div", {}, make("p", {}, linkTo(change.claim, change.text), change.standing === "asserted" ? null : badge(change.standing)), why(change)));
}

function plain(change: Change): HTMLElement {
  return make("li", {}, linkTo(change.claim, change.text), why(change));
}

function why({ causes, since, documents }: Change): HTMLElement {
  const named = causes.flatMap((cause, i) => [i > 0 ? ", " : "", linkTo(cause.key, cause.name)]);
  return make("p", { class: "why" }, ...(named.length > 0 ? [make("b", {}, `${text.because} `), ...named] : [text.noCause]), make("span", { class: "small" }, ` · ${since || text.noYear} · ${documents.join(", ")}`));
}

function ends(end: Named | null): Node {
  return end ? linkTo(end.key, end.name, { class: "node-link" }) : document.createTextNode(text.unknown);
}

function routeItem(route: Route, isUndated: boolean): HTMLElement {
  const of = (role: Role): Stop[] => route.stops.filter((s) => s.role === role);
  const passed = of("transit").toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0));
  const said = (words: string, stops: Stop[]): (Node | string)[] => [`${words} `, ...(stops.length > 0 ? stops.flatMap((s, i) => [i > 0 ? ", " : "", linkTo(s.key, s.place), ...(s.standing === "asserted" ? [] : [" ", badge(s.standing)]), s.at ? "" : " (?)"]) : [make("i", {}, text.unknown)])];
  return make("li", { class: isUndated ? "faint" : "" }, linkTo(route.key, route.name, { class: "node-link" }),
    make("p", { class: "small" }, ...said(text.from, of("origin")), " → ", ...(passed.length > 0 ? [...said(text.through, passed), " → "] : []), ...said(text.to, of("destination"))));
}

function place({ key, name, routes, things }: Unplaced): HTMLElement {
  const wanted = [routes.length > 0 ? text.onRoutes(routes) : "", things > 0 ? text.ofEvents(things) : ""].filter(Boolean).join("; ");
  return make("li", {}, linkTo(key, name), make("span", { class: "small" }, `: ${text.noBounds} (${wanted})`));
}
