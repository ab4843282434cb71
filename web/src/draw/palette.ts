// The colours of the drawing, read from the style sheet, so that light and dark
// are kept in one place.

import { kindOf } from "../texts/words";

export interface Palette {
  paper: string;
  lane: string;
  rule: string;
  ink: string;
  soft: string;
  halo: string;
  tint: string;
  onKind: string;
  kind(label: string): string;
  /** The colour of a kind, mixed with the paper. */
  dimmed(label: string): string;
  /** The same, less pale: the ground of a number. */
  ground(label: string): string;
  line(standing: string): string;
}

export function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  const paper = read("paper");
  const kind = kept((label) => read(`kind-${kindOf(label).sign.toLowerCase()}`) || read("soft"));
  return {
    paper,
    lane: read("lane"),
    rule: read("line"),
    ink: read("ink"),
    soft: read("soft"),
    halo: paper,
    tint: read("tint"),
    onKind: read("on-kind"),
    kind,
    dimmed: kept((label) => mix(kind(label), paper, 0.75)),
    ground: kept((label) => mix(kind(label), paper, 0.6)),
    line: kept((standing) => read(`line-${standing}`) || read("soft")),
  };
}

/** Reads each colour once: it is asked for with each node, and the style sheet takes long. */
function kept(colour: (of: string) => string): (of: string) => string {
  const known = new Map<string, string>();
  return (of) => {
    const found = known.get(of) ?? colour(of);
    known.set(of, found);
    return found;
  };
}

/** Mixes two colours of the form #rrggbb; part is the share of the second. */
export function mix(a: string, b: string, part: number): string {
  const [x, y] = [channels(a), channels(b)];
  return `#${x.map((v, i) => Math.round(v * (1 - part) + (y[i] ?? 0) * part).toString(16).padStart(2, "0")).join("")}`;
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) || 0);
}
