import type { Config } from "../config/config.ts";
import type { AuditOutcome } from "../state/audit_store.ts";
import { ConfigError, formatProblems } from "../config/config_error.ts";
import type { RecordAudit } from "../auth/audit.ts";
import type { ConfigNews } from "../shared/config_news.ts";
import type { Log } from "./log.ts";

/** The rest is in the log. */
const MOST_FAULTS = 5;

export interface ReloaderOptions {
  readonly running: { reload(config: Config): Promise<string[]> };
  readonly log: Log;
  readonly audit: RecordAudit;
  /** Reads the configuration anew; throws {@linkcode ConfigError}. */
  readonly read: () => Promise<Config>;
  /** Tells viewers how the file stands to what is in force; null: it is in force. */
  readonly tell: (news: Omit<ConfigNews, "at"> | null) => void;
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
    const { running, log, audit, read, tell } = this.#options;
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
      tell(waiting.length > 0 ? { state: "waits", faults: [], waiting } : null);
    } catch (error) {
      done("failed");
      const faults = error instanceof ConfigError ? formatProblems(error, "en") : String(error);
      log.error("The new configuration cannot be used, the old one stays in force", { because, faults });
      tell({ state: "refused", faults: faultsOf(error), waiting: [] });
    }
  }
}

/** What viewers are told of: the first faults, without the file's place on the server. */
function faultsOf(error: unknown): ConfigNews["faults"] {
  if (!(error instanceof ConfigError)) {
    const message = String(error);
    return [{ line: null, message: { ko: message, en: message } }];
  }
  return error.problems.slice(0, MOST_FAULTS).map(({ line = null, message }) => ({ line, message }));
}
