// Whether a drawing moves: from the first move of its camera until it has rested
// for a while.

import type Sigma from "sigma";

/** How long nothing moves before it is taken to rest, in milliseconds. */
const rest = 140;

type Moving = Pick<Sigma, "getCamera" | "getMouseCaptor">;

export class Motion {
  moving = false;
  private timer = 0;

  constructor(private readonly sigma: Moving, private readonly began: () => void, private readonly rested: () => void) {
    sigma.getCamera().on("updated", () => {
      if (!this.moving) {
        this.moving = true;
        this.began();
      }
      this.settle();
    });
  }

  /** Takes it to rest in a while. */
  settle(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      if (this.sigma.getMouseCaptor().isMouseDown || this.sigma.getCamera().isAnimated()) { // held still, or frames come late
        this.settle();
        return;
      }
      this.moving = false;
      this.rested();
    }, rest);
  }

  /** To be called before the camera is given up: a move that is under way would go on. */
  end(): void {
    clearTimeout(this.timer);
    this.sigma.getCamera().removeAllListeners();
  }
}
