import type { ResponsePoint } from "../shared/response_series.ts";

/** Fewer gaps than this say nothing of what is usual. */
const ENOUGH = 3;

/**
 * Milliseconds that usually lie between two points: the median, because checks come every minute or every hour as it is
 * configured, and a few that did not come at all must not change it. Undefined for too few points.
 */
export function usualGap(points: readonly ResponsePoint[]): number | undefined {
  const gaps = points.slice(1).map(([at], index) => at - points[index]![0]).toSorted((a, b) => a - b);
  return gaps.length < ENOUGH ? undefined : gaps[Math.floor(gaps.length / 2)];
}
