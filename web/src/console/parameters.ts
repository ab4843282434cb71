// The parameters of a statement, as people write them: JSON.

import { text } from "../texts/console";

export type Parameters = { raw: string; names: string[]; wrong: "" } | { raw: ""; names: []; wrong: string };

/** Reads parameters. What is sent is the text itself: numbers of any length stay as they are. */
export function readParameters(written: string): Parameters {
  const raw = written.trim();
  if (raw === "") return { raw: "{}", names: [], wrong: "" };
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch (error) {
    return { raw: "", names: [], wrong: text.notJSON(placed(raw, error instanceof Error ? error.message : String(error))) };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { raw: "", names: [], wrong: text.noObject };
  return { raw, names: Object.keys(value), wrong: "" };
}

/** The words of the browser, with line and column where it names a position alone. */
function placed(raw: string, words: string): string {
  const at = /at position (\d+)(?! \(line)/.exec(words);
  if (!at) return words;
  const lines = raw.slice(0, Number(at[1])).split("\n");
  return `${words} (line ${lines.length} column ${(lines.at(-1) ?? "").length + 1})`;
}
