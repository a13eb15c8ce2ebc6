import type { Update } from "../collectors/update.ts";
import type { MarketPast } from "../checks/checks_options.ts";
import type { Config } from "../config/config.ts";
import { STALE_AFTER_INTERVALS } from "../live/stale_after.ts";
import type { Clock } from "../shared/clock.ts";
import type { CheckRecord, StateStore } from "../state/state_store.ts";
import type { Log } from "./log.ts";

/** So many times of a market are remembered; more are not looked at. */
const KEPT = 240;

interface Past {
  state: MarketPast["state"];
  readonly answer: number[];
  readonly connected: number[];
  /** `last_check` of the latest that was learnt, ms since 1970. */
  until: number;
}

/**
 * What a worker that checks markets starts from, so that neither its restart nor that of the program forgets how long a
 * market usually takes, and what was believed of it.
 */
export class CheckPast {
  readonly #markets = new Map<string, Past>();

  /**
   * Learns from what was recorded before the program was started.
   *
   * @param checks newest first
   * @param stillTrue a state that was recorded before (ms since 1970) says nothing of the present
   */
  recall(checks: readonly CheckRecord[], stillTrue: number): void {
    for (
      const { market, at, class: health, confirmed, response_time, status, status_code } of checks
        .toReversed()
    ) {
      const past = this.#pastOf(market);
      past.until = at;
      if (health === "UP") learn(past, { response_time, status_code });
      // Of other states the remedy was not recorded.
      const isUp = confirmed && health === "UP" && at >= stillTrue;
      past.state = isUp ? { class: health, status, remedy: null } : confirmed ? undefined : past.state;
    }
  }

  /** Learns from what a worker posts. */
  observe(updates: readonly Update[]): void {
    for (const update of updates) {
      if (update.kind !== "delivered" || update.source !== "checks") continue;
      for (const [market, check] of Object.entries(update.data)) {
        const past = this.#pastOf(market);
        const at = Date.parse(check.last_check);
        // The same result comes again while a market is left in peace.
        if (at <= past.until) continue;
        past.until = at;
        const { class: health, status, remedy, confirming } = check;
        if (confirming?.class !== health) past.state = { class: health, status, remedy };
        if ((confirming ?? check).class === "UP") learn(past, check);
      }
    }
  }

  /** What is known by now, by market code. */
  get(): Record<string, MarketPast> {
    const known = [...this.#markets].map(([market, { state, answer, connected }]) =>
      [market, { state, times: { answer: [...answer], connected: [...connected] } }] as const
    );
    return Object.fromEntries(known);
  }

  #pastOf(market: string): Past {
    const known = this.#markets.get(market);
    if (known) return known;
    const fresh: Past = { state: undefined, answer: [], connected: [], until: -Infinity };
    this.#markets.set(market, fresh);
    return fresh;
  }
}

/** Only a request has a status code; a handshake that stood in for one has none. */
function learn(
  past: Past,
  { response_time, status_code }: Pick<CheckRecord, "response_time" | "status_code">,
): void {
  if (response_time === null) return;
  const times = status_code === null ? past.connected : past.answer;
  times.push(response_time);
  if (times.length > KEPT) times.shift();
}

const DAY = 24 * 3_600_000;
/** Enough for what is usual of requests too, of which without a key there is one in ten checks. */
const RECALLED = 1_000;

/** Has `past` learn from the own state; what cannot be read is learnt anew. A demo's state is new each time. */
export async function recallChecks(
  past: CheckPast,
  { config: { markets, checks, interval, demo }, state, clock, log }: {
    config: Config;
    state: StateStore;
    clock: Clock;
    log: Log;
  },
): Promise<void> {
  if (demo) return;
  const now = clock.now();
  try {
    for (const market of [...Object.keys(markets), ...checks.map(({ name }) => name)]) {
      const recorded = await state.checks({ market, since: now - DAY, limit: RECALLED });
      past.recall(recorded, now - STALE_AFTER_INTERVALS * interval.checks);
    }
  } catch (error) {
    log.warn("Earlier checks cannot be read, what is usual of markets is learnt anew", {
      error: String(error),
    });
  }
}
