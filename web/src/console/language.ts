// Cypher for the editor: enough of its grammar to colour it. Nothing is
// refused here; that is for the service to say.

import { type StreamParser, type StringStream } from "@codemirror/language";

import { keywords } from "../texts/cypher";

interface Where {
  /** What ends the text or comment that goes on from the line before. */
  until: string;
  /** The brackets that are open. */
  open: string;
  /** The sign before, which tells what a name is. */
  before: string;
}

const kept = new Set(keywords);

export const cypherParser: StreamParser<Where> = {
  name: "cypher",
  startState: () => ({ until: "", open: "", before: "" }),
  copyState: (where) => ({ ...where }),
  token: (stream, where) => {
    if (where.until) return within(stream, where);
    if (stream.eatSpace()) return null;
    const token = next(stream, where);
    where.before = token === "comment" ? where.before : stream.current().slice(-1);
    return token;
  },
  languageData: { commentTokens: { line: "//", block: { open: "/*", close: "*/" } }, closeBrackets: { brackets: ["(", "[", "{", "'", '"', "`"] } },
};

function next(stream: StringStream, where: Where): string | null {
  if (stream.match("//")) {
    stream.skipToEnd();
    return "comment";
  }
  if (stream.match("/*")) return begun(stream, where, "*/");
  const sign = stream.peek() ?? "";
  if (sign === "'" || sign === '"') {
    stream.next();
    return begun(stream, where, sign);
  }
  if (stream.match(/^\$(`[^`]*`|[\p{L}\p{N}_]+)/u)) return "variableName.special";
  if (stream.match(/^(0[xX][0-9a-fA-F]+|0o[0-7]+|\d+(\.\d+)?([eE][+-]?\d+)?|\.\d+)/)) return "number";
  if (stream.match(/^`[^`]*`?/) || stream.match(/^[\p{L}_][\p{L}\p{N}_]*/u)) return named(stream, where);
  stream.next();
  if ("([{".includes(sign)) where.open += sign;
  else if (")]}".includes(sign)) where.open = where.open.slice(0, -1);
  else return /[-+*/%^=<>!|&:.,;]/.test(sign) ? "operator" : null;
  return "bracket";
}

function begun(stream: StringStream, where: Where, until: string): string {
  where.until = until;
  return within(stream, where);
}

/** The rest of a text or comment, as far as the line goes. */
function within(stream: StringStream, where: Where): string {
  const token = where.until === "*/" ? "comment" : "string";
  while (!stream.eol()) {
    if (stream.match(where.until)) {
      where.until = "";
      break;
    }
    if (stream.next() === "\\" && token === "string") stream.next();
  }
  return token;
}

/** What a name is, by what stands before and after it. */
function named(stream: StringStream, where: Where): string {
  const inMap = where.open.endsWith("{");
  if (where.before === ".") return stream.match(/^\s*\(/, false) ? "variableName.function" : "propertyName";
  if (/[:|&!]/.test(where.before) && !inMap) return "typeName";
  if (inMap && stream.match(/^\s*:/, false)) return "propertyName";
  const word = stream.current().toUpperCase();
  if (stream.match(/^\(/, false) && !["IN", "AND", "OR", "NOT", "XOR", "WHERE", "MATCH", "WITH", "RETURN", "WHEN", "THEN", "ELSE", "CALL", "UNWIND", "BY"].includes(word)) return "variableName.function";
  if (["TRUE", "FALSE", "NULL"].includes(word)) return "atom";
  return kept.has(word) ? "keyword" : "variableName";
}
