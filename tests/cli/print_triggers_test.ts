import assert from "node:assert/strict";
import pg from "pg";
import { checkDatabase } from "@/lib/check/check_database.ts";
import type { Finding } from "@/lib/check/finding.ts";
import { printTriggers } from "@/lib/check/print_triggers.ts";
import type { Config } from "@/lib/config/config.ts";
import { parseConfig } from "@/lib/config/parse_config.ts";
import { systemClock } from "@/lib/shared/clock.ts";
import { openDeafProxy } from "../support/deaf_proxy.ts";
import { postgresTest, type TestPostgres } from "../support/postgres.ts";
import { OLD_TABLES } from "../support/old_shop.ts";

/** Odd enough that it works only where it is quoted. */
const CHANNEL = `Shop's "1"`;

/** A partitioned table in a schema with a name that has to be quoted, a view on two tables, and a materialized one. */
const ODD_SHOP = `
  CREATE SCHEMA "Shop 1";
  CREATE TABLE "Shop 1"."주문 표" (id int, order_date timestamp, market_code text, order_status text, total_price numeric,
    buyer_email text, updated_at timestamp) PARTITION BY RANGE (id);
  CREATE TABLE "Shop 1".low PARTITION OF "Shop 1"."주문 표" FOR VALUES FROM (0) TO (100);
  CREATE TABLE "Shop 1"."High" PARTITION OF "Shop 1"."주문 표" FOR VALUES FROM (100) TO (200);
  CREATE VIEW unified_products AS
    SELECT low.id, '' AS name, '' AS market_code, 'active' AS status, 1 AS stock_quantity, 1 AS sale_price,
           now() AS updated_at
    FROM "Shop 1".low CROSS JOIN schedule_jobs;
  CREATE MATERIALIZED VIEW system_logs AS
    SELECT now() AS timestamp, 'INFO' AS level, 1 AS execution_time FROM schedule_jobs;`;

function configFor(url: string, text = ""): Config {
  const file = {
    path: "marketpulse.yaml",
    text: `database: { notify_channel: ${JSON.stringify(CHANNEL)} }\n${text}`,
  };
  return parseConfig({ file, env: { DATABASE_URL: url }, flags: {} });
}

async function printed(config: Config): Promise<string> {
  const result = await printTriggers(config, "en");
  return "sql" in result ? result.sql : assert.fail(JSON.stringify(result.faults));
}

/** What was notified while `statements` ran, one after another, by whom they are run. */
async function notified(url: string, statements: readonly string[], by = url): Promise<string[]> {
  const [listener, writer] = [url, by].map((connectionString) => new pg.Client({ connectionString }));
  const heard: string[] = [];
  listener!.on("notification", ({ payload }) => heard.push(payload!));
  await Promise.all([listener!.connect(), writer!.connect()]);
  try {
    await listener!.query(`LISTEN ${pg.escapeIdentifier(CHANNEL)}`);
    for (const statement of statements) await writer!.query(statement);
    // Notifications come in the order of their commits, so this one is the last.
    const last = new Promise<void>((resolve) =>
      listener!.on("notification", ({ payload }) => payload === "end" && resolve())
    );
    await listener!.query("SELECT pg_notify($1, 'end')", [CHANNEL]);
    await last;
  } finally {
    await Promise.all([listener!.end(), writer!.end()]);
  }
  return heard.filter((payload) => payload !== "end");
}

async function wakeup(config: Config): Promise<Finding> {
  const findings = await Array.fromAsync(checkDatabase({ config, clock: systemClock }));
  return findings.find(({ name }) => name === "database.wakeup") ?? assert.fail("Nothing was said of it");
}

const shop = async (server: TestPostgres, tables = OLD_TABLES) => {
  const url = await server.createDatabase();
  await server.query(tables, url);
  return url;
};

postgresTest(
  "printTriggers() prints SQL that tells of every change, twice as once, and how to be rid of it",
  {
    major: 15,
  },
  async (server) => {
    const url = await shop(server);
    const config = configFor(url);
    assert.deepEqual([(await wakeup(config)).grade], ["off"]);
    const sql = await printed(config);
    for (let time = 0; time < 2; time++) await server.query(sql, url);
    const changes = [
      "INSERT INTO market_orders (market_code) SELECT 'coupang' FROM generate_series(1, 1000)",
      "UPDATE market_orders SET market_code = 'naver'",
      "DELETE FROM unified_products",
      "TRUNCATE system_logs",
      "BEGIN; INSERT INTO schedule_jobs (status) VALUES (''); INSERT INTO schedule_jobs (status) VALUES (''); COMMIT",
    ];
    assert.deepEqual(await notified(url, changes), ["orders", "orders", "products", "logs", "jobs"]);
    assert.equal((await wakeup(config)).grade, "ok");

    await server.query("DROP TRIGGER marketpulse_logs ON system_logs", url);
    const partly = await wakeup(config);
    assert.equal(partly.grade, "warning");
    assert.match(partly.message.en, /^"system_logs" have no trigger/);

    const [remove] = sql.split("\n").filter((line) => line.startsWith("-- DROP"));
    await server.query(remove!.slice(3), url);
    assert.deepEqual(await notified(url, changes), []);
  },
);

