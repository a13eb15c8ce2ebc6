import type { CustomReport } from "../collectors/update.ts";
import type { Log } from "./log.ts";

/** Writes to the log when a metric of the seller's own cannot be read any more, and when it can again. */
export class CustomNews {
  readonly #log: Log;
  readonly #faults = new Map<string, string>();

  constructor(log: Log) {
    this.#log = log;
  }

  observe(readings: CustomReport["custom"]): void {
    for (const { name, outcome } of readings) {
      const before = this.#faults.get(name);
      if (!("reason" in outcome)) {
        this.#faults.delete(name);
        if (before !== undefined) this.#log.info("A metric can be read again", { metric: name });
      } else if (outcome.reason.en !== before) {
        this.#faults.set(name, outcome.reason.en);
        const { reason, remedy } = outcome;
        this.#log.warn("A metric cannot be read", { metric: name, because: reason.en, remedy: remedy?.en });
      }
    }
  }
}
