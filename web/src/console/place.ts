// Where in a statement the service found fault, out of its words.

export interface Place { line: number; column: number }

export interface Fault {
  /** What is wrong, in the service's words. */
  words: string;
  /** The line with a caret under the place, where the service draws it. */
  drawn: string;
  place: Place | null;
}

/** Takes the words of a problem apart. */
export function faultOf(detail: string): Fault {
  const said = detail.replace(/^(statement at fault|statement refused): /, "").replace(/ ?\(Neo\.[\w.]+\)$/, "");
  const [first = "", ...drawn] = said.split("\n");
  const found = /line (\d+), column (\d+)/.exec(first);
  return { words: first.replace(/ \(offset: \d+\)/, ""), drawn: drawn.join("\n"), place: found ? { line: Number(found[1]), column: Number(found[2]) } : null };
}

/** The place as an offset into a text; columns count characters, as the service does. */
export function offsetOf({ line, column }: Place, whole: string): number {
  const lines = whole.split("\n");
  if (line > lines.length) return whole.length;
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const own = [...(lines[line - 1] ?? "")].slice(0, column - 1).join("");
  return before + own.length;
}

/** Where what stands at an offset ends: the word, or one character. */
export function endOf(offset: number, whole: string): number {
  const word = /^[\p{L}\p{N}_$`]+/u.exec(whole.slice(offset))?.[0] ?? "";
  return Math.min(whole.length, offset + Math.max(1, word.length));
}
