/** The requests that were sent to each market, kept so that a budget holds across restarts. */
export interface CallStore {
  /** Identity of this store: processes that share it are one to those who do not. */
  instance(): Promise<string>;

  /**
   * Remembers `call` if fewer than `limit` were sent to the market within the hour that ends with it; resolves with the
   * requests of that hour, this one included if it was taken. What was sent later than `call.at`, because the clock has
   * been set back since, counts as sent then: that can never give anything back too early.
   */
  take(market: string, taking: { call: Call; limit: number }): Promise<Taken>;

  /** The requests of the hour before `now`, oldest first. */
  calls(market: string, now: number): Promise<Call[]>;

  /** Remembers requests that were sent while this store could not be written. */
  add(market: string, calls: readonly Call[]): Promise<void>;

  /** Leaves a market alone; replaces what was said before. */
  hold(market: string, hold: Hold): Promise<void>;

  /** What keeps us away from a market at `now`; null when nothing does. */
  held(market: string, now: number): Promise<Hold | null>;
}

export interface Call {
  /** When it was sent, ms since 1970. */
  readonly at: number;
  /** Nobody else's. */
  readonly id: string;
}

export interface Taken {
  readonly taken: boolean;
  /** Oldest first. */
  readonly calls: readonly Call[];
}

/** A market asked to be left alone. */
export interface Hold {
  /** ms since 1970 */
  readonly since: number;
  readonly until: number;
  /** What is shown meanwhile; JSON. */
  readonly result: unknown;
}

/** Milliseconds that a budget is over. */
export const HOUR = 3_600_000;

/** Requests of the hour before `now`, oldest first; those of the future count as sent `now`. */
export function withinHour(calls: readonly Call[], now: number): Call[] {
  return calls.filter(({ at }) => now - at < HOUR)
    .map((call) => call.at > now ? { ...call, at: now } : call)
    .sort((a, b) => a.at - b.at);
}

/** `hold` as it holds at `now`: it lasts as long as was said, also when the clock has been set back since. */
export function holdAt(hold: Hold, now: number): Hold | null {
  const { since, until } = hold;
  if (now >= until) return null;
  return now >= since ? hold : { ...hold, since: now, until: now + until - since };
}
