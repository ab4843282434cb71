// What a reader looks at on the atlas, as the address says it.

import { type Place, rounded } from "../draw/place";
import { type State, stateOf } from "../frame/state";

export interface Look extends Place {
  /** How many nodes and groups are drawn at most. */
  most: number;
  /** Empty for what suits the screen: a table where it is narrow. */
  as: "" | "drawing" | "table";
  /** The column that the table is sorted by, with a minus where the last comes first. */
  sort: string;
}

/** How many nodes and groups a reader can have drawn at most. */
export const amounts = [300, 1000, 2000] as const;
const fewest = amounts[0];

export function lookIn({ given }: State): Look {
  const as = given["as"];
  return {
    x: numberIn(given["x"], 0), y: numberIn(given["y"], 0), zoom: Math.abs(numberIn(given["zoom"], 1)) || 1,
    most: amounts.find((n) => String(n) === given["most"]) ?? fewest,
    as: as === "table" || as === "drawing" ? as : "", sort: given["sort"] ?? "",
  };
}

export function stateFor(look: Look, show = ""): State {
  const { x, y, zoom, most, as, sort } = rounded(look);
  const place: Record<string, string> = isWhole(look) ? {} : { x: String(x), y: String(y), zoom: String(zoom) };
  return stateOf("atlas", { ...place, most: most === fewest ? "" : String(most), as, sort }, show);
}

/** Whether all of it is in view, just as it is where nothing is said. */
export function isWhole(place: Place): boolean {
  const { x, y, zoom } = rounded(place);
  return x === 0 && y === 0 && zoom === 1;
}

function numberIn(text: string | undefined, otherwise: number): number {
  const n = Number(text);
  return text !== undefined && text !== "" && Number.isFinite(n) ? n : otherwise;
}
