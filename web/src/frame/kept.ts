// What this browser keeps for the page from one visit to the next. A browser may
// forbid to keep anything; then it lasts as long as the page.

export function recall(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Nothing to do: the page goes on without.
  }
}
