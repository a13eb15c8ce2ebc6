import { type HistoryRange, MAX_POINTS, type RecordedHistory } from "./state_store.ts";

/**
 * The number of steps in a range.
 *
 * @throws {RangeError} with the remedy.
 */
export function countSteps({ from_ms, to_ms, step_s }: HistoryRange): number {
  if (!(step_s > 0)) throw new RangeError(`Cannot read history: step must be positive: ${step_s}`);
  if (!(from_ms < to_ms)) throw new RangeError(`Cannot read history: from must be before to`);
  const steps = Math.ceil((to_ms - from_ms) / (step_s * 1_000));
  if (steps > MAX_POINTS) {
    const least = Math.ceil((to_ms - from_ms) / 1_000 / MAX_POINTS);
    throw new RangeError(
      `Cannot read history: ${steps} points are more than ${MAX_POINTS}, ask for a step of at least ${least} s`,
    );
  }
  return steps;
}

/** The answer for means by the number of their step; steps without one are null. */
export function historyOf(
  { metric, from_ms, step_s }: HistoryRange,
  { steps, means }: { steps: number; means: ReadonlyMap<number, number> },
): RecordedHistory {
  const points = Array.from({ length: steps }, (_, step): [number, number | null] => [
    from_ms + step * step_s * 1_000,
    means.get(step) ?? null,
  ]);
  return { metric, step: step_s, points };
}
