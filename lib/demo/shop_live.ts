import { createPgConfig } from "@electric-sql/pglite/node-postgres";
import type { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import type { Clock } from "../shared/clock.ts";
import { openShopDatabase } from "./shop_database.ts";
import { LOGS_KEPT, ORDERS_KEPT, ShopSimulation } from "./shop_simulation.ts";
import { HOUR } from "./shop_time.ts";
import { cleanUp, writeChanges } from "./shop_writer.ts";

const CLEANED_EVERY = HOUR;

export interface LiveShopOptions {
  /** The same seed on the same day makes the same shop. */
  readonly seed: number;
  readonly clock: Clock;
}

/** The demo shop in its database: opened with its history up to now, and brought up to date with each step. */
export class LiveShop implements AsyncDisposable {
  /** The one connection that the database has: who holds it keeps all others waiting. */
  readonly pool: pg.Pool;
  readonly #database: PGlite;
  readonly #simulation: ShopSimulation;
  readonly #clock: Clock;
  #cleanAt: number;

  private constructor(database: PGlite, { seed, clock }: LiveShopOptions) {
    this.#database = database;
    this.#clock = clock;
    const now = clock.now();
    this.#simulation = new ShopSimulation({ seed, now });
    this.#cleanAt = now + CLEANED_EVERY;
    // PGlite's types know no listeners for npm:pg's events, which its connection has.
    this.pool = new pg.Pool({ ...createPgConfig(database), max: 1 } as pg.PoolConfig);
  }

  static async open(options: LiveShopOptions): Promise<LiveShop> {
    const shop = new LiveShop(await openShopDatabase(), options);
    await shop.step();
    // The planner has to know how much history there is; what comes later does not change the picture.
    await shop.pool.query("ANALYZE market_orders, system_logs");
    return shop;
  }

  /** Lets happen what is due by now. It holds the connection for some milliseconds, while it cleans up some more. */
  async step(): Promise<void> {
    const now = this.#clock.now();
    const connection = await this.pool.connect();
    try {
      await writeChanges(connection, this.#simulation.advance(now));
      if (now < this.#cleanAt) return;
      this.#cleanAt = now + CLEANED_EVERY;
      await cleanUp(connection, { orders: now - ORDERS_KEPT, logs: now - LOGS_KEPT });
    } finally {
      connection.release();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.pool.end();
    await this.#database.close();
  }
}
