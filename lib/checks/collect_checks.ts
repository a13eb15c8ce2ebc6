import { askedLedger, type LedgerQuestion } from "../budget/asked_ledger.ts";
import type { CallLedger } from "../budget/call_ledger.ts";
import { OwnLedger } from "../budget/own_ledger.ts";
import type { Ask, OnOrder } from "../collectors/serve_worker.ts";
import type { CheckResult, Update } from "../collectors/update.ts";
import { type Clock, systemClock } from "../shared/clock.ts";
import { Belief, type Found } from "../markets/belief.ts";
import type { CheckOptions } from "../shared/check_options.ts";
import { CheckDatabase } from "./check_database.ts";
import { CheckLoop } from "./check_loop.ts";
import { LastKnown } from "./last_known.ts";
import { OwnCheck } from "./own_check.ts";
import { ClockSkew } from "../markets/clock_skew.ts";
import { hostnames } from "../markets/hostnames.ts";
import { MarketCheck } from "../markets/market_check.ts";
import type { MarketOptions } from "../markets/market.ts";
import { type MarketCode, markets } from "../markets/markets.ts";
import { type Network, openNetwork } from "../markets/network.ts";
import type { ChecksOptions, ChecksOrder } from "./checks_options.ts";
import { SelfCheck } from "../markets/self_check.ts";
import { waitFor } from "../shared/wait_for.ts";
import { MemoryCallStore } from "../state/call_store_memory.ts";

/** Markets start this many milliseconds after each other, so that their checks do not disturb each other's times. */
const STAGGER = 1_000;
/** A state that is not yet believed is looked at again after so many milliseconds. */
const CONFIRM_AFTER = 10_000;
/** Nothing is hurried when more than this share of the budget is used. */
const LAST_CALLS = 0.9;
/** A result stands for the present until so many intervals passed without another. */
const FRESH_INTERVALS = 3;

type CheckedNow = Extract<Update, { source: "checks"; kind: "delivered" }>["data"];

export interface CheckDeps {
  readonly clock?: Clock;
  /** Resolves after `ms`, or as soon as `signal` aborts. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly network?: Network;
  /** Milliseconds that never run backwards. */
  readonly stopwatch?: () => number;
  /** Asks the one who keeps the ledger. */
  readonly ask?: Ask<LedgerQuestion>;
  /** An order for what is not checked here is ignored. */
  readonly onOrder?: OnOrder<ChecksOrder>;
}

/**
 * Checks each enabled market and each own check at once, then every interval and when it is ordered, and posts each
 * result as it comes. Checks of one thing never overlap; one that takes longer than the interval skips the turns that it missed.
 *
 * @throws {TypeError} when a base URL is none
 */
export async function collectChecks(
  options: ChecksOptions,
  post: (updates: readonly Update[]) => void,
  signal: AbortSignal,
  deps: CheckDeps = {},
): Promise<void> {
  const { clock = systemClock, wait = waitFor } = deps;
  const broken = new AbortController();
  const stop = AbortSignal.any([signal, broken.signal]);
  await using closing = new AsyncDisposableStack();

  function watch({ name, interval, find }: Watched): CheckLoop {
    const belief = new Belief(options.past?.[name]?.state);
    const known = new LastKnown(interval);
    return loop(async (ordered) => {
      const instead = ordered ? undefined : known.instead(clock.now());
      const { found, at } = instead ?? known.take(await find(stop), clock.now());
      const until = Math.max(at, found.restsUntil ?? 0) + FRESH_INTERVALS * interval;
      const check = belief.take(found);
      return { [name]: { ...check, fresh_for: freshFor(until - Date.parse(check.last_check)) } };
    }, interval);
  }

  function loop(tick: (ordered: boolean) => Promise<CheckedNow>, interval: number): CheckLoop {
    const check = async (ordered: boolean) => {
      const results = await tick(ordered);
      stop.throwIfAborted();
      post([delivered(clock, results)]);
      return Object.values(results).some(isWorthAnotherCall) ? CONFIRM_AFTER : undefined;
    };
    return new CheckLoop(check, { interval, clock, wait });
  }

  const watched = watchedOf(options, { ...deps, clock, closing });
  const loops = new Map(watched.map((one) => [one.name, watch(one)]));
  deps.onOrder?.(({ check }) => loops.get(check)?.hurry());
  const all = loops.size > 0 ? [...loops.values()] : [loop(() => Promise.resolve({}), options.interval)];
  const running = all.map((loop, index) => loop.run(index * STAGGER, stop));
  try {
    await Promise.all(running);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    broken.abort();
    await Promise.allSettled(running);
  }
}

/** One thing that is checked again and again. */
interface Watched {
  readonly name: string;
  /** Milliseconds. */
  readonly interval: number;
  find(signal: AbortSignal): Promise<Found>;
}

/** @throws {TypeError} when a base URL is none */
function watchedOf(
  options: ChecksOptions,
  deps: CheckDeps & { readonly clock: Clock; readonly closing: AsyncDisposableStack },
): Watched[] {
  const { proxy } = options;
  const { clock, closing, network = openNetwork({ proxy }), stopwatch = () => performance.now() } = deps;
  const { self_check: { targets }, interval, past } = options;
  const selfCheck = new SelfCheck({ targets, names: hostnames(options.markets), network, clock });
  const shared = { clock, network, selfCheck, ledger: openLedger(deps, clock), skew: new ClockSkew() };
  const watchMarket = ([code, market]: [MarketCode, MarketOptions]): Watched => {
    const times = past?.[code]?.times;
    const check = new MarketCheck(markets[code], { ...shared, code, options: market, past: times });
    return { name: code, interval, find: (signal) => check.find(signal) };
  };
  const watchOwn = (own: CheckOptions): Watched => {
    const { read } = closing.use(new CheckDatabase(options.database.url));
    const check = new OwnCheck({ ...shared, proxy, options: own, database: read, stopwatch });
    return { name: own.name, interval: own.interval ?? interval, find: (signal) => check.find(signal) };
  };
  return [...enabled(options).map(watchMarket), ...options.checks.map(watchOwn)];
}

/** With nobody to ask, calls are counted for as long as this runs. */
function openLedger({ ask }: CheckDeps, clock: Clock): CallLedger {
  return ask ? askedLedger(ask) : new OwnLedger({ store: new MemoryCallStore(), clock });
}

function enabled({ markets }: ChecksOptions): [MarketCode, MarketOptions][] {
  const all = Object.entries(markets) as [MarketCode, MarketOptions][];
  return all.filter(([, market]) => market.enabled);
}

/** What is not yet believed is looked at sooner, but not with the last calls of the hour. */
function isWorthAnotherCall({ confirming, budget }: CheckResult): boolean {
  return !!confirming && (!budget || budget.used < LAST_CALLS * budget.limit);
}

function delivered(clock: Clock, data: CheckedNow): Update {
  return { kind: "delivered", source: "checks", at: new Date(clock.now()).toISOString(), data };
}

const FRESH_STEP = 10_000;

/** Rounded up, so that it does not change with every check's response time. */
function freshFor(ms: number): number {
  return Math.ceil(ms / FRESH_STEP) * FRESH_STEP;
}
