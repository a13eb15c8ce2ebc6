/** Starts and keeps running the workers that a configuration asks for. The only place that knows which there are. */
import { answerFrom, type LedgerQuestion } from "../budget/asked_ledger.ts";
import type { CallLedger } from "../budget/call_ledger.ts";
import type { Update } from "../collectors/update.ts";
import type { Config } from "../config/config.ts";
import type { MarketSimulation, SimulationOptions } from "../demo/simulate_markets.ts";
import type { ChecksOptions, ChecksOrder } from "../checks/checks_options.ts";
import type { MetricsOptions, MetricsOrder } from "../metrics/options.ts";
import type { SourceName } from "../shared/snapshot.ts";
import type { Log } from "./log.ts";
import { SupervisedWorker, WORKER_TIMING, type WorkerLike, type WorkerSpec } from "./supervised_worker.ts";
import { appTexts } from "./texts.ts";

/** How to start each worker; a worker's address has to stand where the bundler sees it, in main.ts. */
export interface WorkerEntries {
  metrics(): WorkerLike;
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

/** The demo shows the same shop to everybody. */
const DEMO_SEED = 20_261_124;

export class Collectors implements AsyncDisposable {
  readonly #options: CollectorsOptions;
  readonly #workers = new Set<AsyncDisposable>();
  #metrics: SupervisedWorker<MetricsOptions, readonly Update[], MetricsOrder> | undefined;
  #checks: SupervisedWorker<ChecksOptions, readonly Update[], ChecksOrder> | undefined;
  #ended = false;

  constructor(options: CollectorsOptions) {
    this.#options = options;
    const { demo } = options.config;
    if (demo) this.#startDemo();
    else this.#startLive();
  }

  #startLive(): void {
    const { config, entries } = this.#options;
    if (config.database.enabled) {
      this.#metrics = this.#collect("metrics", METRICS_SOURCES, {
        open: entries.metrics,
        options: () => this.#metricsOptions(),
      });
    } else this.#tellOff();
    this.#startChecks(checksOptions(config));
  }

  #startDemo(): void {
    const { config, entries, onPast } = this.#options;
    this.#metrics = this.#collect("demo shop", METRICS_SOURCES, {
      open: entries.demoShop,
      options: () => ({ ...this.#metricsOptions(), seed: DEMO_SEED }),
      timing: DEMO_TIMING,
    });
    this.#add(
      new SupervisedWorker<SimulationOptions, MarketSimulation>({
        name: "demo markets",
        open: entries.demoMarkets,
        options: () => simulationOptions(config),
        onReport: (simulation) => {
          onPast(simulation.past);
          this.#startChecks(simulatedOptions(config, simulation));
        },
        ...this.#troubles("demo markets", ["checks"]),
      }),
    );
  }

  /** Tells the running reader at which interval it is wanted now. */
  keepPace(): void {
    this.#metrics?.order({ interval: this.#options.metricsInterval() });
  }

  #metricsOptions(): MetricsOptions {
    const { config: { database, business, schema }, metricsInterval } = this.#options;
    return { database, business, interval: metricsInterval(), schema };
  }

  /** The figures stay and grow old; why, the page says. */
  #tellOff(): void {
    const { onUpdates, isoNow } = this.#options;
    const { databaseOff: reason, databaseOn: remedy } = appTexts;
    onUpdates(METRICS_SOURCES.map((source) => ({ kind: "failed", source, at: isoNow(), reason, remedy })));
  }

  /** Starts the checks, anew where they already ran: a restarted simulation answers on another port. */
  #startChecks(options: ChecksOptions): void {
    if (this.#ended) return;
    const before = this.#checks;
    if (before) {
      this.#workers.delete(before);
      void before[Symbol.asyncDispose]();
    }
    const { entries, checksPast } = this.#options;
    this.#checks = this.#collect("checks", ["checks"], {
      open: entries.checks,
      options: () => ({ ...options, past: checksPast() }),
    });
  }

  /** Has a market checked at once; false when no worker is there that could. */
  orderCheck(market: string): boolean {
    return this.#checks?.order({ check: market }) ?? false;
  }

  #collect<Options, Order = never>(
    name: string,
    sources: SourceName[],
    spec: Pick<WorkerSpec<Options, readonly Update[]>, "open" | "options" | "timing">,
  ): SupervisedWorker<Options, readonly Update[], Order> {
    const { onUpdates, ledger } = this.#options;
    return this.#add(
      new SupervisedWorker<Options, readonly Update[], Order>({
        ...spec,
        name,
        onReport: onUpdates,
        onAsk: (question) => answerFrom(ledger, question as LedgerQuestion),
        ...this.#troubles(name, sources),
      }),
    );
  }

  /** What to do when a worker fails: its sources are down, and the log says why. */
  #troubles(name: string, sources: SourceName[]) {
    const { log, onUpdates, isoNow, onRestart, onUnresponsive } = this.#options;
    return {
      onDown: ({ error, retryIn }: { error: string; retryIn: number }) => {
        log.error(`Worker ${name} failed and will be started again`, {
          error,
          retry_in_ms: Math.round(retryIn),
        });
        onRestart(name);
        const reason = appTexts.collectorDown(Math.ceil(retryIn / 1000));
        const remedy = appTexts.collectorRemedy;
        onUpdates(sources.map((source) => ({ kind: "failed", source, at: isoNow(), reason, remedy })));
      },
      onUnresponsive: () => onUnresponsive(name),
    };
  }

  #add<W extends AsyncDisposable>(worker: W): W {
    this.#workers.add(worker);
    return worker;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended = true;
    await Promise.all([...this.#workers].map((worker) => worker[Symbol.asyncDispose]()));
  }
}

function checksOptions(config: Config): ChecksOptions {
  const { markets, checks, database, interval, self_check, proxy } = config;
  return { markets, checks, database, interval: interval.checks, self_check, proxy };
}

function simulationOptions({ markets, interval }: Config): SimulationOptions {
  const { coupang, naver, "11st": elevenst } = markets;
  const slow = { coupang: coupang.slow, naver: naver.slow, "11st": elevenst.slow };
  return { seed: DEMO_SEED, interval: interval.checks, slow };
}

/** The configured checks, asked of the simulation. It is on this machine, so nobody else has to be asked first. */
function simulatedOptions(
  { markets, checks, database, interval }: Config,
  simulation: MarketSimulation,
): ChecksOptions {
  const { base_urls: urls, credentials: keys, key_issued } = simulation;
  return {
    markets: {
      coupang: { ...markets.coupang, ...keys.coupang, base_url: urls.coupang, key_issued },
      naver: { ...markets.naver, ...keys.naver, base_url: urls.naver },
      "11st": { ...markets["11st"], ...keys["11st"], base_url: urls["11st"] },
    },
    checks,
    database,
    interval: interval.checks,
    self_check: { targets: [] },
  };
}
