/** A shop that changes at random, and a reader of it whose figures have to be those of plain SQL. */
import assert from "node:assert/strict";
import pg from "pg";
import type { TableReading, Update } from "@/lib/collectors/update.ts";
import { type Random, seededRandom } from "@/lib/demo/random.ts";
import { IncrementalReader } from "@/lib/metrics/incremental_reader.ts";
import { inlineRelation } from "@/lib/shared/inline_relation.ts";
import type { MetricsOptions } from "@/lib/metrics/options.ts";
import type { TestPostgres } from "@/tests/support/postgres.ts";
import type { OtherTables } from "./other_tables.ts";
import { ChangingShop, type ShopAccess } from "./changing_shop.ts";
import { figuresOf, optionsFor } from "./collect_once.ts";
import { plainFigures } from "./plain_sql.ts";
import type { TimeStyle } from "./random_shop.ts";

const SEED = Number(Deno.env.get("MARKETPULSE_TEST_SEED") ?? NaN);

/** The seeds to play: all of these, or the one that is asked for. */
export function seedsOf(seeds: readonly number[]): readonly number[] {
  return Number.isNaN(SEED) ? seeds : [SEED];
}

export const STEPS = Number(Deno.env.get("MARKETPULSE_TEST_STEPS") ?? 40);

const STYLES: TimeStyle[] = [
  { type: "timestamp", zone: "Asia/Seoul" },
  { type: "timestamptz", zone: "Asia/Seoul" },
  { type: "timestamp", zone: "UTC" },
  { type: "date", zone: "Asia/Seoul" },
];

export interface Rules {
  readonly style: TimeStyle;
  readonly revenue: "gross" | "net";
  readonly day_start: string;
  /** A number is a key as it is, of anything else the hash is. */
  readonly id: "id" | "id::text";
}

/** What only the statements have by which the database counts everything. */
export const COUNTS = { orders: "width_bucket", products: "AS levels", logs: "percentile_cont" };

/** Different styles and rules for different seeds. */
export function rulesOf(seed: number): Rules {
  const style = STYLES[seed % STYLES.length]!;
  return {
    style,
    revenue: seed % 2 === 0 ? "gross" : "net",
    day_start: style.type === "date" || seed % 3 === 0 ? "00:00" : "05:00",
    id: seed % 4 < 2 ? "id" : "id::text",
  };
}

/** A reader with the shop it reads, and how to reach it. */
export class Watched {
  readonly reader: IncrementalReader;
  readonly tables: TableReading[] = [];
  /** Ticks in which the database counted everything, by table. */
  readonly counted: Record<string, number> = {};
  ticks = 0;
  readonly #options: MetricsOptions;
  readonly #rules: Rules;
  readonly #shop: ChangingShop;
  readonly #access: ShopAccess;
  readonly #connect: () => Promise<pg.PoolClient>;
  #connection: pg.PoolClient | undefined;

