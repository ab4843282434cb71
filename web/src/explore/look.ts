// How a picture is looked at, as the address says it: as a drawing or a table,
// through which filter, with which nodes together, sized by what.

import { listIn } from "../frame/state";
import { type Filter, filterIn, filterOut } from "./filter";

export const measures = ["", "degree", "between", "statements", "voices"] as const;
export type Measure = (typeof measures)[number];

export interface Look {
  filter: Filter;
  /** Labels whose nodes stand together as one. */
  group: string[];
  size: Measure;
  /** Empty for what suits the screen: a table where it is narrow. */
  as: "" | "drawing" | "table";
  /** The column that the table is sorted by, with a minus where the last comes first. */
  sort: string;
}

export function lookIn(given: Record<string, string>): Look {
  return {
    filter: filterIn(given),
    group: listIn(given["group"]),
    size: measures.find((m) => m === given["size"]) ?? "",
    as: given["as"] === "table" || given["as"] === "drawing" ? given["as"] : "",
    sort: given["sort"] ?? "",
  };
}

export function lookOut(look: Look): Record<string, string> {
  return { ...filterOut(look.filter), group: look.group.join(","), size: look.size, as: look.as, sort: look.sort };
}

/** Whether a table is shown and not a drawing. */
export function isTable({ as }: Look): boolean {
  return as === "table" || (as === "" && matchMedia("(max-width: 59.99rem)").matches);
}
