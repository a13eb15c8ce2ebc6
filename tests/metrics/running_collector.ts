import type { Update } from "@/lib/collectors/update.ts";
import { collectMetrics, type MetricsDependencies } from "@/lib/metrics/collect_metrics.ts";
import type { MetricsOptions } from "@/lib/metrics/options.ts";

/** A collector that is running, and what it posts from now on. */
export class RunningCollector implements AsyncDisposable {
  readonly #stop = new AbortController();
  readonly #run: Promise<void>;
  #next = Promise.withResolvers<readonly Update[]>();

  constructor(options: MetricsOptions, deps: MetricsDependencies = {}) {
    this.#run = collectMetrics(
      options,
      (updates) => {
        this.#next.resolve(updates);
        this.#next = Promise.withResolvers();
      },
      this.#stop.signal,
      deps,
    );
  }

  /** The next tick that `wanted` holds for. */
  async until(wanted: (updates: readonly Update[]) => boolean): Promise<readonly Update[]> {
    while (true) {
      const updates = await this.#next.promise;
      if (wanted(updates)) return updates;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#run;
  }
}
