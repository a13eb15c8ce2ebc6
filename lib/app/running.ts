/** The program at work: state, bus, hub, sessions and collectors, put together from a configuration. */
import { Auth } from "../auth/auth.ts";
import type { Bus } from "../bus/bus.ts";
import type { Update } from "../collectors/update.ts";
import type { Config } from "../config/config.ts";
import type { ConfigNews } from "../shared/config_news.ts";
import type { Clock } from "../shared/clock.ts";
import { isLoopback } from "../shared/loopback.ts";
import { CheckPast, recallChecks } from "./check_past.ts";
import { Collectors, type WorkerEntries } from "./collectors.ts";
import { CustomNews } from "./custom_news.ts";
import { DatabaseNews } from "./database_news.ts";
import { hubSettings } from "./hub_settings.ts";
import type { Log } from "./log.ts";
import { openBus } from "./open_bus.ts";
import { type OpenedLedger, openLedger } from "./open_ledger.ts";
import { openState } from "./open_state.ts";
import { PageLayout } from "./page_layout.ts";
import { Pipeline } from "./pipeline.ts";
import { Recorder } from "./recorder.ts";
import { reloaded } from "./reloaded.ts";
import { SALE_INTERVAL, SaleMode } from "./sale_mode.ts";
import { shopIdentity, withoutForeign } from "./shop_identity.ts";
import { servicesOf } from "./services_of.ts";
import type { Services } from "./services.ts";
import { openShown, type Shown } from "./shown.ts";
import { every, onLag } from "./timers.ts";

export interface RunningOptions {
  readonly config: Config;
  readonly workers: WorkerEntries;
  readonly clock: Clock;
  readonly log: Log;
  /** Of the first user, where there is none yet. */
  readonly adminPassword?: string;
  /** The same value without secrets. */
  readonly hideIn: <T>(value: T) => T;
  /** Something failed in a way that only a new process gets over. */
  readonly onBeyondRepair: (reason: string) => void;
}

/** The configuration that holds now; a reload puts another one in its place. */
interface InForce {
  config: Config;
}

/** What came with {@linkcode Running.open}. */
interface Opened {
  readonly bus: Bus;
  readonly ledger: OpenedLedger;
  readonly pipeline: Pipeline;
  readonly recorder: Recorder;
  /** Whether the last process's snapshot was asked for; what is known before must not be written over it. */
  restored: boolean;
  collectors: Collectors;
  timers: Disposable;
}

/** How often time is looked at: stale sources, the day's turn and quiet clients do not wait for a collector. */
const SECOND = 1_000;
const SAVE_EVERY = 5_000;
const HOUR = 3_600_000;
/** Another instance on the same state may have arranged the cards. */
const LOOK_AT_LAYOUT_EVERY = 10_000;
/** After so many workers that hang and cannot be stopped the process is of no more use. */
const HUNG_WORKERS = 2;

/**
 * Nothing is opened and nobody is told anything before `open()`: until then, and while that goes on, viewers see what is
 * not known yet as unknown.
 */
export class Running implements AsyncDisposable {
  readonly services: Services;
  readonly #options: RunningOptions;
  readonly #inForce: InForce;
  readonly #shown: Shown;
  readonly #databaseNews: DatabaseNews;
  readonly #customNews: CustomNews;
  readonly #sale: SaleMode;
  readonly #layout: PageLayout;
  readonly #auth: Auth;
  readonly #checkPast = new CheckPast();
  #opening: Promise<Opened> | undefined;
  /** The latest of them; those of a reload take the place of others. */
  #collectors: Collectors | undefined;
  #hung = 0;
  #ended = false;

