import type { ResponsePoint } from "../shared/response_series.ts";

/** Width of a step in ms. */
export const STEP = 300_000;

/**
 * A market's response times as means of five minutes, because a day of single checks is finer than a screen. A check
 * that nothing answered stays a point of its own, so that a line is broken where it was.
 */
export class ResponseSteps {
  #points: ResponsePoint[];
  /** What the last point is the mean of. */
  #open = { step: NaN, sum: 0, count: 0 };

  /** `points` are those of an earlier one, oldest first. */
  constructor(points: readonly ResponsePoint[] = []) {
    this.#points = [...points];
  }

  /** Adds a check; one that is not newer than the last is known already. */
  add(at: number, responseTime: number | null): void {
    const last = this.#points.at(-1);
    if (last && at <= last[0]) return;
    if (responseTime === null) {
      this.#open.step = NaN;
      this.#points.push([at, null]);
      return;
    }
    const step = Math.floor(at / STEP);
    if (step === this.#open.step) this.#points.pop();
    else this.#open = { step, sum: 0, count: 0 };
    this.#open.sum += responseTime;
    this.#open.count += 1;
    this.#points.push([at, Math.round(this.#open.sum / this.#open.count)]);
  }

  /** The points since a moment (ms since 1970), oldest first; older ones are forgotten. */
  since(from: number): readonly ResponsePoint[] {
    this.#points = this.#points.filter(([at]) => at >= from);
    return this.#points;
  }
}
