// The way to the HTTP API: reads JSON, and makes a problem of the service an
// error with the service's own words.

import { askForToken, authority } from "./token";

export class Refused extends Error {
  constructor(message: string, readonly status: number) {
    super(message);
  }
}

const base = "/api/v1/";

/** The address of an answer, for reading it and for showing it. */
export function addressOf(path: string, parameters: Record<string, string> = {}): string {
  const search = new URLSearchParams(parameters).toString();
  const readable = search.replaceAll("%3A", ":").replaceAll("%2C", ",");
  return base + path + (readable ? `?${readable}` : "");
}

/** Writes one segment of a path; a key keeps its colon readable. */
export function segment(text: string): string {
  return encodeURIComponent(text).replaceAll("%3A", ":");
}

export async function read<T>(address: string, signal?: AbortSignal): Promise<T> {
  const sent = authority();
  let response: Response;
  try {
    response = await fetch(address, { signal: signal ?? null, headers: sent ? { Authorization: sent } : {} });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Refused("the service does not answer. Is corridor serve running?", 0);
  }
  const text = await response.text();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new Refused(`the service gave no readable answer (status ${response.status})`, response.status);
  }
  if (response.status === 401 && (await askForToken(sent))) return read(address, signal);
  if (response.status === 503 && kindOf(body) === "nothing-loaded") throw new Refused(nothingLoaded, response.status);
  if (!response.ok) throw new Refused(wordsOf(body) || `status ${response.status}`, response.status);
  return body as T;
}

const nothingLoaded = "Nothing is loaded into the database yet: run corridor load, then show this page anew.";

/** The kind of a problem: the end of its type, which is an address. */
function kindOf(problem: unknown): string {
  const { type } = (problem ?? {}) as { type?: string };
  return type?.split("#")[1] ?? "";
}

function wordsOf(problem: unknown): string {
  const { detail, title } = (problem ?? {}) as { detail?: string; title?: string };
  return detail || title || "";
}

/**
 * Lets only the latest of several questions be shown: each new one ends those
 * before it, and late answers are told so by what `begin` returns.
 */
export class Turns {
  private current: AbortController | null = null;

  begin(): { signal: AbortSignal; isLatest: () => boolean } {
    this.current?.abort();
    const mine = new AbortController();
    this.current = mine;
    return { signal: mine.signal, isLatest: () => this.current === mine };
  }
}
