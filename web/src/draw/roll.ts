// A frame for a drawing that is larger than it. The browser scrolls it as it
// scrolls any text: by wheel, finger, bar and keys. What is drawn stays as large
// as the frame, so that a tall drawing takes no more of the machine than a small
// one, and is told how far it was scrolled.

import { make } from "../parts/element";
import { text } from "../texts/drawing";

export class Roll {
  readonly element: HTMLElement;
  private readonly extent: HTMLElement;
  /** How much was in sight when the whole was given its size. */
  private seen = { width: 0, height: 0 };

  constructor(private readonly place: HTMLElement) {
    this.extent = make("div", {}, place);
    this.element = make("div", { class: "roll", role: "region", tabindex: "0", "aria-label": text.roll }, this.extent);
    place.addEventListener("pointermove", (event) => {
      if (event.pointerType === "mouse" && event.buttons === 1) this.element.scrollBy({ left: -event.movementX, top: -event.movementY, behavior: "instant" });
    });
  }

  /** Pixels that are left and above of what is seen. */
  get passed(): { x: number; y: number } {
    return { x: this.element.scrollLeft, y: this.element.scrollTop };
  }

  /** How large all of it is, in pixels; what was in the middle stays there. */
  extend(width: number, height: number): void {
    const [x, y] = [this.middle(this.element.scrollLeft, this.seen.width, this.extent.offsetWidth), this.middle(this.element.scrollTop, this.seen.height, this.extent.offsetHeight)];
    this.extent.style.width = `${width}px`;
    this.extent.style.height = `${height}px`;
    this.seen = { width: this.place.offsetWidth, height: this.place.offsetHeight };
    this.element.scrollTo({ left: x * width - this.seen.width / 2, top: y * height - this.seen.height / 2, behavior: "instant" });
  }

  /** Has a spot in the middle, as far as there is something around it. */
  goTo(x: number, y: number): void {
    this.element.scrollTo({ left: x - this.place.offsetWidth / 2, top: y - this.place.offsetHeight / 2, behavior: "instant" });
  }

  /** Where the middle of what is seen is, as a part of the whole; from the beginning on while nothing was passed. */
  private middle(passed: number, seen: number, whole: number): number {
    return passed === 0 || whole === 0 ? 0 : (passed + seen / 2) / whole;
  }
}
