/** Median and 95th percentile of durations in milliseconds. */
export interface Summary {
  runs: number;
  median: number;
  p95: number;
}

export function summaryOf(durations: readonly number[]): Summary {
  const sorted = durations.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1]!;
  return { runs: sorted.length, median: at(0.5), p95: at(0.95) };
}

/** How long `run` takes, in milliseconds. */
export async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}
