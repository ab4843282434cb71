// How a view is cited: by its title, its link and the release of the data.

import { text } from "../texts/take";

export interface Cited { heading: string; link: string; release: string; day: Date }

/** A BibTeX entry of the type misc, with signs that TeX would read escaped. */
export function bibtex({ heading, link, release, day }: Cited): string {
  const date = isoDay(day);
  return [
    `@misc{corridor-${release.slice(0, 8)}-${date},`,
    `  title        = {{${tex(text.title(heading))}}},`,
    `  author       = {{${tex(text.author)}}},`,
    `  year         = {${date.slice(0, 4)}},`,
    `  version      = {${release}},`,
    `  howpublished = {\\url{${link.replaceAll("%", "\\%").replaceAll("#", "\\#")}}},`,
    `  note         = {${text.note(release, date)}},`,
    "}",
  ].join("\n");
}

/** The same for citation managers that read CSL. */
export function csl({ heading, link, release, day }: Cited): string {
  const parts = isoDay(day).split("-").map(Number);
  return JSON.stringify([{
    id: `corridor-${release.slice(0, 8)}-${isoDay(day)}`, type: "dataset", title: text.title(heading),
    author: [{ literal: text.author }], version: release, URL: link, license: "CC-BY-4.0",
    issued: { "date-parts": [[parts[0]]] }, accessed: { "date-parts": [parts] },
  }], null, 2);
}

export function isoDay(day: Date): string {
  return day.toISOString().slice(0, 10);
}

function tex(words: string): string {
  return words.replaceAll(/[\\{}]/g, "").replaceAll(/[&%$#_]/g, "\\$&").replaceAll("~", "\\textasciitilde{}").replaceAll("^", "\\textasciicircum{}");
}
