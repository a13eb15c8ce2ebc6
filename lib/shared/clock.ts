/** Time is injected, so that tests decide what time it is. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** Measures how long things take: never runs backwards, and its zero is the start of the process or page. */
export const stopwatch: Clock = { now: () => performance.now() };
