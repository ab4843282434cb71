// What the page shows, and how the address bar says it:
//
//   #/VIEW/OF/show/KEY?name=value
//
// the view, what it is of where it has such a thing (the name of a question),
// the key of what is read beside it, and what else the view is given. All of it
// stands in the address, so that a link shows the same again and Back works. An
// address without a slash is a key to show, as it was in earlier releases.

export interface State {
  view: ViewName;
  of: string;
  given: Record<string, string>;
  show: string;
}

export const viewNames = ["business", "explore", "atlas", "map", "disputes", "documents", "ask", "path", "cypher"] as const;

export type ViewName = (typeof viewNames)[number];

export const start: State = { view: "business", of: "", given: {}, show: "" };

/** The state of a view, given what is not empty of some values. */
export function stateOf(view: ViewName, given: Record<string, string> = {}, show = ""): State {
  return { view, of: "", given: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== "")), show };
}

export function parse(hash: string): State {
  const text = hash.replace(/^#/, "");
  if (text === "" || text === "/") return start;
  if (!text.startsWith("/")) return { ...start, show: decoded(text) };
  const [path = "", search = ""] = cut(text, "?");
  const [place = "", show = ""] = cut(path, "/show/");
  const [, name, of = ""] = place.split("/");
  const view = viewNames.find((known) => known === name);
  const around = new URLSearchParams(search).get("around");
  if (view === "business" && around) return stateOf("explore", { nodes: around, open: around }, decoded(show)); // of an earlier release
  return { view: view ?? start.view, of: view ? decoded(of) : "", given: Object.fromEntries(new URLSearchParams(search)), show: decoded(show) };
}

export function format({ view, of, given, show }: State): string {
  const search = new URLSearchParams(given).toString().replaceAll("%3A", ":").replaceAll("%2C", ",").replaceAll("%7E", "~");
  return `#/${view}${of ? `/${encoded(of)}` : ""}${show ? `/show/${encoded(show)}` : ""}${search ? `?${search}` : ""}`;
}

/** A list that stands in the address as one value. */
export function listIn(value: string | undefined): string[] {
  return (value ?? "").split(",").filter(Boolean);
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
