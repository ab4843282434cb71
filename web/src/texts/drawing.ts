// The texts of drawings.

export const text = {
  roll: "The drawing, to be scrolled",
  meaning: "What does this mean?",
  pick: (name: string) => `Show only this: ${name}; choose it again for all`,
};
