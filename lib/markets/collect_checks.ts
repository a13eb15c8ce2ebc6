import { askedLedger, type LedgerQuestion } from "../budget/asked_ledger.ts";
import type { CallLedger } from "../budget/call_ledger.ts";
import { OwnLedger } from "../budget/own_ledger.ts";
import type { Ask, OnOrder } from "../collectors/serve_worker.ts";
import type { CheckResult, Update } from "../collectors/update.ts";
import { type Clock, systemClock } from "../shared/clock.ts";
import { Belief } from "./belief.ts";
import { CheckLoop } from "./check_loop.ts";
import { ClockSkew } from "./clock_skew.ts";
import { MarketCheck } from "./market_check.ts";
import type { MarketOptions } from "./market.ts";
import { type MarketCode, markets } from "./markets.ts";
import { type Network, openNetwork, peerOf } from "./network.ts";
import type { ChecksOptions, ChecksOrder } from "./options.ts";
import { SelfCheck } from "./self_check.ts";
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
  /** Asks the one who keeps the ledger. */
  readonly ask?: Ask<LedgerQuestion>;
  /** An order for what is not checked here is ignored. */
  readonly onOrder?: OnOrder<ChecksOrder>;
}

/**
 * Checks each enabled market at once, then every interval and when it is ordered, and posts each result as it comes.
 * Checks of one market never overlap; one that takes longer than the interval skips the turns that it missed.
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
  const network = deps.network ?? openNetwork();
  const broken = new AbortController();
  const stop = AbortSignal.any([signal, broken.signal]);
  const { targets } = options.self_check;
  const shared = {
    clock,
    network,
    ledger: openLedger(deps, clock),
    selfCheck: new SelfCheck({ targets, names: hostnames(options), network, clock }),
    skew: new ClockSkew(),
  };

  function watch(tick: () => Promise<CheckedNow>): CheckLoop {
    const check = async () => {
      const results = await tick();
      stop.throwIfAborted();
      post([delivered(clock, results)]);
      return Object.values(results).some(isWorthAnotherCall) ? CONFIRM_AFTER : undefined;
    };
    return new CheckLoop(check, { interval: options.interval, clock, wait });
  }

  function openTick(code: MarketCode, market: MarketOptions): () => Promise<CheckedNow> {
    const { state, times: past } = options.past?.[code] ?? {};
    const check = new MarketCheck(markets[code], { ...shared, code, options: market, past });
    const belief = new Belief(state);
    return async () => {
      const found = await check.find(stop);
      const until = Math.max(clock.now(), found.restsUntil ?? 0) + FRESH_INTERVALS * options.interval;
      return { [code]: { ...belief.take(found), fresh_until: new Date(until).toISOString() } };
    };
  }

  const loops = new Map(
    enabled(options).map(([code, market]) => [code as string, watch(openTick(code, market))]),
  );
  deps.onOrder?.(({ check }) => loops.get(check)?.hurry());
  const all = loops.size > 0 ? [...loops.values()] : [watch(() => Promise.resolve({}))];
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

/** With nobody to ask, calls are counted for as long as this runs. */
function openLedger({ ask }: CheckDeps, clock: Clock): CallLedger {
  return ask ? askedLedger(ask) : new OwnLedger({ store: new MemoryCallStore(), clock });
}

function enabled({ markets }: ChecksOptions): [MarketCode, MarketOptions][] {
  const all = Object.entries(markets) as [MarketCode, MarketOptions][];
  return all.filter(([, market]) => market.enabled);
}

/** Also of the markets that are switched off: they are names that should be found. */
function hostnames({ markets }: ChecksOptions): string[] {
  return Object.values(markets).map(({ base_url }) => peerOf(base_url).hostname);
}

/** What is not yet believed is looked at sooner, but not with the last calls of the hour. */
function isWorthAnotherCall({ confirming, budget }: CheckResult): boolean {
  return !!confirming && (!budget || budget.used < LAST_CALLS * budget.limit);
}

function delivered(clock: Clock, data: CheckedNow): Update {
  return { kind: "delivered", source: "checks", at: new Date(clock.now()).toISOString(), data };
}
