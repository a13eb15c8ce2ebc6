/** The audit log: who did what, who was refused, and nothing that opens a door. */
import type { Clock } from "../shared/clock.ts";
import type { AuditEntry, AuditStore } from "../state/audit_store.ts";
import { AuditLimit } from "./audit_limit.ts";

/** What is to be written down; when is known here. */
export type AuditEvent = Omit<AuditEntry, "at" | "detail"> & Partial<Pick<AuditEntry, "detail">>;

/** Writes down what happened. Never throws and is never waited for. */
export type RecordAudit = (event: AuditEvent) => void;

export interface AuditOptions {
  readonly store: AuditStore;
  readonly clock: Clock;
  /** Takes one line for the program's own log. */
  readonly log: {
    info(message: string, fields: Record<string, string | number | boolean | null>): void;
    error(message: string, fields: Record<string, string | number | boolean | null>): void;
  };
}

/** Anybody can send a name of any length. */
const LONGEST = 200;

export class Audit {
  readonly #options: AuditOptions;
  readonly #limit: AuditLimit;
  #last: Promise<void> = Promise.resolve();
  #failing = false;

  constructor(options: AuditOptions) {
    this.#options = options;
    this.#limit = new AuditLimit(options.clock);
  }

  /** Writes an event to the state and to the log; those of an attack are counted instead, see {@linkcode AuditLimit}. */
  readonly record: RecordAudit = (event) => {
    this.tick();
    const { actor, target, address, detail = {}, ...rest } = event;
    const entry = {
      ...rest,
      at: this.#options.clock.now(),
      actor: cut(actor),
      target: cut(target),
      address: cut(address),
      detail,
    };
    if (this.#limit.take(entry)) this.#write(entry);
  };

  /** To be called every second or so: writes what was counted in the minute before. */
  tick(): void {
    const summary = this.#limit.summary();
    if (summary) this.#write(summary);
  }

  /** Everything that was recorded until now is written, or is lost and said to be. */
  async written(): Promise<void> {
    await this.#last;
  }

  #write(entry: AuditEntry): void {
    const { store, log } = this.#options;
    const { detail, at: _, ...fields } = entry;
    log.info("Audit", { ...fields, ...detail });
    this.#last = this.#last.then(() => store.add(entry)).then(
      () => {
        if (this.#failing) log.info("The audit log is being written again", {});
        this.#failing = false;
      },
      (error: unknown) => {
        // Who did what is in the program's log in the meantime.
        if (!this.#failing) log.error("The audit log cannot be written", { error: String(error) });
        this.#failing = true;
      },
    );
  }
}

function cut(text: string | null): string | null {
  return text === null ? null : text.slice(0, LONGEST);
}
