/** The program at work: state, bus, hub, sessions and collectors, put together from a configuration. */
import type { Bus } from "../bus/bus.ts";
import type { Update } from "../collectors/update.ts";
import type { Config } from "../config/config.ts";
import { afterRestart } from "../live/freshness.ts";
import { Hub } from "../live/hub.ts";
import { Sessions } from "../live/sessions.ts";
import type { Clock } from "../shared/clock.ts";
import { metricsInterval } from "../shared/metrics_interval.ts";
import { emptySnapshot, type Snapshot } from "../shared/snapshot.ts";
import type { StateStore } from "../state/state_store.ts";
import { Telemetry } from "../telemetry/telemetry.ts";
import { Collectors, type WorkerEntries } from "./collectors.ts";
import { hubSettings } from "./hub_settings.ts";
import { initialReasons } from "./initial_reasons.ts";
import type { Log } from "./log.ts";
import { openBus } from "./open_bus.ts";
import { openState } from "./open_state.ts";
import { Pipeline } from "./pipeline.ts";
import { Recorder } from "./recorder.ts";
import { reloaded } from "./reloaded.ts";
import { withoutForeign } from "./shop_identity.ts";
import { servicesOf } from "./services_of.ts";
import type { Services } from "./state.ts";
import { every, onLag } from "./timers.ts";
import { VERSION } from "./version.ts";

export interface RunningOptions {
  readonly config: Config;
  readonly workers: WorkerEntries;
  readonly clock: Clock;
  readonly log: Log;
  /** Something failed in a way that only a new process gets over. */
  readonly onBeyondRepair: (reason: string) => void;
}

/** The configuration that holds now; a reload puts another one in its place. */
interface InForce {
  config: Config;
}

interface Parts {
  readonly bus: Bus;
  readonly hub: Hub;
  readonly pipeline: Pipeline;
  readonly recorder: Recorder;
  readonly sessions: Sessions;
  readonly state: StateStore;
  readonly telemetry: Telemetry;
}

/** How often time is looked at: stale sources, the day's turn and quiet clients do not wait for a collector. */
const SECOND = 1_000;
const SAVE_EVERY = 5_000;
const HOUR = 3_600_000;
/** After so many workers that hang and cannot be stopped the process is of no more use. */
const HUNG_WORKERS = 2;

export class Running implements AsyncDisposable {
  readonly services: Services;
  readonly #options: RunningOptions;
  readonly #parts: Parts;
  readonly #inForce: InForce;
  #collectors: Collectors;
  #timers: Disposable;
  #hung = 0;
  #ended = false;

  /** Opens everything; what cannot be reached is reported as a source that is down, and tried again. */
  static async open(options: RunningOptions): Promise<Running> {
    const inForce = { config: options.config };
    return new Running(inForce, options, await openParts(options, inForce));
  }

