/** Writes to the log how the shop's database is read, when that changes. */
import type { ListenerState, Update, Wakeup } from "../collectors/update.ts";
import type { Log } from "./log.ts";

/** What there is to say of a listener; one that is still connecting, or off, is no news. */
const LISTENER: Partial<Record<ListenerState, { level: "info" | "warn"; message: string }>> = {
  listening: { level: "info", message: "Listening to the database, which may tell of changes at once" },
  deaf: {
    level: "warn",
    message:
      "The database's notifications do not arrive, as behind a pooler that lends connections for one " +
      "transaction or from a standby; it is read by the interval alone",
  },
};

export class DatabaseNews {
  readonly #log: Log;
  #listener: ListenerState | undefined;
  #losses = 0;
  #slow: string | undefined;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Takes one tick of a collector. */
  observe(updates: readonly Update[]): void {
    const update = updates.find(({ source }) => source === "database");
    if (!update?.wakeup) return;
    this.#observeListener(update.wakeup);
    if (update.kind === "delivered") this.#observePace(update.note?.reason.en, update.interval);
  }

  #observeListener({ listener: state, losses }: Wakeup): void {
    const lost = losses > this.#losses;
    this.#losses = losses;
    if (lost) this.#log.warn("Listening to the database was lost and is tried again");
    if (state === this.#listener && !lost) return;
    this.#listener = state;
    const news = LISTENER[state];
    if (news) this.#log[news.level](news.message);
  }

  #observePace(slow: string | undefined, interval: number | undefined): void {
    if (slow === this.#slow) return;
    this.#slow = slow;
    if (slow) this.#log.warn("The database is read less often", { because: slow, interval_ms: interval });
    else this.#log.info("The database is read as often as before", { interval_ms: interval });
  }
}
