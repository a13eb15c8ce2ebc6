/** The program at work: state, bus, hub, sessions and collectors, put together from a configuration. */
import type { Update } from "../collectors/update.ts";
import type { Config } from "../config/config.ts";
import type { MarketSimulation } from "../demo/simulate_markets.ts";
import type { Bus } from "../bus/bus.ts";
import { afterRestart, type SourceIntervals } from "../live/freshness.ts";
import { Hub } from "../live/hub.ts";
import { Sessions } from "../live/sessions.ts";
import { isoInZone, momentsAt } from "../metrics/business_day.ts";
import type { Clock } from "../shared/clock.ts";
import { emptySnapshot, type Snapshot } from "../shared/snapshot.ts";
import { Collectors, type CollectorsOptions, type WorkerEntries } from "./collectors.ts";
import type { Log } from "./log.ts";
import { openBus } from "./open_bus.ts";
import { openState } from "./open_state.ts";
import { Recorder } from "./recorder.ts";
import { servicesOf, type ServicesOptions } from "./services_of.ts";
import type { Services } from "./state.ts";
import { every } from "./timers.ts";
import { initialReasons } from "./initial_reasons.ts";

export interface RunningOptions {
  readonly config: Config;
  readonly workers: WorkerEntries;
  readonly clock: Clock;
  readonly log: Log;
  /** Something failed in a way that only a new process gets over. */
  readonly onBeyondRepair: (reason: string) => void;
}

export interface Running extends AsyncDisposable {
  readonly services: Services;
}

const HOUR = 3_600_000;
/** After so many workers that hang and cannot be stopped the process is of no more use. */
const HUNG_WORKERS = 2;

/** Opens everything; what cannot be reached is reported as a source that is down, and tried again. */
export async function run(options: RunningOptions): Promise<Running> {
  const { config, clock, log } = options;
  const isoTime = (now: number) => isoInZone(now, config.business.timezone);
  const state = await openState(config, log);
  // Until there is a hub the bus's own news wait here.
  let publish: (updates: readonly Update[]) => void = (updates) => void waiting.push(...updates);
  const waiting: Update[] = [];
  const isoNow = () => isoTime(clock.now());
  const bus = openBus(config, { clock, isoNow, onUpdate: (update) => publish([update]) });
  const hub = openHub(options, { last: await bus.loadSnapshot(), isoTime });
  const sessions = openSessions(config, { hub, clock });
  const recorder = new Recorder({ state, clock, log });
  let recorded: Promise<void> = Promise.resolve();
  // Recording takes time, so ticks queue up behind it and are published in their order.
  publish = (updates) => {
    recorded = recorded.then(async () => {
      hub.publish(await recorder.record(updates));
      saveStatuses(bus, updates, hub.snapshot);
    }).catch((error: unknown) => log.error("An update was lost", { error: String(error) }));
  };
  publish(waiting);
  const onPast = (past: MarketSimulation["past"]) => void recorder.recordPast(past);
  const collectors = openCollectors(options, { publish, isoNow, onPast });
  const timers = startTimers({ config, hub, sessions, state, bus, clock, log });
  return {
    services: servicesOf({ config, hub, sessions, state, clock, log }),
    async [Symbol.asyncDispose]() {
      sessions.drain();
      timers[Symbol.dispose]();
      await collectors[Symbol.asyncDispose]();
      await recorded;
      bus.saveSnapshot(hub.snapshot);
      await bus.close();
      await state.close();
    },
  };
}

function openHub(
  { config, clock, log }: RunningOptions,
  { last, isoTime }: { last: Snapshot | null; isoTime: (now: number) => string },
): Hub {
  const now = clock.now();
  const empty = emptySnapshot(config.demo ? "demo" : "live", crypto.randomUUID(), isoTime(now));
  return new Hub({
    initial: afterRestart(initialReasons(empty, config), last),
    clock,
    isoTime,
    intervals: intervalsOf(config),
    businessDay: (moment) => momentsAt(moment, config.business).days.at(-1)!.date,
    onListenerError: (error) => log.error("A client could not be told of a change", { error: String(error) }),
  });
}

function intervalsOf({ interval }: Config): SourceIntervals {
  const { metrics, checks } = interval;
  return {
    database: metrics,
    sales: metrics,
    orders: metrics,
    inventory: metrics,
    system: metrics,
    jobs: metrics,
    checks,
  };
}

function openSessions({ server }: Config, { hub, clock }: { hub: Hub; clock: Clock }): Sessions {
  const { max_clients: maxClients, max_clients_per_address: maxClientsPerAddress } = server;
  return new Sessions({ hub, clock, maxClients, maxClientsPerAddress });
}

function openCollectors(
  { config, workers, log, onBeyondRepair }: RunningOptions,
  wire: Pick<CollectorsOptions, "isoNow" | "onPast"> & { publish: CollectorsOptions["onUpdates"] },
): Collectors {
  let hung = 0;
  return new Collectors({
    config,
    entries: workers,
    log,
    onUpdates: wire.publish,
    onPast: wire.onPast,
    isoNow: wire.isoNow,
    onUnresponsive: (name) => {
      if (++hung >= HUNG_WORKERS) {
        onBeyondRepair(`${hung} workers hang and cannot be stopped, the last is ${name}`);
      }
    },
  });
}

interface Parts extends ServicesOptions {
  readonly bus: Bus;
}

function startTimers({ config, hub, sessions, state, bus, clock, log }: Parts): Disposable {
  const timers = new DisposableStack();
  timers.use(every(config.interval.metrics, () => {
    hub.tick();
    sessions.tick();
    bus.saveSnapshot(hub.snapshot);
  }));
  timers.use(every(HOUR, () => {
    state.prune(clock.now()).catch((error: unknown) =>
      log.error("Old history could not be removed", { error: String(error) })
    );
  }));
  return timers;
}

/** Writes the statuses of the markets that were just checked where the old system's readers look for them. */
function saveStatuses(bus: Bus, updates: readonly Update[], snapshot: Snapshot): void {
  for (const update of updates) {
    if (update.kind !== "delivered" || update.source !== "checks") continue;
    for (const market of Object.keys(update.data)) bus.saveStatus(market, snapshot.api_status[market]!);
  }
}
