import assert from "node:assert/strict";
import { checkDatabase } from "@/lib/check/check_database.ts";
import type { Finding } from "@/lib/check/finding.ts";
import { parseConfig } from "@/lib/config/parse_config.ts";
import { systemClock } from "@/lib/shared/clock.ts";
import type { SchemaMapping } from "@/lib/shared/default_schema.ts";
import { postgresTest, type TestPostgres } from "../support/postgres.ts";
import { OLD_TABLES } from "../support/old_shop.ts";

type Changes = { [R in keyof SchemaMapping]?: Partial<SchemaMapping[R]> | null };

async function check(url: string, changes: Changes = {}): Promise<Finding[]> {
  const config = parseConfig({ env: { DATABASE_URL: url }, flags: {} });
  const schema = Object.fromEntries(
    Object.entries(config.schema).map(([name, mapping]) => {
      const change = changes[name as keyof SchemaMapping];
      return [name, change === null ? null : { ...mapping, ...change }];
    }),
  ) as unknown as SchemaMapping;
  return await Array.fromAsync(checkDatabase({ config: { ...config, schema }, clock: systemClock }));
}

/** What is not well, as `grade name`. */
function troubles(findings: readonly Finding[]): string[] {
  return findings.filter(({ grade }) => grade === "fault" || grade === "warning")
    .map(({ grade, name }) => `${grade} ${name}`);
}

function named(findings: readonly Finding[], name: string): Finding {
  return findings.find((found) => found.name === `database.${name}`) ??
    assert.fail(`Nothing was said of ${name}`);
}

async function shop(server: TestPostgres): Promise<{ url: string; readerUrl: string }> {
  const url = await server.createDatabase();
  await server.query(OLD_TABLES, url);
  const role = `reader_${new URL(url).pathname.slice(1)}`;
  await server.query(`CREATE ROLE ${role} LOGIN PASSWORD 'reader-word'`, url);
  return { url, readerUrl: url.replace(/\/\/.*@/, `//${role}:reader-word@`) };
}

