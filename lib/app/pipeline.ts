/** The way of an update: counted, recorded, merged by the hub, and where it is a market's status, written to the bus. */
import type { Bus } from "../bus/bus.ts";
import type { CustomReport, Update } from "../collectors/update.ts";
import type { Hub } from "../live/hub.ts";
import type { Telemetry } from "../telemetry/telemetry.ts";
import type { Log } from "./log.ts";
import { logTables } from "./log_tables.ts";
import type { Recorder } from "./recorder.ts";

export interface PipelineOptions {
  readonly bus: Bus;
  readonly hub: Hub;
  readonly log: Log;
  readonly recorder: Recorder;
  readonly telemetry: Telemetry;
  /** The same value without secrets. */
  readonly hideIn: <T>(value: T) => T;
}

/** Recording takes time, so ticks queue up behind it and are published in the order in which they came. */
export class Pipeline {
  readonly #options: PipelineOptions;
  #last: Promise<void> = Promise.resolve();

  constructor(options: PipelineOptions) {
    this.#options = options;
  }

  /** Takes one tick of a collector. */
  publish(given: readonly Update[]): void {
    const { log, telemetry, hideIn } = this.#options;
    // What the shop's tables hold is the shop's; what went wrong may be told in somebody else's words.
    const updates = given.map((update) =>
      update.kind === "failed" || update.source === "checks" ? hideIn(update) : update
    );
    telemetry.observe(updates);
    for (const update of updates) if (update.kind === "delivered") logTables(log, update.tables ?? []);
    this.#last = this.#last.then(() => this.#publish(updates))
      .catch((error: unknown) => log.error("An update was lost", { error: String(error) }));
  }

  /** Takes what was read of the seller's own metrics. */
  publishCustom(readings: CustomReport["custom"]): void {
    const { hub, log, recorder, hideIn } = this.#options;
    this.#last = this.#last.then(() => {
      const shown = hideIn(readings);
      recorder.recordCustom(shown);
      hub.publishCustom(shown);
    }).catch((error: unknown) => log.error("A reading was lost", { error: String(error) }));
  }

  /** Resolves when everything that was taken so far is published and recorded. */
  async drained(): Promise<void> {
    await this.#last;
    await this.#options.recorder.drained();
  }

  async #publish(updates: readonly Update[]): Promise<void> {
    const { bus, hub, log, recorder } = this.#options;
    hub.publish(await recorder.record(updates));
    for (const update of updates) {
      if (update.kind !== "delivered" || update.source !== "checks") continue;
      for (const [market, { lag }] of Object.entries(update.data)) {
        if (typeof lag === "number") {
          log.warn("A check was void: our event loop stood still", { market, lag_ms: lag });
        }
        bus.saveStatus(market, hub.snapshot.api_status[market]!);
      }
    }
  }
}
