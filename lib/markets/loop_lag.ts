const TICK = 50;

/**
 * How late the timers of this event loop were at worst while `work` was under way. While they are late, answers wait
 * unread, and every time that is measured is that much too long.
 *
 * @param stopwatch milliseconds that never run backwards
 */
export async function withLag<T>(
  work: () => Promise<T>,
  stopwatch: () => number,
): Promise<{ readonly value: T; readonly lag: number }> {
  let last = stopwatch();
  let lag = 0;
  const look = () => {
    const now = stopwatch();
    lag = Math.max(lag, now - last - TICK);
    last = now;
  };
  const timer = setInterval(look, TICK);
  try {
    const value = await work();
    look();
    return { value, lag };
  } finally {
    clearInterval(timer);
  }
}

/** A time is void when the event loop was this late (ms) while it was measured. */
export function isVoid({ lag = 0, took = 0 }: { readonly lag?: number; readonly took?: number }): boolean {
  return lag > Math.max(200, took / 10);
}
