// The way to the HTTP API: reads JSON, and makes a problem of the service an
// error with the service's own words.

import type { Answer } from "./shapes";
import { askForToken, authority } from "./token";
import { text as words } from "../texts/service";

export class Refused extends Error {
  /** The kind of the problem is the end of its type: see docs/http.md. */
  constructor(message: string, readonly status: number, readonly kind = "") {
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

/** The release of the data that the latest answer was from; empty before there is one. */
export function release(): string {
  return latest;
}

let latest = "";

/** Reads an answer; with a body, which is JSON, it is the answer to that. */
export async function read<T>(address: string, signal?: AbortSignal, body: string | null = null, parse: (text: string) => unknown = JSON.parse): Promise<T> {
  const sent = authority();
  const response = await ask(address, sent, { method: body === null ? "GET" : "POST", body, signal: signal ?? null });
  const text = await response.text();
  let answer: unknown;
  try {
    answer = parse(text);
  } catch {
    throw new Refused(words.notReadable(response.status), response.status);
  }
  if (response.status === 401 && (await askForToken(sent))) return read(address, signal, body, parse);
  if (response.status === 503 && kindOf(answer) === "nothing-loaded") throw new Refused(words.nothingLoaded, response.status);
  if (!response.ok) throw new Refused(wordsOf(answer) || words.status(response.status), response.status, kindOf(answer));
  latest = (answer as Partial<Answer>).meta?.release || latest;
  return answer as T;
}

/** Sends a body and gives the answer as it stands: a file. */
export async function post(address: string, body: unknown): Promise<string> {
  const sent = authority();
  const response = await ask(address, sent, { method: "POST", body: JSON.stringify(body) });
  if (response.status === 401 && (await askForToken(sent))) return post(address, body);
  const text = await response.text();
  if (!response.ok) throw new Refused(`${words.status(response.status)}: ${text.slice(0, 300)}`, response.status);
  return text;
}

async function ask(address: string, sent: string | null, request: RequestInit): Promise<Response> {
  try {
    return await fetch(address, { ...request, headers: { ...(sent ? { Authorization: sent } : {}), ...(request.body ? { "Content-Type": "application/json" } : {}) } });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Refused(words.noAnswer, 0);
  }
}

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