for (const major of [15, 18] as const) {
  postgresTest(`checkDatabase() on PostgreSQL ${major}`, { major }, async (server, test) => {
    await test.step("what it says to run mends what it finds: rights to read, indexes", async () => {
      const { url, readerUrl } = await shop(server);
      const before = await check(readerUrl);
      const sources = ["sales", "orders", "inventory", "system", "jobs"];
      assert.deepEqual(troubles(before), sources.map((source) => `fault database.${source}`));
      for (const { lines } of before) for (const line of lines) await server.query(line, url);

      const readable = await check(readerUrl);
      const lacking = ["index.orders", "index.products", "index.logs", "reading.orders", "reading.products"];
      assert.deepEqual(troubles(readable), lacking.map((name) => `warning database.${name}`));
      assert.match(
        named(readable, "reading.logs").message.en,
        /^Everything in "system_logs" is counted each time: There is no index on schema\.logs\.at$/,
      );
      for (const { lines } of readable) for (const line of lines) await server.query(line, url);

      const after = await check(readerUrl);
      assert.deepEqual(troubles(after), []);
      for (
        const [relation, table] of Object.entries({
          orders: "market_orders",
          products: "unified_products",
          logs: "system_logs",
        })
      ) {
        assert.equal(
          named(after, `reading.${relation}`).message.en,
          `Only changed rows of "${table}" are read`,
        );
      }
      assert.match(named(after, "connection").message.en, new RegExp(`^PostgreSQL ${major}\\.`));
      assert.match(named(after, "tick").message.en, /^Reading every figure once took \d+ ms \(every 5 s\)$/);
    });

    await test.step("warns of a role that may write, with statements for one that may not", async () => {
      const { url } = await shop(server);
      const findings = await check(url);
      const rights = named(findings, "rights");
      assert.equal(rights.grade, "warning");
      assert.match(rights.message.en, /^Role postgres may change "market_orders", "unified_products"/);
      for (const line of rights.lines) await server.query(line, url);
      const mended = await check(
        url.replace(/\/\/.*@/, "//marketpulse_reader@"),
      );
      assert.deepEqual(
        troubles(mended),
        ["fault database.connection"],
        "the role has the password … as shown",
      );
      await server.query("ALTER ROLE marketpulse_reader PASSWORD 'word'", url);
      const reader = url.replace(/\/\/.*@/, "//marketpulse_reader:word@");
      assert.equal(named(await check(reader), "rights").grade, "ok");
      await server.query("DROP OWNED BY marketpulse_reader; DROP ROLE marketpulse_reader", url);
    });

    await test.step("warns of a role that may write a column or a table that is not mapped, and of no own state", async () => {
      const { url } = await shop(server);
      const reader = url.replace(/\/\/.*@/, "//half:word@");
      await server.query(
        `CREATE TABLE settlements (id int, amount int);
         CREATE SCHEMA marketpulse; CREATE TABLE marketpulse.kept (name text);
         CREATE ROLE half LOGIN PASSWORD 'word';
         GRANT SELECT ON ALL TABLES IN SCHEMA public TO half;
         GRANT USAGE ON SCHEMA marketpulse TO half; GRANT ALL ON marketpulse.kept TO half`,
        url,
      );
      const rights = async () => {
        const { grade, message } = named(await check(reader), "rights");
        return `${grade} ${message.en}`;
      };
      assert.match(await rights(), /^ok /);
      await server.query("GRANT UPDATE (amount) ON settlements TO half", url);
      assert.match(await rights(), /^warning Role half may change settlements, /);
      await server.query("GRANT INSERT (buyer_email) ON market_orders TO half", url);
      assert.match(await rights(), /^warning Role half may change "market_orders", /);
      await server.query("DROP OWNED BY half; DROP ROLE half", url);
    });

    await test.step("names a mapped table or column that is not there, and goes on with the others", async () => {
      const { url } = await shop(server);
      const findings = await check(url, {
        products: { table: "goods" },
        logs: { level: "severity" },
        jobs: null,
      });
      assert.equal(named(findings, "sales").grade, "ok");
      assert.match(named(findings, "inventory").message.en, /no table “goods”/);
      assert.match(named(findings, "system").message.en, /no column for “severity” of schema\.logs\.level/);
      assert.equal(named(findings, "jobs").grade, "off");
    });

    await test.step("understands indexes over expressions, of partitioned tables, and of the table behind a view", async () => {
      const { url } = await shop(server);
      await server.query(
        `CREATE TABLE parted (LIKE market_orders) PARTITION BY RANGE (order_date);
         CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM ('2020-01-01') TO ('2090-01-01');
         CREATE VIEW seen_logs AS SELECT * FROM system_logs;
         CREATE INDEX ON unified_products ((stock_quantity + 0))`,
        url,
      );
      const changes: Changes = {
        orders: { table: "parted" },
        products: { stock: "stock_quantity + 0" },
        logs: { table: "seen_logs" },
      };
      const findings = await check(url, changes);
      const indexes = troubles(findings).filter((trouble) => trouble.includes("index"));
      assert.deepEqual(indexes, ["warning database.index.orders", "warning database.index.logs"]);
      for (const relation of ["orders", "logs"]) {
        for (const line of named(findings, `index.${relation}`).lines) await server.query(line, url);
      }
      assert.ok(!troubles(await check(url, changes)).some((trouble) => trouble.includes("index")));

      const reading = named(findings, "reading.orders");
      assert.match(reading.message.en, /^Everything in "parted" is counted each time: There is no index/);
      assert.match(
        reading.remedy!.en,
        /saves most of the \d+ ms of each reading.*on a partitioned table writing waits/,
      );
      assert.deepEqual(reading.lines, [`CREATE INDEX ON "parted" ("updated_at");`]);
      await server.query(reading.lines[0]!, url);
      assert.match(
        named(await check(url, changes), "reading.orders").message.en,
        /^Only changed rows of "parted"/,
      );
    });

    await test.step("says why everything is counted where no index would help", async () => {
      const { url } = await shop(server);
      const changes: Changes = {
        orders: { updated_at: null },
        products: { id: "no_id", updated_at: "updated_at" },
      };
      await server.query(
        `CREATE INDEX ON unified_products (updated_at);
         CREATE INDEX ON unified_products (stock_quantity);
         CREATE INDEX ON market_orders (order_date);
         CREATE INDEX ON system_logs (timestamp)`,
        url,
      );
      const findings = await check(url, changes);
      assert.ok(troubles(findings).every((trouble) => !trouble.includes("reading")));
      assert.match(
        named(findings, "reading.orders").message.en,
        /schema\.orders\.updated_at names no column/,
      );
      assert.match(named(findings, "reading.products").message.en, /column "no_id" does not exist/);
    });

    await test.step("warns of orders that are yet to come, the sign of a wrong time zone", async () => {
      const { url } = await shop(server);
      await server.query(
        `CREATE INDEX ON market_orders (order_date);
         INSERT INTO market_orders (order_date) VALUES (now() AT TIME ZONE 'Asia/Seoul')`,
        url,
      );
      const warned = (findings: Finding[]) => troubles(findings).includes("warning database.future_orders");
      assert.ok(!warned(await check(url)));
      const wrong = await check(url, { orders: { time_zone: "UTC" } });
      assert.ok(warned(wrong));
      assert.match(
        named(wrong, "future_orders").remedy!.en,
        /^schema\.orders\.time_zone \(UTC\) is probably/,
      );
    });

    await test.step("changes nothing in the database", async () => {
      const { url } = await shop(server);
      const state =
        `SELECT relname, relkind, (SELECT count(*) FROM pg_index WHERE indrelid = c.oid) AS indexes
        FROM pg_class c WHERE relnamespace = 'public'::regnamespace ORDER BY 1`;
      const before = await server.query(state, url);
      await check(url);
      assert.deepEqual(await server.query(state, url), before);
    });

    await test.step("says what is wrong with a connection, without the password", async () => {
      const wrong = server.url.replace(/\/\/.*@/, "//postgres:hidden-word@");
      const findings = await check(wrong);
      assert.deepEqual(troubles(findings), ["fault database.connection"]);
      assert.ok(!JSON.stringify(findings).includes("hidden-word"));
    });
  });
}
