import type { Clock } from "../shared/clock.ts";
import type { TokenRecord } from "../state/token_store.ts";

const DAY = 24 * 3_600_000;

/** Uses that are told apart within a day; what goes beyond counts as new. */
const MOST = 10_000;

/** Tells the first use of a token of a day (UTC) and an address from the thousands that follow it. */
export class FirstUses {
  readonly #clock: Clock;
  readonly #seen = new Set<string>();
  #day = -1;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether `what`, for example a refusal's reason, comes from `address` for the first time today. */
  isFirst(what: string, address: string): boolean {
    const today = Math.floor(this.#clock.now() / DAY);
    if (today !== this.#day) this.#seen.clear();
    this.#day = today;
    const key = `${what} ${address}`;
    if (this.#seen.has(key)) return false;
    if (this.#seen.size < MOST) this.#seen.add(key);
    return true;
  }

  /** As {@linkcode isFirst}, for a token that may have been used before this process was started. */
  isFirstOf({ id, last_use }: TokenRecord, address: string): boolean {
    const first = this.isFirst(id, address);
    if (!first || last_use === null || last_use.address !== address) return first;
    return Math.floor(last_use.at / DAY) !== this.#day;
  }
}