postgresTest(
  "printTriggers() quotes names, reaches partitions and the tables behind a view or a SELECT, and says what it cannot do",
  {
    major: 15,
  },
  async (server) => {
    const url = await shop(
      server,
      `${
        OLD_TABLES.replace(/CREATE TABLE (market_orders|unified_products|system_logs) [^;]*;/g, "")
      }${ODD_SHOP}`,
    );
    const config = configFor(url, `schema: { orders: { table: '"Shop 1"."주문 표"' } }`);
    const sql = await printed(config);
    assert.match(sql, /^-- "system_logs" is no table.* It reads: public\.schedule_jobs$/m);
    assert.doesNotMatch(sql, /ON public\.(unified_products|system_logs)/);
    await server.query(sql, url);
    const changes = [
      `INSERT INTO "Shop 1"."주문 표" (id) VALUES (1)`,
      `INSERT INTO "Shop 1"."High" (id) VALUES (101)`,
      `TRUNCATE "Shop 1".low`,
      "INSERT INTO schedule_jobs (status) VALUES ('')",
    ];
    // The view of the products reads the orders' table and that of the jobs.
    const both = ["orders", "products"];
    assert.deepEqual(await notified(url, changes), [...both, ...both, ...both, "jobs", "products"]);
    const joined = configFor(
      url,
      `schema: { orders: { from: 'SELECT o.* FROM "Shop 1"."주문 표" o' }, products: null, logs: null, jobs: null }`,
    );
    assert.equal((await wakeup(joined)).grade, "ok");
    const { grade, message } = await wakeup(config);
    assert.deepEqual([grade, message.en], ["ok", "Triggers tell of changes, which are read at once"]);
  },
);

postgresTest(
  "the printed triggers never cost the shop its own transaction",
  { major: 15 },
  async (server) => {
    const url = await shop(server);
    await server.query(await printed(configFor(url)), url);
    await server.query(
      `CREATE ROLE seller LOGIN PASSWORD 'seller'; GRANT INSERT ON market_orders TO seller;
     GRANT USAGE ON SEQUENCE market_orders_id_seq TO seller;
     REVOKE EXECUTE ON FUNCTION pg_notify(text, text) FROM PUBLIC`,
      url,
    );
    const seller = url.replace(/\/\/.*@/, "//seller:seller@");
    const change = "INSERT INTO market_orders (market_code) VALUES ('coupang')";
    assert.deepEqual(await notified(url, [change], seller), []);
    const [row] = await server.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM market_orders",
      url,
    );
    assert.equal(row!.count, 1);
  },
);

postgresTest("checkDatabase() says that notifications do not arrive", { major: 15 }, async (server) => {
  const url = await shop(server);
  await server.query(await printed(configFor(url)), url);
  await using proxy = openDeafProxy(server.port);
  const { grade, message } = await wakeup(configFor(url.replace(`:${server.port}/`, `:${proxy.port}/`)));
  assert.equal(grade, "warning");
  assert.match(message.en, /do not arrive/);
});

postgresTest(
  "checkDatabase() looks for no notifications where nobody is to listen",
  { major: 15 },
  async (server) => {
    const url = await shop(server);
    const config = configFor(url);
    const { grade, message } = await wakeup({ ...config, database: { ...config.database, pool: 1 } });
    assert.equal(grade, "off");
    assert.match(message.en, /Nobody listens/);
  },
);

Deno.test("printTriggers() says why there is nothing to print", async () => {
  const faults = async (config: Config) => {
    const result = await printTriggers(config, "en");
    return "faults" in result ? result.faults.map(({ en }) => en).join(" ") : assert.fail(result.sql);
  };
  assert.match(await faults(parseConfig({ env: {}, flags: {} })), /without a database: set DATABASE_URL/);
  assert.match(
    await faults(configFor("postgres://reader@127.0.0.1:9/shop")),
    /127.0.0.1:9\) cannot be reached/,
  );
  const config = configFor("postgres://reader@127.0.0.1:9/shop");
  assert.match(
    await faults({ ...config, database: { ...config.database, notify_channel: "" } }),
    /without a channel/,
  );
});
