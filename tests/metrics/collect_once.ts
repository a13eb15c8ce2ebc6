import type { FiguresBySource, Update } from "@/lib/collectors/update.ts";
import { collectMetrics, type MetricsDependencies } from "@/lib/metrics/collect_metrics.ts";
import type { MetricsOptions } from "@/lib/metrics/options.ts";
import { defaultSchema } from "@/lib/shared/default_schema.ts";
import type { SourceName } from "@/lib/shared/snapshot.ts";

/** The options that a configuration without a word about metrics has, with a database. */
export function optionsFor(url: string): MetricsOptions {
  return {
    database: { url, pool: 1, statement_timeout: 3000, incremental: true },
    business: { timezone: "Asia/Seoul", day_start: "00:00", low_stock: 10, revenue: "gross" },
    interval: 60_000,
    schema: defaultSchema(),
  };
}

/** What the first tick of the collector posts. */
export async function collectOnce(
  options: MetricsOptions,
  deps?: MetricsDependencies,
): Promise<readonly Update[]> {
  const stop = new AbortController();
  let posted: readonly Update[] = [];
  await collectMetrics(
    options,
    (updates) => {
      posted = updates;
      stop.abort();
    },
    stop.signal,
    deps,
  );
  return posted;
}

/** The figures of a tick by their source; sources that failed are missing. */
export function figuresOf(updates: readonly Update[]): Partial<FiguresBySource> {
  return Object.fromEntries(
    updates.flatMap((update) => update.kind === "delivered" ? [[update.source, update.data]] : []),
  );
}

/** The sources that failed, with the English reason and remedy. */
export function failuresOf(updates: readonly Update[]): Partial<Record<SourceName, string>> {
  return Object.fromEntries(
    updates.flatMap((update) =>
      update.kind === "failed" ? [[update.source, `${update.reason.en} | ${update.remedy?.en}`]] : []
    ),
  );
}
