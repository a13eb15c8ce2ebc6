import type { Verdict } from "./judge.ts";
import { isVoid } from "./loop_lag.ts";
import type { Failed, Seen } from "./seen.ts";

const HOUR = 60 * 60_000;
/** A market that is down is asked this often (ms), so that its return is seen soon, */
const WHILE_DOWN = 2 * 60_000;
/** and with no more than this part of its budget. */
const SHARE = 0.5;

/**
 * When a market may be asked without a key. Markets block who is refused too often, so between two requests a handshake
 * has to do, and what the last request came to holds as long as handshakes succeed. One that is down refuses nobody, so
 * it is asked more often.
 */
export class KeylessPace {
  readonly #every: number;
  readonly #whileDown: number;
  #due = -Infinity;
  #bad = 0;
  #carried: Verdict | undefined;

  /**
   * @param every milliseconds from one request to the next; 0 for a market that may be asked each time
   * @param limit requests that may be sent within any hour
   */
  constructor(every: number, limit: number) {
    this.#every = every;
    this.#whileDown = Math.min(every, Math.max(WHILE_DOWN, HOUR / (SHARE * limit)));
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
    if (isOurs(seen, verdict) || seen.kind === "failed" && !hasArrived(seen)) return;
    const well = verdict.class === "UP" || verdict.class === "SLOW";
    this.#bad = well ? 0 : this.#bad + 1;
    this.#carried = well ? undefined : verdict;
    const down = verdict.class === "DOWN" || verdict.class === "MAINTENANCE";
    const believed = well || this.#bad >= verdict.hits;
    this.#due = believed ? at + (down ? this.#whileDown : this.#every) : -Infinity;
  }
}

/** Whether it tells of us alone, which must not stand for the market until the next request. */
function isOurs(seen: Seen, { class: health }: Verdict): boolean {
  return seen.kind === "unsent" || health === "SELF_OFFLINE" || isVoid(seen);
}

/** Whether the market has got the request, so that it counts one. */
function hasArrived({ failure, phase }: Failed): boolean {
  if (phase) return phase === "first_byte" || phase === "body";
  return failure === "timeout" || failure === "reset" || failure === "malformed";
}
