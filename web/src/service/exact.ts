// JSON with whole numbers as they stand: the language's own numbers are exact up
// to 2^53 only, and a graph may hold greater ones. Those become BigInt.

interface Raw { rawJSON(text: string): unknown }

/** Reads JSON; a browser that does not tell how a number was written rounds the greater ones. */
export function parseExactly(text: string): unknown {
  return JSON.parse(text, function (this: unknown, _key: string, value: unknown, context?: { source?: string }) {
    const source = context?.source ?? "";
    return typeof value === "number" && !Number.isSafeInteger(value) && /^-?\d+$/.test(source) ? BigInt(source) : value;
  });
}

/** Writes JSON with every number as it was read. */
export function stringifyExactly(value: unknown, indent?: number): string {
  return JSON.stringify(value, (_key, v: unknown) => (typeof v === "bigint" ? (JSON as unknown as Raw).rawJSON(String(v)) : v), indent);
}
