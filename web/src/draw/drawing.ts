// A drawing with its frame: the canvas, buttons to look closer, a legend; or a
// word on why there is none.

import { Canvas, canDraw, type Choices } from "./canvas";
import { button, make } from "../parts/element";
import { legend } from "./legend";
import { Roll } from "./roll";
import type { Picture } from "../service/shapes";
import { text } from "../texts/drawing";

export class Drawing {
  readonly element: HTMLElement;
  private canvas: Canvas | null = null;
  private readonly roll: Roll | null = null;
  private readonly place = make("div", { class: "canvas", role: "img" });
  private chosen: string[] = [];
  private isLarge = false;
  private readonly larger = button(text.larger, () => {
    this.isLarge = !this.isLarge;
    this.resize();
  }, { title: text.height });

  constructor(public picture: Picture, private readonly label: string, private readonly choices: Choices, private readonly tallest = 640) {
    this.name();
    if (!canDraw()) {
      this.element = make("div", { class: "drawing" }, make("p", { class: "note" }, text.noWebGL));
      return;
    }
    if (!picture.lanes) this.resize();
    else this.roll = new Roll(this.place);
    const tools = make("div", { class: "tools", role: "group", "aria-label": text.look },
      button("+", () => this.canvas?.zoom(1.5), { "aria-label": text.closer, title: text.closer }),
      button("−", () => this.canvas?.zoom(1 / 1.5), { "aria-label": text.further, title: text.further }),
      button(text.all, () => this.canvas?.showAll(), { "aria-label": text.showAll, title: text.showAll }));
    if (!picture.lanes) tools.prepend(this.larger);
    this.element = make("div", { class: "drawing" }, legend(picture, choices.pick), make("div", { class: picture.lanes ? "sheet laned" : "sheet" }, this.roll?.element ?? this.place, tools));
  }

  private name(): void {
    const { nodes, relationships } = this.picture;
    this.place.setAttribute("aria-label", text.holds(this.label, nodes.length, relationships.length));
  }

  /** Draws another picture in the same place. */
  update(picture: Picture): void {
    this.picture = picture;
    this.name();
    const old = this.element.querySelector(".legend");
    const open = old instanceof HTMLDetailsElement && old.open;
    const now = legend(picture, this.choices.pick);
    now.toggleAttribute("open", open);
    old?.replaceWith(now);
    if (!picture.lanes) this.resize();
    this.canvas?.update(picture);
  }

  /** Gives the drawing the height that it wants, as far as it may have it; the button gives it all, and takes it back. */
  private resize(): void {
    const wanted = heightOf(this.picture);
    this.place.style.height = `${this.isLarge ? wanted : Math.min(wanted, this.tallest)}px`;
    this.larger.hidden = wanted <= this.tallest;
    this.larger.textContent = this.isLarge ? text.smaller : text.larger;
  }

  /** To be called once the element stands in the page and has a size. */
  begin(): void {
    if (this.canvas || !this.place.isConnected || this.place.offsetWidth === 0) return;
    this.canvas = new Canvas(this.place, this.picture, this.choices, this.roll);
    this.canvas.choose(this.chosen);
  }

  choose(keys: string[]): void {
    this.chosen = keys;
    this.canvas?.choose(keys);
  }

  point(key: string): void {
    this.canvas?.point(key);
  }

  recolour(): void {
    this.canvas?.recolour();
  }

  end(): void {
    this.canvas?.end();
    this.canvas = null;
  }
}

/** Room for the rows that a picture has, within what a screen shows at once. */
function heightOf(picture: Picture): number {
  const ys = picture.nodes.map((n) => n.y);
  const rows = ys.length > 0 ? Math.max(...ys) - Math.min(...ys) + 1 : 1;
  return Math.round(Math.max(200, Math.min(640, rows * 46 + 60)));
}
