// What the page shows, and how the address bar says it:
//
//   #/business?around=KEY,KEY      the business, or what is around some nodes
//   #/ask/NAME?parameter=value     a question with its inputs
//   #/path?from=KEY&to=KEY         the ways from one node to another
//
// and before the "?" of each "/show/KEY" for what is read beside it. An address
// without a slash is a key to show, as it was in earlier releases.

export type State = { show: string } & (
  | { view: "business"; around: string[] }
  | { view: "ask"; query: string; parameters: Record<string, string> }
  | { view: "path"; from: string; to: string }
);

export const start: State = { view: "business", around: [], show: "" };

export function parse(hash: string): State {
  const text = hash.replace(/^#/, "");
  if (text === "" || text === "/") return start;
  if (!text.startsWith("/")) return { ...start, show: decoded(text) };
  const [path = "", search = ""] = cut(text, "?");
  const [place = "", show = ""] = cut(path, "/show/");
  const [, view, query = ""] = place.split("/");
  const parameters = Object.fromEntries(new URLSearchParams(search));
  const shown = decoded(show);
  switch (view) {
    case "ask":
      return { view, query: decoded(query), parameters, show: shown };
    case "path":
      return { view, from: parameters["from"] ?? "", to: parameters["to"] ?? "", show: shown };
    default:
      return { view: "business", around: (parameters["around"] ?? "").split(",").filter(Boolean), show: shown };
  }
}

export function format(state: State): string {
  const show = state.show ? `/show/${encoded(state.show)}` : "";
  switch (state.view) {
    case "business":
      return `#/business${show}${search({ around: state.around.join(",") })}`;
    case "ask":
      return `#/ask${state.query ? `/${encoded(state.query)}` : ""}${show}${search(state.parameters, true)}`;
    case "path":
      return `#/path${show}${search({ from: state.from, to: state.to })}`;
  }
}

function cut(text: string, at: string): [string, string] {
  const i = text.indexOf(at);
  return i < 0 ? [text, ""] : [text.slice(0, i), text.slice(i + at.length)];
}

/** What cannot be decoded is taken as it stands, and then found to be no key. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll("%3A", ":");
}

function search(values: Record<string, string>, empty = false): string {
  const kept = Object.entries(values).filter(([, value]) => empty || value !== "");
  const text = new URLSearchParams(kept).toString().replaceAll("%3A", ":").replaceAll("%2C", ",");
  return text ? `?${text}` : "";
}