  constructor(shop: ChangingShop, rules: Rules, { access, connect }: Reached, other?: OtherTables) {
    this.#options = optionsFor("");
    Object.assign(this.#options.business, { revenue: rules.revenue, day_start: rules.day_start });
    this.#options.schema.orders!.time_zone = this.#options.schema.logs!.time_zone = rules.style.zone;
    this.#options.schema.orders!.id = this.#options.schema.products!.id = rules.id;
    Object.assign(this.#options.schema.orders!, other?.orders(rules.style));
    for (const relation of other?.selects ?? []) {
      const mapping = this.#options.schema[relation]!;
      mapping.table = inlineRelation(`SELECT * FROM ${mapping.table}`, relation);
    }
    this.reader = new IncrementalReader(this.#options);
    this.#shop = shop;
    this.#rules = rules;
    this.#access = access;
    this.#connect = connect;
  }

  async tick(): Promise<readonly Update[]> {
    this.#connection ??= await this.#connect();
    const connection = this.#connection;
    const query = (query: string | pg.QueryConfig, values?: unknown[]) => {
      for (const [table, word] of Object.entries(COUNTS)) {
        if (JSON.stringify(query).includes(word)) this.counted[table] = (this.counted[table] ?? 0) + 1;
      }
      return connection.query(query as string, values);
    };
    this.ticks++;
    const updates = await this.reader.read({ query } as pg.PoolClient, this.#shop.now);
    assert.deepEqual(updates.filter(({ kind }) => kind === "failed"), []);
    this.tables.push(...updates.flatMap((update) => update.kind === "delivered" ? update.tables ?? [] : []));
    return updates;
  }

  /** Ends the connection's backend under the reader. */
  async disconnect(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    if (!connection) return;
    const { rows } = await connection.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    connection.on("error", () => {});
    await this.#access.query(`SELECT pg_terminate_backend(${rows[0]!.pid}, 5000)`);
    await assert.rejects(this.reader.read(connection, this.#shop.now));
    connection.release(true);
  }

  /** Ticks until everything was recounted. */
  async recounted(): Promise<readonly Update[]> {
    this.reader.recountSoon();
    for (let tick = 0; tick < 100; tick++) {
      this.#shop.now += 5000;
      const updates = await this.tick();
      if (this.reader.settled) return updates;
    }
    throw new Error("The recount does not come to an end");
  }

  async agrees(updates: readonly Update[], say: string): Promise<void> {
    const plain = await plainFigures({
      query: this.#access.query,
      style: this.#rules.style,
      now: this.#shop.now,
      timezone: "Asia/Seoul",
      dayStart: this.#rules.day_start,
      revenue: this.#rules.revenue,
    });
    assert.deepEqual(figuresOf(updates), plain, say);
  }

  close(): void {
    this.#connection?.release();
  }
}

export interface Reached {
  readonly access: ShopAccess;
  readonly connect: () => Promise<pg.PoolClient>;
}

export interface Played {
  readonly steps?: number;
  /** Tables of another make that follow the shop's, and are read instead. */
  readonly other?: OtherTables;
}

/** Changes a shop at random, and compares the figures with plain SQL after each step. */
export async function play(
  seed: number,
  reached: Reached,
  { steps = STEPS, other }: Played = {},
): Promise<Watched> {
  const rules = rulesOf(seed);
  const random = seededRandom(seed);
  const shop = new ChangingShop(reached.access, { style: rules.style, now: Date.now(), random });
  await shop.fill(seed);
  if (other) { for (const statement of other.statements(rules.style)) await reached.access.query(statement); }
  const watched = new Watched(shop, rules, reached, other);
  try {
    await playWith(watched, shop, { seed, steps, random, disconnects: reached.access.begin !== undefined });
  } finally {
    // A connection that is left open would keep its pool from ending, and the failure from being seen.
    await shop.close();
    watched.close();
  }
  return watched;
}

async function playWith(
  watched: Watched,
  shop: ChangingShop,
  { seed, steps, random, disconnects }: { seed: number; steps: number; random: Random; disconnects: boolean },
): Promise<void> {
  const done: string[] = [];
  for (let step = 0; step < steps; step++) {
    const { name, seen } = await shop.step();
    done.push(name);
    const say = `seed ${seed}, step ${step + 1} of ${steps}: ${done.join(", ")}`;
    if (disconnects && random() < 0.03) await watched.disconnect();
    const updates = await watched.tick();
    await watched.agrees(seen ? updates : await watched.recounted(), say);
    // Changes that are seen too late three times in a row would end the keeping, as a test of its own shows.
    if (!seen) await watched.recounted();
  }
  await shop.close();
  await watched.agrees(await watched.recounted(), `seed ${seed}, at the end`);
}

export async function reach(server: TestPostgres): Promise<Reached & AsyncDisposable> {
  const url = await server.createDatabase();
  const pool = new pg.Pool({ connectionString: url });
  pool.on("error", () => {});
  const begin = async () => {
    const client = await pool.connect();
    await client.query("BEGIN");
    return {
      query: (sql: string) => client.query(sql),
      commit: async () => {
        await client.query("COMMIT");
        client.release();
      },
    };
  };
  return {
    access: { query: async (sql) => (await pool.query(sql)).rows, begin },
    connect: () => pool.connect(),
    [Symbol.asyncDispose]: () => pool.end(),
  };
}