  private constructor(inForce: InForce, options: RunningOptions, parts: Parts) {
    this.#inForce = inForce;
    this.#options = options;
    this.#parts = parts;
    this.services = servicesOf({ ...options, ...parts, config: () => this.#inForce.config });
    this.#collectors = this.#collect();
    this.#timers = this.#startTimers();
  }

  /**
   * Goes on by another configuration, as far as a running process can; viewers stay connected.
   *
   * @returns the sections whose changes wait for the next start
   */
  async reload(config: Config): Promise<string[]> {
    if (this.#ended) return [];
    const before = this.#inForce.config;
    const { applied, waiting } = reloaded(before, config);
    const { hub, pipeline } = this.#parts;
    this.#timers[Symbol.dispose]();
    await this.#collectors[Symbol.asyncDispose]();
    await pipeline.drained();
    if (this.#ended) return waiting;
    this.#inForce.config = applied;
    hub.configure(hubSettings(applied), (snapshot) => withoutForeign(snapshot, { before, after: applied }));
    this.#collectors = this.#collect();
    this.#timers = this.#startTimers();
    return waiting;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { bus, hub, pipeline, sessions, state } = this.#parts;
    this.#ended = true;
    sessions.drain();
    this.#timers[Symbol.dispose]();
    await this.#collectors[Symbol.asyncDispose]();
    await pipeline.drained();
    bus.saveSnapshot(hub.snapshot);
    await bus.close();
    await state.close();
  }

  #collect(): Collectors {
    const { workers, log, clock, onBeyondRepair } = this.#options;
    const { pipeline, recorder, telemetry } = this.#parts;
    return new Collectors({
      config: this.#inForce.config,
      entries: workers,
      log,
      onUpdates: (updates) => pipeline.publish(updates),
      onPast: (past) => void recorder.recordPast(past),
      onRestart: (name) => telemetry.observeRestart(name),
      isoNow: () => hubSettings(this.#inForce.config).isoTime(clock.now()),
      onUnresponsive: (name) => {
        if (++this.#hung < HUNG_WORKERS) return;
        onBeyondRepair(`${this.#hung} workers hang and cannot be stopped, the last is ${name}`);
      },
    });
  }

  #startTimers(): Disposable {
    const { log, clock } = this.#options;
    const { bus, hub, sessions, state, telemetry } = this.#parts;
    const timers = new DisposableStack();
    const prune = () => {
      state.prune(clock.now()).catch((error: unknown) =>
        log.error("Old history could not be removed", { error: String(error) })
      );
    };
    timers.use(every(SECOND, () => {
      hub.tick();
      sessions.tick();
    }));
    timers.use(every(SAVE_EVERY, () => bus.saveSnapshot(hub.snapshot)));
    timers.use(every(HOUR, prune));
    prune();
    timers.use(onLag((lag) => telemetry.observeLag(lag)));
    return timers;
  }
}

async function openParts({ config, clock, log }: RunningOptions, inForce: InForce): Promise<Parts> {
  const settings = hubSettings(config);
  const state = await openState(config, log);
  // Until there is a pipeline the bus's own news wait here.
  const early: Update[] = [];
  let publish = (update: Update): void => void early.push(update);
  const bus = openBus(() => inForce.config, {
    clock,
    log,
    isoNow: () => settings.isoTime(clock.now()),
    onUpdate: (update) => publish(update),
  });
  const hub = new Hub({
    ...settings,
    initial: firstSnapshot(config, { last: await bus.loadSnapshot(), at: settings.isoTime(clock.now()) }),
    clock,
    onListenerError: (error) => log.error("A client could not be told of a change", { error: String(error) }),
  });
  const { max_clients: maxClients, max_clients_per_address: maxClientsPerAddress } = config.server;
  const interval = () => metricsInterval(hub.snapshot);
  const sessions = new Sessions({ hub, clock, interval, maxClients, maxClientsPerAddress });
  const telemetry = openTelemetry({ hub, sessions, clock });
  const recorder = new Recorder({ state, clock, log });
  const pipeline = new Pipeline({ bus, hub, log, recorder, telemetry });
  pipeline.publish(early);
  publish = (update) => pipeline.publish([update]);
  return { bus, hub, pipeline, recorder, sessions, state, telemetry };
}

function firstSnapshot(config: Config, { last, at }: { last: Snapshot | null; at: string }): Snapshot {
  const empty = emptySnapshot(config.demo ? "demo" : "live", crypto.randomUUID(), at);
  return afterRestart(initialReasons(empty, config), last);
}

function openTelemetry({ hub, sessions, clock }: { hub: Hub; sessions: Sessions; clock: Clock }): Telemetry {
  return new Telemetry({
    version: VERSION,
    probes: {
      snapshot: () => hub.snapshot,
      clients: () => sessions.count(),
      traffic: () => sessions.traffic,
      now: () => clock.now(),
      memory: () => Deno.memoryUsage(),
    },
  });
}
