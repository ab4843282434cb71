// Light and dark: as the system has it, until a button says otherwise.

import { text } from "../texts/frame";
import { keep, recall } from "./kept";

const remembered = "corridor-theme";

const system = matchMedia("(prefers-color-scheme: dark)");
const root = document.documentElement;
let chosen = recall(remembered);

/** Has the style sheet give the page its colours, which it tells from data-theme alone. */
export function dress(): void {
  root.dataset["theme"] = chosen ?? (system.matches ? "dark" : "light");
}

export function theme(button: HTMLElement, changed: () => void): void {
  const isDark = (): boolean => root.dataset["theme"] === "dark";
  const show = (): void => {
    dress();
    button.textContent = isDark() ? text.light : text.dark;
    button.setAttribute("aria-label", isDark() ? text.useLight : text.useDark);
    changed();
  };
  button.addEventListener("click", () => {
    chosen = isDark() ? "light" : "dark";
    keep(remembered, chosen);
    show();
  });
  system.addEventListener("change", show);
  show();
}
