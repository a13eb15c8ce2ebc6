import { type Call, type CallStore, type Hold, holdAt, type Taken, withinHour } from "./call_store.ts";

/** Forgets with the process. */
export class MemoryCallStore implements CallStore {
  readonly #instance = crypto.randomUUID();
  readonly #calls = new Map<string, Call[]>();
  readonly #holds = new Map<string, Hold>();

  instance(): Promise<string> {
    return Promise.resolve(this.#instance);
  }

  take(market: string, { call, limit }: { call: Call; limit: number }): Promise<Taken> {
    const calls = this.#recent(market, call.at);
    const taken = calls.length < limit;
    if (taken) calls.push(call);
    return Promise.resolve({ taken, calls: [...calls] });
  }

  calls(market: string, now: number): Promise<Call[]> {
    return Promise.resolve([...this.#recent(market, now)]);
  }

  add(market: string, calls: readonly Call[]): Promise<void> {
    const known = this.#calls.get(market) ?? [];
    this.#calls.set(market, [...known, ...calls.filter(({ id }) => !known.some((call) => call.id === id))]);
    return Promise.resolve();
  }

  hold(market: string, hold: Hold): Promise<void> {
    this.#holds.set(market, hold);
    return Promise.resolve();
  }

  held(market: string, now: number): Promise<Hold | null> {
    const hold = this.#holds.get(market);
    const held = hold ? holdAt(hold, now) : null;
    if (held) this.#holds.set(market, held);
    return Promise.resolve(held);
  }

  #recent(market: string, now: number): Call[] {
    const recent = withinHour(this.#calls.get(market) ?? [], now);
    this.#calls.set(market, recent);
    return recent;
  }
}
