/** When rows are kept and when they are not, on a real PostgreSQL. */
import assert from "node:assert/strict";
import pg from "pg";
import type { TableReading, Update } from "@/lib/collectors/update.ts";
import { IncrementalReader } from "@/lib/metrics/incremental_reader.ts";
import type { MetricsOptions } from "@/lib/metrics/options.ts";
import { postgresTest, type TestPostgres } from "../support/postgres.ts";
import { OLD_TABLES } from "../support/old_shop.ts";
import { figuresOf, optionsFor } from "./collect_once.ts";

const ORDER =
  "INSERT INTO market_orders (id, market_code, order_date, buyer_email, order_status, total_price, updated_at)";
const NOW = "now() AT TIME ZONE 'Asia/Seoul'";
const MINUTE = 60_000;

/** A small shop that is read tick by tick, at a clock that only the test moves. */
class ReadShop implements AsyncDisposable {
  readonly #server: TestPostgres;
  readonly #url: string;
  readonly #client: pg.Client;
  readonly #reader: IncrementalReader;
  now = Date.now();

  private constructor(
    server: TestPostgres,
    url: string,
    { client, options }: { client: pg.Client; options: MetricsOptions },
  ) {
    this.#server = server;
    this.#url = url;
    this.#client = client;
    this.#reader = new IncrementalReader(options);
  }

  static async open(
    server: TestPostgres,
    change: (options: MetricsOptions) => void = () => {},
  ): Promise<ReadShop> {
    const url = await server.createDatabase();
    const options = optionsFor(url);
    change(options);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const shop = new ReadShop(server, url, { client, options });
    await shop.sql(OLD_TABLES);
    await shop.sql(
      `CREATE INDEX ON market_orders (updated_at); CREATE INDEX ON unified_products (updated_at)`,
    );
    await shop.sql(
      `${ORDER} SELECT i, 'coupang', ${NOW}, 'a', 'pending', 100, ${NOW} - (i < 300)::int * interval '1 hour' FROM generate_series(1, 300) AS i`,
    );
    return shop;
  }

  async sql(statements: string): Promise<void> {
    await this.#server.query(statements, this.#url);
  }

  async tick(): Promise<readonly Update[]> {
    return await this.#reader.read(this.#client as unknown as pg.PoolClient, this.now);
  }

