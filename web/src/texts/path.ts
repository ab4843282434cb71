// The texts of the view of ways.

import { counted } from "../parts/element";

export const text = {
  heading: "How is one joined to the other?",
  intro: "The shortest ways from one node to another, over what the documents say and over our own arrangement. A way is no proof: read the evidence of each step.",
  same: "Both ends are the same: there is no way to look for. Choose another end, or ",
  readIt: "read what is said of it",
  looking: "Looking …",
  notShown: (why: string) => `No way is shown: ${why}`,
  typeName: "type a name",
  swap: "Swap",
  ends: "Ends of the path",
  from: "From", to: "To",
  find: "Find paths",
  none: "No way was found between them within the steps that are searched.",
  drawing: "The ways",
  light: "Light up",
  lightWay: (i: number) => `Light up way ${i} in the drawing`,
  found: (ways: number, least: number, most: number) => `${counted(ways, "way")} of ${least === most ? counted(least, "step") : `${least} to ${most} steps`}`,
};
