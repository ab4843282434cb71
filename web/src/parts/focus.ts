// What has the focus keeps it while a view is made anew around it: who works by
// the keyboard goes on from where they were.

const focusable = "a[href],button,input,select,textarea,summary,[tabindex]";

/**
 * Makes a change to what stands in a place. What had the focus there, and was made
 * anew, is given it again; where it is gone, another gets it.
 */
export function keepFocus(place: HTMLElement, change: () => void, otherwise: () => HTMLElement | null): void {
  const before = document.activeElement;
  const like = before && place.contains(before) ? signature(before) : "";
  const nth = like ? alike(place, like).indexOf(before as HTMLElement) : -1;
  change();
  if (!like || before?.isConnected) return;
  const now = alike(place, like);
  (now[nth] ?? now.at(-1) ?? otherwise())?.focus({ preventScroll: true });
}

function alike(place: HTMLElement, like: string): HTMLElement[] {
  return [...place.querySelectorAll<HTMLElement>(focusable)].filter((other) => signature(other) === like);
}

/** What tells a thing from others, whatever its state. */
function signature(of: Element): string {
  const row = of.closest("[data-row]")?.getAttribute("data-row") ?? "";
  const name = of.id || (of.getAttribute("data-facet") ?? of.getAttribute("aria-label") ?? of.getAttribute("title") ?? of.textContent);
  return [of.tagName, row, name].join(" ");
}
