/**
 * The market checks as a process of their own, so that its memory and whom it trusts are its own. The only argument is
 * a {@linkcode Watch} as JSON; each result is written as a line of JSON, and at the end the memory.
 */
import { collectChecks } from "../../../lib/checks/collect_checks.ts";
import type { SimulatedCode as MarketCode } from "../../../lib/demo/market_simulated.ts";
import type { CheckResult } from "../../../lib/collectors/update.ts";
import { waitFor } from "../../../lib/shared/wait_for.ts";
import type { MarketSimulator } from "../../../lib/demo/market_simulator.ts";
import { settings } from "./settings.ts";

export interface Watch {
  readonly cases: readonly WatchedCase[];
  /** Where the markets that are well answer. */
  readonly well: Readonly<Record<MarketCode, string>>;
  readonly keys: MarketSimulator["credentials"];
  /** Milliseconds. */
  readonly timeout: number;
}

/** One market is at a hostile address until it has shown a class, the others are well meanwhile. */
export interface WatchedCase {
  readonly name: string;
  readonly market: MarketCode;
  readonly url: string;
  readonly class: CheckResult["class"];
}

/** What is written of a check. `took`: milliseconds until the result was posted. */
export interface Watched extends Pick<CheckResult, "class" | "error"> {
  readonly case: string;
  readonly market: string;
  readonly took: number;
}

/** Resident memory in MB: before the first case, and the most that it ever was afterwards. */
export interface Memory {
  readonly before: number;
  readonly most: number;
}

/** Each case is checked so often, so that what is not given back would add up. */
const CHECKS = 2;
/** A class that has to be confirmed shows after a few checks. */
const MOST_CHECKS = 8;
/** The pace of staggers and intervals, a tenth of what they are. */
const HURRY = 10;

const encoder = new TextEncoder();

function write(line: unknown): void {
  Deno.stdout.writeSync(encoder.encode(`${JSON.stringify(line)}\n`));
}

async function watch(watched: WatchedCase, { well, keys, timeout }: Watch): Promise<void> {
  const stop = new AbortController();
  let checks = 0;
  const at = (code: MarketCode) =>
    settings({ ...keys[code], base_url: code === watched.market ? watched.url : well[code], timeout });
  await collectChecks(
    {
      markets: { coupang: at("coupang"), naver: at("naver"), "11st": at("11st") },
      interval: 3_000,
      checks: [],
      database: { url: "" },
      self_check: { targets: [] },
    },
    (updates) => {
      for (const update of updates) {
        if (update.kind !== "delivered" || update.source !== "checks") continue;
        for (const [market, result] of Object.entries(update.data)) {
          const { class: seen, error, last_check } = result;
          const took = Date.parse(update.at) - Date.parse(last_check);
          write({ case: watched.name, market, class: seen, error, took });
          if (market !== watched.market) continue;
          checks += 1;
          if ((checks >= CHECKS && seen === watched.class) || checks === MOST_CHECKS) stop.abort();
        }
      }
    },
    stop.signal,
    { wait: (ms, signal) => waitFor(ms / HURRY, signal) },
  );
}

async function main(): Promise<void> {
  const all: Watch = JSON.parse(Deno.args[0]!);
  const megabytes = () => Math.round(Deno.memoryUsage().rss / 1e6);
  let before = 0;
  let most = 0;
  const sampling = setInterval(() => most = Math.max(most, megabytes()), 10);
  for (const [index, watched] of all.cases.entries()) {
    // The first case has loaded and compiled everything.
    if (index === 1) before = most = megabytes();
    await watch(watched, all);
  }
  clearInterval(sampling);
  write({ before, most });
}

await main();
