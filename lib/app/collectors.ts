/** Starts and keeps running the workers that a configuration asks for. The only place that knows which there are. */
import { answerFrom, type LedgerQuestion } from "../budget/asked_ledger.ts";
import type { CallLedger } from "../budget/call_ledger.ts";
import type { CustomReport, Update } from "../collectors/update.ts";
import type { Config } from "../config/config.ts";
import type { MarketSimulation, SimulationOptions } from "../demo/simulate_markets.ts";
import type { ChecksOptions, ChecksOrder } from "../checks/checks_options.ts";
import type { CustomOrder } from "../metrics/custom/options.ts";
import type { MetricsOrder } from "../metrics/options.ts";
import { sameJson } from "../shared/merge_patch.ts";
import type { SourceName } from "../shared/snapshot.ts";
import type { Text } from "../shared/text.ts";
import type { Log } from "./log.ts";
import { SupervisedWorker, WORKER_TIMING, type WorkerLike, type WorkerSpec } from "./supervised_worker.ts";
import { appTexts } from "./texts.ts";
import {
  checksOptions,
  customOptions,
  DEMO_SEED,
  metricsOptions,
  simulatedOptions,
  simulationOptions,
} from "./worker_options.ts";

/** How to start each worker; a worker's address has to stand where the bundler sees it, in main.ts. */
export interface WorkerEntries {
  metrics(): WorkerLike;
  custom(): WorkerLike;
  checks(): WorkerLike;
  demoShop(): WorkerLike;
  demoMarkets(): WorkerLike;
  stateCheck(): WorkerLike;
}

export interface CollectorsOptions {
  readonly config: Config;
  readonly entries: WorkerEntries;
  readonly log: Log;
  /** Counts the calls of the checks. */
  readonly ledger: CallLedger;
  readonly onUpdates: (updates: readonly Update[]) => void;
  /** What was read of the seller's own metrics. */
  readonly onCustom: (readings: CustomReport["custom"]) => void;
  /** What checks found of the demo's markets in the day before they were started. */
  readonly onPast: (past: MarketSimulation["past"]) => void;
  readonly onRestart: (worker: string) => void;
  /** What is known of the markets from before. */
  readonly checksPast: () => ChecksOptions["past"];
  /** Milliseconds between two readings of the shop's database that are wanted now. */
  readonly metricsInterval: () => number;
  /** Now, as ISO 8601 with offset. */
  readonly isoNow: () => string;
  /** A worker hangs in a way in which it cannot be stopped, and goes on using a core. */
  readonly onUnresponsive: (name: string) => void;
}

const METRICS_SOURCES: SourceName[] = ["database", "sales", "orders", "inventory", "system", "jobs"];

/** The demo shop has nothing to lose, and blocks its worker for two seconds at the start: nobody waits for that to end. */
const DEMO_TIMING = { ...WORKER_TIMING, stopWithin: 200 };

type Report = readonly Update[] | CustomReport;
type Order = MetricsOrder | CustomOrder | ChecksOrder;

/** A worker that the configuration asks for. */
interface Job {
  /** What it cannot be told while it runs: when this changes, it is started anew. */
  readonly key: unknown;
  readonly start: () => Running;
}

interface Running extends AsyncDisposable {
  order?(order: Order): boolean;
}

export class Collectors implements AsyncDisposable {
  readonly #options: CollectorsOptions;
  readonly #running = new Map<string, { job: Job; worker: Running }>();
  #config: Config;
  /** What the demo's markets are like, once they are there. */
  #simulation: MarketSimulation | undefined;
  #ended = false;

  constructor(options: CollectorsOptions) {
    this.#options = options;
    this.#config = options.config;
    this.start();
  }

