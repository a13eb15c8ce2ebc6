import type { CustomReport } from "../../collectors/update.ts";
import type { CustomReading } from "../../shared/custom_metric.ts";

/** Milliseconds for which results wait for others: each report is a message to every viewer. */
const GATHER = 50;

/** Posts readings that come shortly after each other together. */
export class Gathered implements Disposable {
  readonly #post: (report: CustomReport) => void;
  #readings: CustomReading[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(post: (report: CustomReport) => void) {
    this.#post = post;
  }

  add(reading: CustomReading): void {
    this.#readings.push(reading);
    this.#timer ??= setTimeout(() => this.#send(), GATHER);
  }

  #send(): void {
    this.#timer = undefined;
    const custom = this.#readings;
    this.#readings = [];
    this.#post({ custom });
  }

  /** What was not posted yet is nobody's any more. */
  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}
