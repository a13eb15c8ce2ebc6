import type { AuditStore } from "./audit_store.ts";
import type { FactorStore } from "./factor_store.ts";
import type { CallStore } from "./call_store.ts";
import { later } from "./later.ts";
import type { CheckRecord, HistoryRange, StateStore } from "./state_store.ts";
import type { SessionStore } from "./session_store.ts";
import type { TokenStore } from "./token_store.ts";
import type { UserStore } from "./user_store.ts";

/** A state that is there before it was opened, and that another may take the place of: what is asked too early waits. */
export class ReplaceableState implements StateStore {
  readonly calls: CallStore = later(async () => (await this.#current).calls);
  readonly tokens: TokenStore = later(async () => (await this.#current).tokens);
  readonly audit: AuditStore = later(async () => (await this.#current).audit);
  readonly users: UserStore = later(async () => (await this.#current).users);
  readonly factors: FactorStore = later(async () => (await this.#current).factors);
  readonly sessions: SessionStore = later(async () => (await this.#current).sessions);
  readonly #first = Promise.withResolvers<StateStore>();
  #current: Promise<StateStore> = this.#first.promise;

  /** From now on `store` is asked; the one before is closed. */
  async use(store: StateStore): Promise<void> {
    const before = this.#current;
    this.#current = Promise.resolve(store);
    this.#first.resolve(store);
    const replaced = await before;
    if (replaced !== store) await replaced.close();
  }

  async recordSamples(at: number, figures: Readonly<Record<string, number>>) {
    return await (await this.#current).recordSamples(at, figures);
  }

  async recordCheck(check: CheckRecord) {
    return await (await this.#current).recordCheck(check);
  }

  async history(range: HistoryRange) {
    return await (await this.#current).history(range);
  }

  async checks(filter: { market?: string; since: number; limit?: number }) {
    return await (await this.#current).checks(filter);
  }

  async availability(market: string, now: number) {
    return await (await this.#current).availability(market, now);
  }

  async keep(name: string, value: unknown) {
    return await (await this.#current).keep(name, value);
  }

  async kept(name: string) {
    return await (await this.#current).kept(name);
  }

  async prune(now: number) {
    return await (await this.#current).prune(now);
  }

  async close() {
    return await (await this.#current).close();
  }
}
