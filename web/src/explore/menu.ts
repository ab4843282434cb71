// A menu of what can be done with a node: by mouse, by arrow keys, and ended by
// Escape or by leaving it.

import { make, part } from "../parts/element";

export interface Action { name: string; act(): void }

export function openMenu(label: string, actions: Action[], at: { x: number; y: number }): void {
  const before = document.activeElement;
  const items = actions.map(({ name, act }) => make("button", { type: "button", role: "menuitem", tabindex: "-1", onclick: () => { close(); act(); } }, name));
  const menu = make("div", { class: "menu", role: "menu", "aria-label": label }, ...items);
  const close = (): void => {
    removeEventListener("pointerdown", outside, true);
    removeEventListener("resize", close);
    menu.remove();
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
  };
  const outside = (event: Event): void => {
    if (!menu.contains(event.target as Node)) close();
  };
  menu.addEventListener("keydown", (event) => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const now = items.findIndex((item) => item === document.activeElement);
    if (by !== 0) items[(now + by + items.length) % items.length]?.focus();
    else if (event.key === "Home") items[0]?.focus();
    else if (event.key === "End") items.at(-1)?.focus();
    else if (event.key === "Escape" || event.key === "Tab") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  menu.addEventListener("contextmenu", (event) => event.preventDefault());
  part("main").append(menu);
  menu.style.left = `${Math.max(4, Math.min(at.x, innerWidth - menu.offsetWidth - 4))}px`;
  menu.style.top = `${Math.max(4, Math.min(at.y, innerHeight - menu.offsetHeight - 4))}px`;
  addEventListener("pointerdown", outside, true);
  addEventListener("resize", close); // the node stands elsewhere then
  items[0]?.focus({ preventScroll: true });
}