  constructor(options: RunningOptions) {
    this.#options = options;
    this.#databaseNews = new DatabaseNews(options.log);
    this.#customNews = new CustomNews(options.log);
    this.#inForce = { config: options.config };
    this.#shown = openShown(options);
    const { state, audit } = this.#shown;
    this.#auth = new Auth({
      ...options,
      state,
      audit: audit.record,
      config: () => this.#inForce.config.auth,
      loopback: isLoopback(options.config.server.host),
    });
    this.#sale = new SaleMode({ ...options, state, onChange: (until) => this.#tellSale(until) });
    this.#layout = new PageLayout({
      ...options,
      state,
      config: () => this.#inForce.config,
      onChange: (layout) => this.#shown.hub.setLayout(layout),
    });
    this.#layout.tell();
    this.services = servicesOf({
      ...options,
      ...this.#shown,
      config: () => this.#inForce.config,
      sale: this.#sale,
      layout: this.#layout,
      auth: this.#auth,
      orderCheck: (market) => this.#collectors?.orderCheck(market) ?? false,
    });
  }

  /** Opens everything; what cannot be reached is reported as a source that is down, and tried again. */
  async open(): Promise<void> {
    this.#opening = this.#open();
    await this.#opening;
  }

  /**
   * Goes on by another configuration, as far as a running process can; viewers stay connected.
   *
   * @returns the sections whose changes wait for the next start
   */
  async reload(config: Config): Promise<string[]> {
    const opened = await this.#opening;
    if (this.#ended || !opened) return [];
    const before = this.#inForce.config;
    const { applied, waiting } = reloaded(before, config);
    const { hub, sessions } = this.#shown;
    await opened.collectors.change(applied);
    await opened.pipeline.drained();
    if (this.#ended) return waiting;
    this.#inForce.config = applied;
    hub.configure(hubSettings(applied), (snapshot) => withoutForeign(snapshot, { before, after: applied }));
    this.#layout.tell();
    sessions.limit(applied.server);
    opened.collectors.start();
    return waiting;
  }

  /** Tells viewers how the configuration file stands to what is in force; null: it is in force. */
  tellConfig(news: Omit<ConfigNews, "at"> | null): void {
    const { isoTime } = hubSettings(this.#inForce.config);
    const at = isoTime(this.#options.clock.now());
    this.#shown.hub.setConfig(news && { ...news, at });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { hub, sessions, state, audit } = this.#shown;
    this.#ended = true;
    sessions.drain();
    const opened = await this.#opening;
    if (!opened) return;
    opened.timers[Symbol.dispose]();
    await opened.collectors[Symbol.asyncDispose]();
    await opened.pipeline.drained();
    if (opened.restored) opened.bus.saveSnapshot(hub.snapshot);
    await opened.bus.close();
    opened.ledger[Symbol.dispose]();
    await audit.written();
    await state.close();
  }

  async #open(): Promise<Opened> {
    const { config, clock, log, workers } = this.#options;
    const { hub, state, telemetry } = this.#shown;
    const ledger = openLedger(() => this.#inForce.config, { state, clock });
    await openState(config, {
      state,
      log,
      onLost: ledger.lose,
      onUsersLost: () => this.#auth.door.loseUsers(),
      checker: workers.stateCheck,
    });
    // Until there is a pipeline the bus's own news wait here.
    const early: Update[] = [];
    let publish = (update: Update): void => void early.push(update);
    const isoTime = (at: number) => hubSettings(this.#inForce.config).isoTime(at);
    const isoNow = () => isoTime(clock.now());
    const bus = openBus(() => this.#inForce.config, {
      clock,
      log,
      isoNow,
      onUpdate: (update) => publish(update),
    });
    const recorder = new Recorder({ state, clock, isoTime, log });
    const pipeline = new Pipeline({ bus, hub, log, recorder, telemetry, hideIn: this.#options.hideIn });
    pipeline.publish(early);
    publish = (update) => pipeline.publish([update]);
    await this.#sale.restore();
    await this.#layout.restore();
    await recallChecks(this.#checkPast, { config, state, clock, log });
    const parts = { bus, ledger, pipeline, recorder, restored: false };
    const collectors = this.#collect(parts);
    const opened: Opened = Object.assign(parts, { collectors, timers: new DisposableStack() });
    opened.timers = this.#startTimers(opened);
    void this.#restore(opened);
    return opened;
  }

  /** Collectors do not wait for it: what they deliver in the meantime is newer, and stays. */
  async #restore(opened: Opened): Promise<void> {
    const shop = shopIdentity(this.#inForce.config);
    const last = await opened.bus.loadSnapshot();
    // Meanwhile the configuration may have become that of another shop.
    if (last && shop === shopIdentity(this.#inForce.config)) this.#shown.hub.restore(last);
    opened.restored = true;
  }

  #collect(
    { ledger: { ledger }, pipeline, recorder }: Pick<Opened, "ledger" | "pipeline" | "recorder">,
  ): Collectors {
    const { workers, log, clock, onBeyondRepair } = this.#options;
    const { telemetry } = this.#shown;
    return this.#collectors = new Collectors({
      config: this.#inForce.config,
      entries: workers,
      log,
      ledger,
      onUpdates: (updates) => {
        this.#databaseNews.observe(updates);
        this.#checkPast.observe(updates);
        pipeline.publish(updates);
      },
      onCustom: (readings) => {
        this.#customNews.observe(readings);
        pipeline.publishCustom(readings);
      },
      checksPast: () => this.#checkPast.get(),
      metricsInterval: () => this.#metricsInterval(),
      onPast: (past) => void recorder.recordPast(past),
      onRestart: (name) => telemetry.observeRestart(name),
      isoNow: () => hubSettings(this.#inForce.config).isoTime(clock.now()),
      onUnresponsive: (name) => {
        if (++this.#hung < HUNG_WORKERS) return;
        onBeyondRepair(`${this.#hung} workers hang and cannot be stopped, the last is ${name}`);
      },
    });
  }

  #metricsInterval(): number {
    const { metrics } = this.#inForce.config.interval;
    return this.#sale.until === null ? metrics : Math.min(metrics, SALE_INTERVAL);
  }

  #tellSale(until: number | null): void {
    const { isoTime } = hubSettings(this.#inForce.config);
    this.#shown.hub.setSale(until === null ? null : { until: isoTime(until) });
    this.#collectors?.keepPace();
  }

  #startTimers(opened: Opened): Disposable {
    const { log, clock } = this.#options;
    const { hub, sessions, state, telemetry, audit, tokens } = this.#shown;
    const timers = new DisposableStack();
    const prune = () => {
      state.prune(clock.now()).catch((error: unknown) =>
        log.error("Old history could not be removed", { error: String(error) })
      );
      this.#auth.sessions.prune().catch((error: unknown) =>
        log.error("Sessions that are over could not be removed", { error: String(error) })
      );
    };
    timers.use(every(SECOND, () => {
      this.#sale.tick();
      hub.tick();
      sessions.tick();
      audit.tick();
      tokens.tick();
      this.#auth.tick();
    }));
    timers.use(every(SAVE_EVERY, () => opened.restored && opened.bus.saveSnapshot(hub.snapshot)));
    timers.use(every(HOUR, prune));
    timers.use(every(LOOK_AT_LAYOUT_EVERY, () => void this.#layout.restore()));
    prune();
    timers.use(onLag((lag) => telemetry.observeLag(lag)));
    return timers;
  }
}
