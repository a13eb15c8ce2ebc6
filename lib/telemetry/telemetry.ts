/**
 * What the process tells Prometheus about itself. Names follow https://prometheus.io/docs/practices/naming/: base
 * units, and `_total` for what only grows.
 */
import type { Update } from "../collectors/update.ts";
import { Instruments } from "./instruments.ts";
import { type Probes, registerProbes } from "./probes.ts";

export interface TelemetryOptions {
  readonly version: string;
  readonly probes: Probes;
}

/** Anybody can make up further ones, and each would be kept. */
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** Upper bounds in seconds. */
const DURATIONS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export class Telemetry {
  readonly #instruments = new Instruments();
  /** `last_check` of each market: a result is posted again while its market is left alone. */
  readonly #counted = new Map<string, string>();
  #certificate: ReturnType<Instruments["gauge"]> | undefined;
  readonly #readings = this.#instruments.counter({
    name: "source_readings_total",
    help: "Readings of a source",
    labelNames: ["source", "outcome"],
  });
  readonly #readTimes = this.#instruments.histogram({
    name: "source_read_duration_seconds",
    help: "Time that reading a source took; database stands for a whole tick",
    labelNames: ["source"],
  }, DURATIONS);
  readonly #corrections = this.#instruments.counter({
    name: "recount_corrections_total",
    help: "Rows in which a recount found what reading changes had missed",
    labelNames: ["table"],
  });
  readonly #keptTables = this.#instruments.gauge({
    name: "table_reads_changes",
    help: "1 where a tick reads only changed or new rows of a table, 0 where the database counts everything",
    labelNames: ["table"],
  });
  readonly #listening = this.#instruments.gauge({
    name: "database_listening",
    help: "1 while the database's notifications are heard, else 0",
  });
  readonly #wakeups = this.#instruments.counter({
    name: "database_wakeups_total",
    help: "Readings of the database that one of its notifications asked for",
  });
  readonly #checks = this.#instruments.counter({
    name: "market_checks_total",
    help: "Checks of a market's API, by what each saw itself",
    labelNames: ["market", "class"],
  });
  readonly #voidChecks = this.#instruments.counter({
    name: "market_checks_void_total",
    help: "Looks at a market's API that were void because our own event loop stood still",
    labelNames: ["market"],
  });
  readonly #responseTimes = this.#instruments.histogram({
    name: "market_response_time_seconds",
    help: "Response time of a market's API",
    labelNames: ["market"],
  }, DURATIONS);
  readonly #restarts = this.#instruments.counter({
    name: "worker_restarts_total",
    help: "Failures of a worker, each followed by a restart",
    labelNames: ["worker"],
  });
  readonly #requests = this.#instruments.counter({
    name: "http_requests_total",
    help: "Answered requests",
    labelNames: ["method", "status"],
  });
  readonly #renewals = this.#instruments.counter({
    name: "tls_certificate_renewals_total",
    help: "Changed certificate files that were taken, or refused because they cannot be used",
    labelNames: ["outcome"],
  });
  readonly #lag = this.#instruments.histogram({
    name: "event_loop_lag_seconds",
    help: "By how much a timer of the server's event loop was late",
  }, DURATIONS);

  constructor({ version, probes }: TelemetryOptions) {
    this.#instruments.gauge({
      name: "build_info",
      help: "Always 1, the version is a label",
      labelNames: ["version"],
    }).set({ version }, 1);
    this.#instruments.gauge({
      name: "process_start_time_seconds",
      help: "When the process was started, seconds since 1970",
    }).set(Math.round(probes.now() / 1000));
    registerProbes(this.#instruments, probes);
  }

  /** The content type of {@linkcode Telemetry.text}. */
  get contentType(): string {
    return this.#instruments.registry.contentType;
  }

  /** Everything, in Prometheus' text format. */
  text(): Promise<string> {
    return this.#instruments.registry.metrics();
  }

  /** Counts what one tick of a collector found. */
  observe(updates: readonly Update[]): void {
    for (const update of updates) {
      const { source, kind: outcome, took } = update;
      this.#readings.inc({ source, outcome });
      if (took !== undefined) this.#readTimes.observe({ source }, took / 1000);
      if (update.wakeup) {
        this.#listening.set(update.wakeup.listener === "listening" ? 1 : 0);
        if (update.wakeup.woken) this.#wakeups.inc();
      }
      if (update.kind !== "delivered") continue;
      for (const { relation: table, reads, corrected } of update.tables ?? []) {
        this.#corrections.inc({ table }, corrected);
        this.#keptTables.set({ table }, reads === "everything" ? 0 : 1);
      }
      if (update.source === "checks") this.#observeChecks(update.data);
    }
  }

  observeRestart(worker: string): void {
    this.#restarts.inc({ worker });
  }

  /** @param status the HTTP status of the answer */
  observeRequest(method: string, status: number): void {
    this.#requests.inc({ method: METHODS.includes(method) ? method : "other", status: String(status) });
  }

  /** @param until when the certificate in use ends, ms since 1970 */
  observeCertificate(until: number): void {
    // Who serves no https has none: 0 would look as if it had ended long ago.
    this.#certificate ??= this.#instruments.gauge({
      name: "tls_certificate_expiry_timestamp_seconds",
      help: "When the certificate ends with which the server serves https, seconds since 1970",
    });
    this.#certificate.set(Math.floor(until / 1000));
  }

  observeRenewal(outcome: "taken" | "refused"): void {
    this.#renewals.inc({ outcome });
  }

  /** @param lag milliseconds */
  observeLag(lag: number): void {
    this.#lag.observe(lag / 1000);
  }

  #observeChecks(checks: Extract<Update, { source: "checks"; kind: "delivered" }>["data"]): void {
    for (const [market, check] of Object.entries(checks)) {
      if (this.#counted.get(market) === check.last_check) continue;
      this.#counted.set(market, check.last_check);
      const { class: seen } = check.confirming ?? check;
      this.#checks.inc({ market, class: seen });
      if (typeof check.lag === "number") this.#voidChecks.inc({ market });
      if (check.response_time !== null) this.#responseTimes.observe({ market }, check.response_time / 1000);
    }
  }
}
