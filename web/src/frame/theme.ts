// Light and dark: as the system has it, until a button says otherwise.

const remembered = "corridor-theme";

const system = matchMedia("(prefers-color-scheme: dark)");
const root = document.documentElement;
let chosen = recall();

/** Has the style sheet give the page its colours, which it tells from data-theme alone. */
export function dress(): void {
  root.dataset["theme"] = chosen ?? (system.matches ? "dark" : "light");
}

export function theme(button: HTMLElement, changed: () => void): void {
  const isDark = (): boolean => root.dataset["theme"] === "dark";
  const show = (): void => {
    dress();
    button.textContent = isDark() ? "Light" : "Dark";
    button.setAttribute("aria-label", isDark() ? "Use light colours" : "Use dark colours");
    changed();
  };
  button.addEventListener("click", () => {
    chosen = isDark() ? "light" : "dark";
    keep(chosen);
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
