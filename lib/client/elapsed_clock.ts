import type { Clock } from "../shared/clock.ts";

/**
 * Measures time that has passed by a wall clock, because a browser's own stopwatch (`performance.now()`) stands still
 * while the machine sleeps, and figures grow old in its sleep. Never runs backwards; a wall clock that is set forward
 * looks like sleep.
 */
export class ElapsedClock implements Clock {
  readonly #wall: Clock;
  #last: number;
  #elapsed: number;

  /** `start`: what the clock reads now, in ms. */
  constructor(wall: Clock, start: number) {
    this.#wall = wall;
    this.#last = wall.now();
    this.#elapsed = start;
  }

  now(): number {
    const wall = this.#wall.now();
    this.#elapsed += Math.max(0, wall - this.#last);
    this.#last = wall;
    return this.#elapsed;
  }
}
