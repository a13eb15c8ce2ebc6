import type { Clock } from "../shared/clock.ts";
import type { Budget } from "../shared/snapshot.ts";
import { type Call, type CallStore, type Hold, holdAt, HOUR, withinHour } from "../state/call_store.ts";
import type { CallLedger, Granting } from "./call_ledger.ts";

export interface OwnLedgerOptions {
  readonly store: CallStore;
  readonly clock: Clock;
}

/**
 * The requests of the processes that share one own state. While it cannot be read or written, the count goes on in
 * memory from what was last read, and of what was left then each process that had sent something takes an equal part;
 * before anything was read, nothing is granted. When that has lasted for an hour, what this process itself has sent is
 * all that it can know, and it takes half of the budget: there may be another one.
 */
export class OwnLedger implements CallLedger {
  readonly #store: CallStore;
  readonly #clock: Clock;
  readonly #process = crypto.randomUUID().slice(0, 8);
  readonly #calls = new Map<string, readonly Call[]>();
  /** Sent while the store could not be written. */
  readonly #unsaved = new Map<string, Call[]>();
  readonly #holds = new Map<string, Hold>();
  /** The store that was last asked; another one has to be told what is known. */
  #instance: string | undefined;
  #blindSince: number | undefined;
  #unreadSince: number;
  readonly #read = new Set<string>();

  constructor({ store, clock }: OwnLedgerOptions) {
    this.#store = store;
    this.#clock = clock;
    this.#unreadSince = clock.now();
  }

  /**
   * What was sent before is not known any more: for a market whose requests were not read yet, nothing is granted until
   * an hour has passed.
   */
  lose(): void {
    this.#blindSince = this.#clock.now();
  }

  /** For a request of this process; others see by it that there is another one. */
  newId(): string {
    return `${this.#process}.${crypto.randomUUID()}`;
  }

  async take(market: string, limit: number, id: string = this.newId()): Promise<Granting> {
    const call = { at: this.#clock.now(), id };
    if (this.#isBlind(market, call.at)) return "unknown";
    try {
      await this.#catchUp(market);
      const { taken, calls } = await this.#store.take(market, { call, limit });
      this.#learn(market, calls);
      return taken ? "granted" : "spent";
    } catch {
      const known = this.#remembered(market, call.at);
      if (!known) return "unknown";
      const unsaved = withinHour(this.#unsaved.get(market) ?? [], call.at);
      const left = limit - (known.length - unsaved.length);
      if (unsaved.length + 1 > left / this.#processes(market, known)) return "spent";
      this.#calls.set(market, [...known, call]);
      this.#unsaved.set(market, [...this.#unsaved.get(market) ?? [], call]);
      return "granted";
    }
  }

  async budget(market: string, limit: number): Promise<Budget | null> {
    const calls = await this.calls(market);
    return calls && budgetOf(limit, { used: calls.length, oldest: calls[0]?.at });
  }

  /** The requests of the last hour, oldest first; null when they cannot be known. */
  async calls(market: string): Promise<readonly Call[] | null> {
    const now = this.#clock.now();
    if (this.#isBlind(market, now)) return null;
    try {
      await this.#catchUp(market);
      const calls = await this.#store.calls(market, now);
      this.#learn(market, calls);
      return calls;
    } catch {
      return this.#remembered(market, now);
    }
  }

  async hold(market: string, hold: Hold): Promise<void> {
    this.#holds.set(market, hold);
    // What cannot be written is still remembered here.
    await this.#store.hold(market, hold).catch(() => {});
  }

  async held(market: string): Promise<Hold | null> {
    const now = this.#clock.now();
    const remembered = this.#holds.get(market);
    const held = remembered ? holdAt(remembered, now) : null;
    if (held) this.#holds.set(market, held);
    return held ?? await this.#store.held(market, now).catch(() => null);
  }

  /** Tells the store what it does not know. */
  async #catchUp(market: string): Promise<void> {
    const instance = await this.#store.instance();
    if (this.#instance !== undefined && this.#instance !== instance) {
      for (const [known, calls] of this.#calls) this.#unsaved.set(known, [...calls]);
    }
    this.#instance = instance;
    const unsaved = this.#unsaved.get(market);
    if (!unsaved) return;
    await this.#store.add(market, unsaved);
    this.#unsaved.delete(market);
  }

  #learn(market: string, calls: readonly Call[]): void {
    this.#calls.set(market, calls);
    this.#read.add(market);
  }

  #remembered(market: string, now: number): Call[] | null {
    const calls = this.#calls.get(market);
    if (calls) return withinHour(calls, now);
    // A clock that was set back must not make it last for ever.
    this.#unreadSince = Math.min(this.#unreadSince, now);
    return now - this.#unreadSince >= HOUR ? [] : null;
  }

  /** How many sent these requests, this one included; where that was never read there may be another one. */
  #processes(market: string, calls: readonly Call[]): number {
    const seen = new Set([this.#process, ...calls.map(({ id }) => id.split(".")[0])]).size;
    return this.#read.has(market) ? seen : Math.max(seen, 2);
  }

  #isBlind(market: string, now: number): boolean {
    if (this.#blindSince === undefined || this.#calls.has(market)) return false;
    // A clock that was set back must not make it last for ever.
    this.#blindSince = Math.min(this.#blindSince, now);
    if (now - this.#blindSince < HOUR) return true;
    this.#blindSince = undefined;
    return false;
  }
}

/** `oldest` is when the first counted request was sent, ms since 1970. */
export function budgetOf(
  limit: number,
  { used, oldest }: { readonly used: number; readonly oldest: number | undefined },
): Budget {
  return { used, limit, resets_at: oldest === undefined ? null : new Date(oldest + HOUR).toISOString() };
}
