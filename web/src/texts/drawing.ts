// The texts of drawings.

export const text = {
  roll: "The drawing, to be scrolled",
  noWebGL: "This browser cannot draw here: it has no WebGL, or it is switched off. Everything of the drawing is in the list.",
  holds: (of: string, nodes: number, relationships: number) => `${of}: ${nodes} nodes and ${relationships} relationships. The same stands in words beside it.`,
  look: "Look closer",
  closer: "Closer", further: "Further away",
  all: "All", showAll: "Show all of it",
  larger: "Larger", smaller: "Smaller", height: "Height of the drawing",
  whole: "the whole",
  meaning: "What does this mean?",
  pick: (name: string) => `Show only this: ${name}; choose it again for all`,
};
