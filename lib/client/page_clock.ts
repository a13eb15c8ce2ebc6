import type { Clock } from "../shared/clock.ts";

/** Time as the page measures it: it never jumps, whatever happens to the machine's clock. */
export interface PageClock extends Clock {
  /** When the server's answer with the page began to arrive. */
  loaded(): number;
}

export function pageClock(): PageClock {
  return {
    now: () => performance.now(),
    loaded() {
      const [navigation] = performance.getEntriesByType("navigation");
      return (navigation as PerformanceNavigationTiming | undefined)?.responseStart ?? 0;
    },
  };
}
