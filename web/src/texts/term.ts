// The texts of what is shown of a term.

export const text = {
  heading: (n: number, term: string) => (n === 1 ? `A definition of ${term}` : `${n} definitions of ${term}`),
  by: (sources: string[], since: string | null) => [sources.join(", "), since === "unknown" ? null : since].filter(Boolean).join(", "),
};
