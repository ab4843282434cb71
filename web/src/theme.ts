// Light and dark: as the system has it, until a button says otherwise.

const remembered = "corridor-theme";

export function theme(button: HTMLElement, changed: () => void): void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;
  const isDark = (): boolean => (root.dataset["theme"] ? root.dataset["theme"] === "dark" : system.matches);
  const show = (): void => {
    button.textContent = isDark() ? "Light" : "Dark";
    button.setAttribute("aria-label", isDark() ? "Use light colours" : "Use dark colours");
    changed();
  };
  const kept = recall();
  if (kept) root.dataset["theme"] = kept;
  button.addEventListener("click", () => {
    root.dataset["theme"] = isDark() ? "light" : "dark";
    keep(root.dataset["theme"]);
    show();
  });
  system.addEventListener("change", show);
  show();
}

/** A browser may forbid to keep anything; then the choice lasts as long as the page. */
function recall(): string | null {
  try {
    return localStorage.getItem(remembered);
  } catch {
    return null;
  }
}

function keep(value: string): void {
  try {
    localStorage.setItem(remembered, value);
  } catch {
    // Nothing to do: see recall.
  }
}
