import type { OnOrder } from "../collectors/serve_worker.ts";
import type { Update } from "../collectors/update.ts";
import { type Clock, systemClock } from "../shared/clock.ts";
import { MarketCheck } from "./market_check.ts";
import type { MarketOptions } from "./market.ts";
import { type MarketCode, markets } from "./markets.ts";
import { type Network, openNetwork } from "./network.ts";
import type { ChecksOptions } from "./options.ts";
import { waitFor } from "../shared/wait_for.ts";

/** Markets start this many milliseconds after each other, so that their checks do not disturb each other's times. */
const STAGGER = 1_000;

export interface CheckDeps {
  readonly clock?: Clock;
  /** Resolves after `ms`, or as soon as `signal` aborts. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly network?: Network;
  /** Nothing is ordered of it yet. */
  readonly onOrder?: OnOrder<never>;
}

/**
 * Checks each enabled market at once and then every interval, and posts each result as it comes. Checks of one market
 * never overlap; one that takes longer than the interval skips the turns that it missed.
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
  using opened = new DisposableStack();
  const network = deps.network ?? opened.use(openNetwork());
  const broken = new AbortController();
  const stop = AbortSignal.any([signal, broken.signal]);
  const { targets } = options.self_check;

  async function watch(tick: () => Promise<Update>, delay: number): Promise<void> {
    await wait(delay, stop);
    while (!stop.aborted) {
      const started = clock.now();
      const update = await tick();
      stop.throwIfAborted();
      post([update]);
      await wait(untilNext(options.interval, clock.now() - started), stop);
    }
  }

  function openTick(code: MarketCode, market: MarketOptions): () => Promise<Update> {
    const check = new MarketCheck(markets[code], { options: market, targets, clock, network });
    return async () => delivered(clock, { [code]: await check.run(stop) });
  }

  const ticks = enabled(options).map(([code, market]) => openTick(code, market));
  if (ticks.length === 0) ticks.push(() => Promise.resolve(delivered(clock, {})));
  const loops = ticks.map((tick, index) => watch(tick, index * STAGGER));
  try {
    await Promise.all(loops);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    broken.abort();
    await Promise.allSettled(loops);
  }
}

function enabled({ markets }: ChecksOptions): [MarketCode, MarketOptions][] {
  const all = Object.entries(markets) as [MarketCode, MarketOptions][];
  return all.filter(([, market]) => market.enabled);
}

function delivered(
  clock: Clock,
  data: Extract<Update, { source: "checks"; kind: "delivered" }>["data"],
): Update {
  return { kind: "delivered", source: "checks", at: new Date(clock.now()).toISOString(), data };
}

/** Keeps the beat: from the start of a check to the start of the next it is a whole number of intervals. */
function untilNext(interval: number, elapsed: number): number {
  return interval - Math.max(0, elapsed) % interval;
}
