import type { Clock } from "../shared/clock.ts";
import type { AuditEntry } from "../state/audit_store.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Entries that are written one by one; what goes beyond is counted. */
const MOST = {
  /** Refusals and failures, which anybody can cause: at most these, and a summary a minute, all the year round. */
  caused: { minute: 20, day: 2_000 },
  /** What somebody did who may: a program that exports a table every second is no attack, but no news either. */
  done: { minute: 300, day: 20_000 },
} as const;

/** Addresses that are told apart within a minute. */
const MOST_ADDRESSES = 1_000;
/** Addresses that a summary names: those that caused the most. */
const NAMED = 3;

/** Says which entries are written, so that an attack fills no disk, and sums up the others by the minute. */
export class AuditLimit {
  readonly #clock: Clock;
  #minute = 0;
  #day = 0;
  #written = { caused: { minute: 0, day: 0 }, done: { minute: 0, day: 0 } };
  #left = 0;
  readonly #byAction = new Map<string, number>();
  readonly #byAddress = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#minute = Math.floor(clock.now() / MINUTE);
    this.#day = Math.floor(clock.now() / DAY);
  }

  /** Whether `entry` is to be written; if not it is counted. To be called after {@linkcode summary}. */
  take({ outcome, action, address }: AuditEntry): boolean {
    const kind = outcome === "ok" ? "done" : "caused";
    const written = this.#written[kind];
    if (written.minute < MOST[kind].minute && written.day < MOST[kind].day) {
      written.minute++;
      written.day++;
      return true;
    }
    this.#left++;
    const word = outcome === "ok" ? action : `${action}.${outcome}`;
    this.#byAction.set(word, (this.#byAction.get(word) ?? 0) + 1);
    if (address !== null && (this.#byAddress.has(address) || this.#byAddress.size < MOST_ADDRESSES)) {
      this.#byAddress.set(address, (this.#byAddress.get(address) ?? 0) + 1);
    }
    return false;
  }

  /** What was counted and not written in a minute that is over; null when it is not over or there was nothing. */
  summary(): AuditEntry | null {
    const now = this.#clock.now();
    const minute = Math.floor(now / MINUTE);
    if (minute === this.#minute) return null;
    const entry = this.#left > 0 ? this.#sum() : null;
    const day = Math.floor(now / DAY);
    for (const written of Object.values(this.#written)) {
      written.minute = 0;
      if (day !== this.#day) written.day = 0;
    }
    [this.#minute, this.#day, this.#left] = [minute, day, 0];
    this.#byAction.clear();
    this.#byAddress.clear();
    return entry;
  }

  #sum(): AuditEntry {
    const most = [...this.#byAddress].sort(([, a], [, b]) => b - a).slice(0, NAMED);
    const addresses = this.#byAddress.size;
    return {
      at: (this.#minute + 1) * MINUTE - 1,
      actor: null,
      kind: "summary",
      action: "audit.more",
      target: null,
      address: null,
      outcome: "ok",
      detail: {
        entries: this.#left,
        ...Object.fromEntries(this.#byAction),
        addresses: addresses < MOST_ADDRESSES ? addresses : `${addresses} or more`,
        most: most.map(([address, count]) => `${address} (${count})`).join(", "),
      },
    };
  }
}
