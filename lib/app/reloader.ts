import type { Config } from "../config/config.ts";
import type { AuditOutcome } from "../state/audit_store.ts";
import { ConfigError, formatProblems } from "../config/config_error.ts";
import type { RecordAudit } from "../auth/audit.ts";
import type { Log } from "./log.ts";

export interface ReloaderOptions {
  readonly running: { reload(config: Config): Promise<string[]> };
  readonly log: Log;
  readonly audit: RecordAudit;
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
    const { running, log, audit, read } = this.#options;
    const done = (outcome: AuditOutcome) =>
      audit({
        actor: null,
        kind: "change",
        action: "config.reload",
        target: null,
        address: null,
        outcome,
        detail: { because },
      });
    try {
      const waiting = await running.reload(await read());
      log.info("The configuration was read again", {
        because,
        waits_for_restart: waiting.join(" ") || undefined,
      });
      done("ok");
    } catch (error) {
      done("failed");
      const faults = error instanceof ConfigError ? formatProblems(error, "en") : String(error);
      log.error("The new configuration cannot be used, the old one stays in force", { because, faults });
    }
  }
}
