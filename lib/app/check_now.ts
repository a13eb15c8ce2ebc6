/** "Check this market now": whether that may be, and what is answered. It never costs more than the market's budget. */
import type { ApiError } from "../shared/api_error.ts";
import type { Clock } from "../shared/clock.ts";
import type { ApiStatus } from "../shared/snapshot.ts";
import { type AskedCode, checkNowTexts } from "./check_now_texts.ts";

/** What becomes of the wish. */
export interface Asked extends ApiError {
  readonly code: AskedCode;
  readonly status: number;
  /** Seconds until it is worth another attempt, where that is known. */
  readonly retryAfter?: number;
}

export interface CheckNowOptions {
  /** Codes of the markets that are checked. */
  readonly markets: () => readonly string[];
  readonly status: (market: string) => ApiStatus | undefined;
  /** False when nobody is there to check. */
  readonly order: (market: string) => boolean;
  readonly clock: Clock;
}

/** Milliseconds between two wishes of the same market that are granted: impatience must not eat the budget. */
const APART = 10_000;

export class CheckNow {
  readonly #options: CheckNowOptions;
  readonly #askedAt = new Map<string, number>();

  constructor(options: CheckNowOptions) {
    this.#options = options;
  }

  ask(market: string): Asked {
    const { markets, status, order, clock } = this.#options;
    if (!markets().includes(market)) return asked(404, "unknown_market");
    const now = clock.now();
    const since = now - (this.#askedAt.get(market) ?? -Infinity);
    if (0 <= since && since < APART) return asked(429, "too_soon", seconds(APART - since));
    const refusal = refusalOf(status(market), now);
    if (refusal) return refusal;
    if (!order(market)) return asked(409, "checks_stopped");
    this.#askedAt.set(market, now);
    return asked(202, "accepted");
  }
}

/** What was known at the last check is no reason any more once its time has passed. */
function refusalOf(status: ApiStatus | undefined, now: number): Asked | undefined {
  const { budget } = status ?? {};
  const wait = budget?.resets_at ? Date.parse(budget.resets_at) - now : undefined;
  if (wait !== undefined && wait <= 0) return undefined;
  const retryAfter = wait === undefined ? undefined : seconds(wait);
  if (budget && budget.used >= budget.limit) return asked(429, "budget_spent", retryAfter);
  // Whoever asks a market that has said "too much" again makes it last longer.
  return status?.class === "QUOTA" ? asked(409, "market_paused", retryAfter) : undefined;
}

function asked(status: number, code: AskedCode, retryAfter?: number): Asked {
  return { status, code, message: checkNowTexts[code], retryAfter };
}

const seconds = (ms: number) => Math.max(1, Math.ceil(ms / 1000));
