/**
 * The figures that are had from changed rows, against plain SQL, on a shop that changes at random. A failure names its
 * seed and step: `MARKETPULSE_TEST_SEED=7 MARKETPULSE_TEST_STEPS=23` plays the same changes again, up to that step.
 */
import assert from "node:assert/strict";
import { PGlite } from "@electric-sql/pglite";
import { createPgConfig } from "@electric-sql/pglite/node-postgres";
import pg from "pg";
import type { TableReading, Update } from "@/lib/collectors/update.ts";
import { seededRandom } from "@/lib/demo/random.ts";
import { IncrementalReader } from "@/lib/metrics/incremental_reader.ts";
import type { MetricsOptions } from "@/lib/metrics/options.ts";
import { postgresTest, type TestPostgres } from "@/tests/support/postgres.ts";
import { ChangingShop, type ShopAccess } from "./changing_shop.ts";
import { figuresOf, optionsFor } from "./collect_once.ts";
import { plainFigures } from "./plain_sql.ts";
import type { TimeStyle } from "./random_shop.ts";

const SEED = Number(Deno.env.get("MARKETPULSE_TEST_SEED") ?? NaN);
const SEEDS = Number.isNaN(SEED) ? [1, 2, 3, 4] : [SEED];
const STEPS = Number(Deno.env.get("MARKETPULSE_TEST_STEPS") ?? 40);

const STYLES: TimeStyle[] = [
  { type: "timestamp", zone: "Asia/Seoul" },
  { type: "timestamptz", zone: "Asia/Seoul" },
  { type: "timestamp", zone: "UTC" },
  { type: "date", zone: "Asia/Seoul" },
];

interface Rules {
  readonly style: TimeStyle;
  readonly revenue: "gross" | "net";
  readonly day_start: string;
  /** A number is a key as it is, of anything else the hash is. */
  readonly id: "id" | "id::text";
}

/** What only the statements have by which the database counts everything. */
const COUNTS = { orders: "width_bucket", products: "AS levels", logs: "percentile_cont" };

/** Different styles and rules for different seeds. */
function rulesOf(seed: number): Rules {
  const style = STYLES[seed % STYLES.length]!;
  return {
    style,
    revenue: seed % 2 === 0 ? "gross" : "net",
    day_start: style.type === "date" || seed % 3 === 0 ? "00:00" : "05:00",
    id: seed % 4 < 2 ? "id" : "id::text",
  };
}

/** A reader with the shop it reads, and how to reach it. */
class Watched {
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

  constructor(shop: ChangingShop, rules: Rules, { access, connect }: Reached) {
    this.#options = optionsFor("");
    Object.assign(this.#options.business, { revenue: rules.revenue, day_start: rules.day_start });
    this.#options.schema.orders!.time_zone = this.#options.schema.logs!.time_zone = rules.style.zone;
    this.#options.schema.orders!.id = this.#options.schema.products!.id = rules.id;
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

interface Reached {
  readonly access: ShopAccess;
  readonly connect: () => Promise<pg.PoolClient>;
}

async function play(seed: number, reached: Reached, steps = STEPS): Promise<Watched> {
  const rules = rulesOf(seed);
  const random = seededRandom(seed);
  const shop = new ChangingShop(reached.access, { style: rules.style, now: Date.now(), random });
  await shop.fill(seed);
  const watched = new Watched(shop, rules, reached);
  const done: string[] = [];
  for (let step = 0; step < steps; step++) {
    const { name, seen } = await shop.step();
    done.push(name);
    const say = `seed ${seed}, step ${step + 1} of ${steps}: ${done.join(", ")}`;
    if (reached.access.begin && random() < 0.03) await watched.disconnect();
    const updates = await watched.tick();
    await watched.agrees(seen ? updates : await watched.recounted(), say);
    // Changes that are seen too late three times in a row would end the keeping, as a test of its own shows.
    if (!seen) await watched.recounted();
  }
  await shop.close();
  await watched.agrees(await watched.recounted(), `seed ${seed}, at the end`);
  watched.close();
  return watched;
}

async function reach(server: TestPostgres): Promise<Reached & AsyncDisposable> {
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

postgresTest("the figures of changed rows are those of plain SQL, whatever happens to the shop", {
  major: 15,
}, async (server, test) => {
  for (const seed of SEEDS) {
    await test.step(`seed ${seed}, ${JSON.stringify(rulesOf(seed))}`, async () => {
      await using reached = await reach(server);
      const { counted, ticks, tables } = await play(seed, reached);
      for (const table of Object.keys(COUNTS)) {
        assert.ok(counted[table]! < ticks / 2, JSON.stringify({ counted, ticks, tables }));
      }
    });
  }
});

Deno.test("the figures of changed rows are those of plain SQL on PGlite", async () => {
  const database = await PGlite.create();
  const pool = new pg.Pool({ ...createPgConfig(database), max: 1 });
  // One session is all there is, so it is lent in turns.
  const connect = () =>
    Promise.resolve({ query: pool.query.bind(pool), release() {} } as unknown as pg.PoolClient);
  const access: ShopAccess = { query: async (sql) => (await pool.query(sql)).rows };
  const { counted, ticks } = await play(SEEDS[0]!, { access, connect }, STEPS / 2);
  for (const table of Object.keys(COUNTS)) assert.ok(counted[table]! < ticks / 2);
  await pool.end();
  await database.close();
});
