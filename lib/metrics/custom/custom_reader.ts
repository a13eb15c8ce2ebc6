import type { Clock } from "../../shared/clock.ts";
import type { CustomMetric, CustomReading } from "../../shared/custom_metric.ts";
import { isoInZone } from "../business_day.ts";
import type { Pool } from "../collect_metrics.ts";
import { connectionFault } from "../connection_fault.ts";
import { ConnectionFault, Fault } from "../fault.ts";
import type { CustomOptions } from "./options.ts";
import { readCustom, wasEnded } from "./read_custom.ts";
import { placed } from "./texts.ts";

export interface CustomReaderOptions extends Pick<CustomOptions, "database" | "business"> {
  readonly clock: Clock;
  /** @param timeout milliseconds that the slowest statement may take */
  readonly open: (timeout: number) => Pool;
}

export interface CustomRead {
  readonly reading: CustomReading;
  /** The database ended the statement for its time. */
  readonly ended: boolean;
}

/** Reads metrics; a failure is a reading, too. */
export class CustomReader {
  readonly #options: CustomReaderOptions;
  #pool: Pool | undefined;
  /** Of the pool. */
  #timeout = 0;

  constructor(options: CustomReaderOptions) {
    this.#options = options;
  }

  async read(metric: CustomMetric): Promise<CustomRead> {
    const { clock, business } = this.#options;
    const { name, definition, where } = metric;
    const at = isoInZone(clock.now(), business.timezone);
    const started = performance.now();
    const told = (outcome: CustomReading["outcome"]) => ({
      name,
      definition,
      at,
      took: performance.now() - started,
      outcome,
    });
    try {
      return { reading: told(await this.#content(metric)), ended: false };
    } catch (error) {
      if (error instanceof Fault && !(error instanceof ConnectionFault)) {
        return { reading: told(placed(error.texts, where)), ended: wasEnded(error) };
      }
      const { texts } = connectionFault(error, this.#options.database.url);
      return { reading: told(texts), ended: false };
    }
  }

  async close(): Promise<void> {
    await this.#pool?.end();
  }

  async #content(metric: CustomMetric) {
    const connection = await this.#poolFor(metric.timeout).connect();
    const moment = { now: this.#options.clock.now(), business: this.#options.business };
    try {
      const content = await readCustom(connection, metric, moment);
      connection.release();
      return content;
    } catch (error) {
      // After a fault of the statement the connection is as it was, after anything else nothing is known of it.
      connection.release(!(error instanceof Fault));
      throw error;
    }
  }

  /** The pool's own patience has to outlast the statement's. */
  #poolFor(timeout: number): Pool {
    if (this.#pool && timeout <= this.#timeout) return this.#pool;
    void this.#pool?.end();
    this.#timeout = timeout;
    return this.#pool = this.#options.open(timeout);
  }
}
