import type { Verdict } from "./judge.ts";
import type { Failed, Seen } from "./seen.ts";

/**
 * When a market may be asked without a key. Markets block who is refused too often, so between two requests a handshake
 * has to do, and what the last request came to holds as long as handshakes succeed.
 */
export class KeylessPace {
  readonly #every: number;
  #due = -Infinity;
  #bad = 0;
  #carried: Verdict | undefined;

  /** @param every milliseconds from one request to the next; 0 for a market that may be asked each time */
  constructor(every: number) {
    this.#every = every;
  }

  /** Whether it is too early for a request. */
  mustWait(at: number): boolean {
    return at < this.#due;
  }

  /** The bad verdict that still holds after a handshake; undefined where the market was well. */
  get carried(): Verdict | undefined {
    return this.#carried;
  }

  /** Notes what a request at `at` came to. A bad verdict is asked for again at once until it can be believed. */
  asked(seen: Seen, verdict: Verdict, at: number): void {
    if (seen.kind === "unsent" || seen.kind === "failed" && !hasArrived(seen)) return;
    const well = verdict.class === "UP" || verdict.class === "SLOW";
    this.#bad = well ? 0 : this.#bad + 1;
    this.#carried = well ? undefined : verdict;
    this.#due = well || this.#bad >= verdict.hits ? at + this.#every : -Infinity;
  }
}

/** Whether the market has got the request, so that it counts one. */
function hasArrived({ failure, phase }: Failed): boolean {
  if (phase) return phase === "first_byte" || phase === "body";
  return failure === "timeout" || failure === "reset" || failure === "malformed";
}