  /** Ticks until everything was recounted. */
  async recount(): Promise<readonly Update[]> {
    this.#reader.recountSoon();
    for (;;) {
      this.now += MINUTE;
      const updates = await this.tick();
      if (this.#reader.settled) return updates;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.end();
  }
}

function newsOf(updates: readonly Update[], relation: TableReading["relation"]): string | undefined {
  const news = updates.flatMap((update) => update.kind === "delivered" ? update.tables ?? [] : []);
  const found = news.find((one) => one.relation === relation);
  return found && `${found.reads}: ${found.reason?.en ?? found.corrected}`;
}

const revenueOf = (updates: readonly Update[]) => figuresOf(updates).sales!.today.today_revenue;

postgresTest("the reader keeps rows", { major: 15 }, async (server, test) => {
  await test.step("from the second tick on, and reads changes", async () => {
    await using shop = await ReadShop.open(server);
    assert.equal(newsOf(await shop.tick(), "orders"), undefined);
    assert.equal(newsOf(await shop.tick(), "orders"), "changes: 0");
    await shop.sql(`UPDATE market_orders SET total_price = 101, updated_at = ${NOW} WHERE id = 1`);
    assert.equal(revenueOf(await shop.tick()), 30_001);
  });

  await test.step("and finds rows that were deleted by recounting, and says so", async () => {
    await using shop = await ReadShop.open(server);
    await shop.tick();
    await shop.tick();
    await shop.sql("DELETE FROM market_orders WHERE id <= 10");
    assert.equal(revenueOf(await shop.tick()), 30_000);
    shop.now += 6 * MINUTE;
    const updates = await shop.tick();
    assert.equal(newsOf(updates, "orders"), "changes: 10");
    assert.equal(revenueOf(updates), 29_000);
  });

  await test.step("and recounts after a connection was lost", async () => {
    await using shop = await ReadShop.open(server);
    await shop.tick();
    await shop.tick();
    await shop.sql("DELETE FROM market_orders WHERE id <= 10");
    assert.equal(revenueOf(await shop.recount()), 29_000);
  });

  await test.step("and reads a catalogue once that was written at once", async () => {
    await using shop = await ReadShop.open(server);
    await shop.sql(`INSERT INTO unified_products (id, name, status, stock_quantity, sale_price, updated_at)
      SELECT i, 'p', 'active', 1, 10, ${NOW} FROM generate_series(1, 30000) AS i`);
    const news: (string | undefined)[] = [];
    for (let tick = 0; tick < 4; tick++) news.push(newsOf(await shop.tick(), "products"));
    assert.ok(news.includes("changes: 0"), news.join());
    await shop.sql(`UPDATE unified_products SET stock_quantity = 0, updated_at = ${NOW} WHERE id = 7`);
    assert.equal(figuresOf(await shop.tick()).inventory!.out_of_stock, 1);
  });

  await test.step("as soon as there is an index", async () => {
    await using shop = await ReadShop.open(server);
    await shop.sql("DROP INDEX market_orders_updated_at_idx");
    await shop.tick();
    assert.match(
      newsOf(await shop.tick(), "orders")!,
      /^everything: There is no index on schema.orders.updated_at/,
    );
    await shop.sql("CREATE INDEX ON market_orders (updated_at)");
    assert.equal(newsOf(await shop.tick(), "orders"), undefined);
    shop.now += 11 * MINUTE;
    assert.equal(newsOf(await shop.tick(), "orders"), "changes: 0");
  });
});

postgresTest(
  "the reader reads new orders at once, and changed ones by recounting",
  { major: 15 },
  async (server) => {
    // Counting takes more than a tenth of such an interval.
    await using shop = await ReadShop.open(server, (options) => {
      options.interval = 1;
      options.schema.orders!.updated_at = null;
    });
    const revenue = (updates: readonly Update[]) =>
      figuresOf(updates).sales!.weekly_trend.reduce((sum, { revenue }) => sum + revenue!, 0);
    await shop.sql(
      "CREATE INDEX ON market_orders (order_date); UPDATE market_orders SET order_date = order_date - interval '1 day' WHERE id < 300",
    );
    for (let tick = 0; tick < 12; tick++) await shop.tick();
    shop.now += 11 * MINUTE;
    let updates = await shop.tick();
    while (!newsOf(updates, "orders")) updates = await shop.tick();
    assert.match(newsOf(updates, "orders")!, /^new: schema\.orders\.updated_at names no column/);
    await shop.sql(`${ORDER} SELECT 301, 'naver', ${NOW}, 'b', 'pending', 1000, NULL`);
    updates = await shop.tick();
    assert.equal(revenue(updates), 31_000);
    const sales = updates.find(({ source }) => source === "sales")!;
    assert.match(
      sales.kind === "delivered" && sales.note ? sales.note.reason.en : "",
      /changed or deleted ones a little later/,
    );
    await shop.sql(
      "UPDATE market_orders SET total_price = 250 WHERE id = 1; DELETE FROM market_orders WHERE id = 2",
    );
    assert.equal(revenue(await shop.tick()), 31_000);
    assert.equal(revenue(await shop.recount()), 31_000 + 150 - 100);
  },
);

postgresTest(
  "the reader keeps no rows any more, and its figures stay right",
  { major: 15 },
  async (server, test) => {
    await test.step("when rows changed while their updated_at did not", async () => {
      await using shop = await ReadShop.open(server);
      await shop.tick();
      await shop.tick();
      await shop.sql("UPDATE market_orders SET total_price = 200 WHERE id <= 10");
      const updates = await shop.recount();
      assert.match(newsOf(updates, "orders")!, /^everything: 10 rows changed while their updated_at did not/);
      assert.equal(revenueOf(updates), 31_000);
      const sales = updates.find(({ source }) => source === "sales")!;
      assert.ok(sales.kind === "delivered" && sales.note);
      await shop.sql("UPDATE market_orders SET total_price = 300 WHERE id <= 10");
      shop.now += 60 * MINUTE;
      assert.equal(revenueOf(await shop.tick()), 32_000);
    });

    await test.step("when changes are committed too late time and again", async () => {
      await using shop = await ReadShop.open(server);
      await shop.tick();
      await shop.tick();
      let last: readonly Update[] = [];
      for (let round = 1; round <= 4; round++) {
        await shop.sql(
          `UPDATE market_orders SET total_price = ${
            100 + round
          }, updated_at = ${NOW} - interval '1 minute' - ${round} * interval '1 second' WHERE id = 1`,
        );
        last = await shop.recount();
        assert.equal(revenueOf(last), 30_000 + round);
        if (round < 4) assert.equal(newsOf(last, "orders")?.split(":")[0] ?? "changes", "changes");
      }
      assert.match(newsOf(last, "orders")!, /^everything: Changes keep being committed more than 10 s after/);
    });

    const refused: [name: string, statement: string, reason: RegExp][] = [
      [
        "when two rows have the same id",
        `${ORDER} SELECT 1, 'naver', ${NOW}, 'b', 'pending', 5, ${NOW}`,
        /^everything: Several rows have the same id/,
      ],
      [
        "when a row has no id",
        `${ORDER} SELECT NULL, 'naver', ${NOW}, 'b', 'pending', 5, ${NOW}`,
        /^everything: There are rows without an id/,
      ],
      [
        "when a row has no updated_at",
        `${ORDER} SELECT 999, 'naver', ${NOW}, 'b', 'pending', 5, NULL`,
        /^everything: There are rows without an updated_at/,
      ],
      [
        "when an amount cannot be kept exactly",
        `${ORDER} SELECT 999, 'naver', ${NOW}, 'b', 'pending', 0.123456789, ${NOW}`,
        /^everything: The amount 0\.123456789 has too many digits/,
      ],
    ];
    for (const [name, statement, reason] of refused) {
      await test.step(name, async () => {
        await using shop = await ReadShop.open(server);
        await shop.sql(
          `ALTER TABLE market_orders DROP CONSTRAINT IF EXISTS market_orders_pkey; ALTER TABLE market_orders ALTER id DROP NOT NULL, ALTER total_price TYPE numeric`,
        );
        await shop.sql(statement);
        await shop.tick();
        const updates = await shop.tick();
        assert.match(newsOf(updates, "orders")!, reason);
        assert.ok(revenueOf(updates)! > 30_000);
      });
    }

    await test.step("when too much is dated in the future", async () => {
      await using shop = await ReadShop.open(server);
      await shop.sql(
        `${ORDER} SELECT i, 'naver', ${NOW}, 'b', 'pending', 1, ${NOW} + interval '1 year' FROM generate_series(1001, 21100) AS i`,
      );
      for (let tick = 0; tick < 3; tick++) await shop.tick();
      await shop.sql(`${ORDER} SELECT 999999, 'naver', ${NOW}, 'b', 'pending', 1, ${NOW}`);
      assert.equal(revenueOf(await shop.tick()), 50_101);
    });

    await test.step("when the configuration says so", async () => {
      await using shop = await ReadShop.open(server, ({ schema }) => schema.orders!.updated_at = null);
      await shop.tick();
      assert.match(newsOf(await shop.tick(), "orders")!, /schema\.orders\.updated_at names no column/);
    });
  },
);
