// The one width at which the page is arranged anew: see style.css.

/** Whether what is read stands over the view, so that a result would be hidden beneath it. */
export function isNarrow(): boolean {
  return matchMedia("(max-width: 59.99rem)").matches;
}
