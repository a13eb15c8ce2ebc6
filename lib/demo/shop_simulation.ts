/**
 * The demo shop's life, in memory alone: a chain of happenings in the order of their times, each drawing its chances when
 * it happens. So what the shop is like at a time depends on the seed and the start, never on how often it was looked at,
 * and its past is made by the same rules as its present.
 */
import { type Random, seededRandom } from "./random.ts";
import { Agenda } from "./shop_agenda.ts";
import { createCatalogue } from "./shop_catalogue.ts";
import { startCalls } from "./shop_calls.ts";
import { startJobs } from "./shop_jobs.ts";
import { Orders } from "./shop_orders.ts";
import type { LogRow, ShopChanges } from "./shop_rows.ts";
import { Stock } from "./shop_stock.ts";
import { DAY, koreanMidnight } from "./shop_time.ts";

/** Enough for eight business days, today's among them, wherever a day begins. */
export const ORDERS_KEPT = 8 * DAY;
export const LOGS_KEPT = DAY;

/** What the parts of the shop share. */
export interface Shop {
  readonly random: Random;
  readonly agenda: Agenda;
  /** Where a part notes the rows that it made or changed. */
  readonly changes: ShopChanges;
  log(at: number, entry: Omit<LogRow, "id" | "timestamp">): void;
}

export interface ShopSimulationOptions {
  readonly seed: number;
  /** The time, ms since 1970, before which {@linkcode ORDERS_KEPT} of history are wanted. */
  readonly now: number;
}

export class ShopSimulation {
  readonly #agenda = new Agenda();
  readonly #changes: ShopChanges = {
    orders: new Set(),
    products: new Set(),
    logs: new Set(),
    jobs: new Set(),
  };
  #logsFrom = 0;
  #lastLog = 0;

  constructor({ seed, now }: ShopSimulationOptions) {
    const start = koreanMidnight(now) - ORDERS_KEPT;
    const shop: Shop = {
      random: seededRandom(seed),
      agenda: this.#agenda,
      changes: this.#changes,
      log: (at, entry) => this.#log({ id: ++this.#lastLog, timestamp: at, ...entry }),
    };
    const stock = new Stock(shop, createCatalogue(shop.random, start));
    new Orders(shop, stock).comeAfter(start);
    startCalls(shop, koreanMidnight(now) - LOGS_KEPT);
    startJobs(shop, start);
  }

  /** Rows of logs that would be thrown away at once are not made: a history of them would outweigh all the rest. */
  #log(row: LogRow): void {
    if (row.timestamp >= this.#logsFrom) this.#changes.logs.add(row);
  }

  /**
   * Lives on until `to` (ms since 1970) and gives the rows that became new or different since the last call. They are
   * the shop's own: what is to be kept of them must be copied before the next call. A `to` in the past changes nothing.
   */
  advance(to: number): ShopChanges {
    for (const rows of Object.values(this.#changes)) rows.clear();
    this.#logsFrom = to - LOGS_KEPT;
    this.#agenda.runUntil(to);
    return this.#changes;
  }
}
