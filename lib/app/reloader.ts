import type { Config } from "../config/config.ts";
import { ConfigError, formatProblems } from "../config/config_error.ts";
import type { Log } from "./log.ts";

export interface ReloaderOptions {
  readonly running: { reload(config: Config): Promise<string[]> };
  readonly log: Log;
  /** Reads the configuration anew; throws {@linkcode ConfigError}. */
  readonly read: () => Promise<Config>;
}

/** Takes over a new configuration, one at a time. One with faults is refused and logged, and the old one stays in force. */
export class Reloader {
  readonly #options: ReloaderOptions;
  #last: Promise<void> = Promise.resolve();

  constructor(options: ReloaderOptions) {
    this.#options = options;
  }

  /** @param because what asked for it, for the log */
  reload(because: "signal" | "file"): Promise<void> {
    this.#last = this.#last.then(() => this.#reload(because));
    return this.#last;
  }

  async #reload(because: string): Promise<void> {
    const { running, log, read } = this.#options;
    try {
      const waiting = await running.reload(await read());
      log.info("The configuration was read again", {
        because,
        waits_for_restart: waiting.join(" ") || undefined,
      });
    } catch (error) {
      const faults = error instanceof ConfigError ? formatProblems(error, "en") : String(error);
      log.error("The new configuration cannot be used, the old one stays in force", { because, faults });
    }
  }
}