  /** Goes over to another configuration: ends the workers that cannot go on with it. `start()` has to follow. */
  async change(config: Config): Promise<void> {
    this.#config = config;
    await Promise.all(this.#outdated().map((name) => this.#stop(name)));
  }

  /** Starts the workers that are missing, and tells the others what is wanted from now on. */
  start(): void {
    if (this.#ended) return;
    const { metrics, database, demo } = this.#config;
    this.#running.get(demo ? "demo shop" : "custom metrics")?.worker.order?.({ metrics });
    this.keepPace();
    for (const [name, job] of Object.entries(this.#jobs())) {
      if (!this.#running.has(name)) this.#running.set(name, { job, worker: job.start() });
    }
    if (!demo && !database.enabled) this.#tellOff();
  }

  /** Tells the running reader at which interval it is wanted now. */
  keepPace(): void {
    const interval = this.#options.metricsInterval();
    this.#running.get(this.#config.demo ? "demo shop" : "metrics")?.worker.order?.({ interval });
  }

  /** Has a market checked at once; false when no worker is there that could. */
  orderCheck(market: string): boolean {
    return this.#running.get("checks")?.worker.order?.({ check: market }) ?? false;
  }

  /** Those that run and are not, or not in this way, asked for any more. */
  #outdated(): string[] {
    const jobs = this.#jobs();
    return [...this.#running].filter(([name, { job }]) => !sameJson(jobs[name]?.key, job.key))
      .map(([name]) => name);
  }

  async #stop(name: string): Promise<void> {
    const running = this.#running.get(name);
    this.#running.delete(name);
    await running?.worker[Symbol.asyncDispose]();
  }

  #jobs(): Record<string, Job> {
    return this.#config.demo ? this.#demoJobs() : this.#liveJobs();
  }

  #liveJobs(): Record<string, Job> {
    const { entries } = this.#options;
    const { enabled } = this.#config.database;
    const custom = customOptions(this.#config);
    return {
      ...(enabled && {
        metrics: this.#job("metrics", METRICS_SOURCES, {
          open: entries.metrics,
          key: metricsOptions(this.#config, 0),
          options: () => metricsOptions(this.#config, this.#options.metricsInterval()),
        }),
      }),
      ...(enabled && custom.metrics.length > 0 && {
        "custom metrics": this.#job("custom metrics", [], {
          open: entries.custom,
          key: { ...custom, metrics: null },
          options: () => customOptions(this.#config),
        }),
      }),
      checks: this.#checks(checksOptions(this.#config)),
    };
  }

  #demoJobs(): Record<string, Job> {
    const { entries } = this.#options;
    const simulation = simulationOptions(this.#config);
    return {
      "demo shop": this.#job("demo shop", METRICS_SOURCES, {
        open: entries.demoShop,
        key: metricsOptions(this.#config, 0),
        options: () => ({
          ...metricsOptions(this.#config, this.#options.metricsInterval()),
          seed: DEMO_SEED,
          metrics: this.#config.metrics,
        }),
        timing: DEMO_TIMING,
      }),
      "demo markets": { key: simulation, start: () => this.#startMarkets(simulation) },
      ...(this.#simulation && { checks: this.#checks(simulatedOptions(this.#config, this.#simulation)) }),
    };
  }

  #checks(options: ChecksOptions): Job {
    const { entries, checksPast } = this.#options;
    return this.#job("checks", ["checks"], {
      open: entries.checks,
      key: options,
      options: () => ({ ...options, past: checksPast() }),
    });
  }

  #startMarkets(options: SimulationOptions): Running {
    const { entries, onPast } = this.#options;
    return new SupervisedWorker<SimulationOptions, MarketSimulation>({
      name: "demo markets",
      open: entries.demoMarkets,
      options: () => options,
      onReport: (simulation) => {
        onPast(simulation.past);
        this.#simulation = simulation;
        // A restarted simulation answers on another port.
        for (const name of this.#outdated()) void this.#stop(name);
        this.start();
      },
      ...this.#troubles("demo markets", ["checks"]),
    });
  }

  #job<Options>(
    name: string,
    sources: SourceName[],
    { key, ...spec }: Pick<WorkerSpec<Options, Report>, "open" | "options" | "timing"> & { key: unknown },
  ): Job {
    const { onUpdates, onCustom, ledger } = this.#options;
    const start = () =>
      new SupervisedWorker<Options, Report, Order>({
        ...spec,
        name,
        onReport: (report) => "custom" in report ? onCustom(report.custom) : onUpdates(report),
        onAsk: (question) => answerFrom(ledger, question as LedgerQuestion),
        ...this.#troubles(name, sources),
      });
    return { key, start };
  }

  /** What to do when a worker fails: its sources are down, and the log says why. */
  #troubles(name: string, sources: SourceName[]) {
    const { log, onRestart, onUnresponsive } = this.#options;
    return {
      onDown: ({ error, retryIn }: { error: string; retryIn: number }) => {
        log.error(`Worker ${name} failed and will be started again`, {
          error,
          retry_in_ms: Math.round(retryIn),
        });
        onRestart(name);
        const reason = appTexts.collectorDown(Math.ceil(retryIn / 1000));
        this.#tellDown(sources, { reason, remedy: appTexts.collectorRemedy });
        if (name === "custom metrics" || name === "demo shop") {
          this.#tellCustomDown({ reason, remedy: appTexts.collectorRemedy });
        }
      },
      onUnresponsive: () => onUnresponsive(name),
    };
  }

  /** The figures stay and grow old; why, the page says. */
  #tellOff(): void {
    const because = { reason: appTexts.databaseOff, remedy: appTexts.databaseOn };
    this.#tellDown(METRICS_SOURCES, because);
    this.#tellCustomDown(because);
  }

  #tellDown(sources: readonly SourceName[], because: { reason: Text; remedy: Text }): void {
    const { onUpdates, isoNow } = this.#options;
    onUpdates(sources.map((source) => ({ kind: "failed", source, at: isoNow(), ...because })));
  }

  #tellCustomDown(outcome: { reason: Text; remedy: Text }): void {
    const { onCustom, isoNow } = this.#options;
    const { metrics } = this.#config;
    if (metrics.length === 0) return;
    onCustom(metrics.map(({ name, definition }) => ({ name, definition, at: isoNow(), outcome })));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended = true;
    await Promise.all([...this.#running.keys()].map((name) => this.#stop(name)));
  }
}
