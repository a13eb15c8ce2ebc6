import assert from "node:assert/strict";
import type { Update } from "@/lib/collectors/update.ts";
import type { MetricsOptions } from "@/lib/metrics/options.ts";
import { postgresTest, type TestPostgres } from "@/tests/support/postgres.ts";
import { failuresOf, optionsFor } from "./collect_once.ts";
import { randomShop } from "./random_shop.ts";
import { RunningCollector } from "./running_collector.ts";

const allDelivered = (updates: readonly Update[]) => updates.every(({ kind }) => kind === "delivered");
const allFailed = (updates: readonly Update[]) => updates.every(({ kind }) => kind === "failed");

async function fastOptions(server: TestPostgres): Promise<MetricsOptions> {
  const url = await server.createDatabase();
  for (const statement of randomShop({ type: "timestamp", zone: "Asia/Seoul" }, Date.now(), 1)) {
    await server.query(statement, url);
  }
  return { ...optionsFor(url), interval: 20 };
}

postgresTest("collectMetrics() fails with a server that crashed and delivers again when it is back", {
  major: 15,
}, async (server) => {
  await using collector = new RunningCollector(await fastOptions(server));
  await collector.until(allDelivered);
  await server.kill();
  const failures = failuresOf(await collector.until(allFailed));
  assert.match(failures.database!, /cannot be reached|was lost|starting or shutting down/);
  assert.equal(new Set(Object.values(failures)).size, 1);
  await server.start();
  await collector.until(allDelivered);
});

postgresTest(
  "collectMetrics() gives up a connection that is frozen and takes another",
  { major: 15 },
  async (server) => {
    const options = await fastOptions(server);
    options.database.statement_timeout = 100;
    await using collector = new RunningCollector(options);
    await collector.until(allDelivered);
    const [backend] = await server.query<{ pid: number }>(
      "SELECT pid FROM pg_stat_activity WHERE application_name = 'marketpulse'",
    );
    Deno.kill(backend!.pid, "SIGSTOP");
    assert.match(failuresOf(await collector.until(allFailed)).database!, /does not answer in time/);
    await collector.until(allDelivered);
    Deno.kill(backend!.pid, "SIGCONT");
  },
);

postgresTest(
  "collectMetrics() survives that its connection ends in the middle of a tick",
  { major: 15 },
  async (server) => {
    const options = await fastOptions(server);
    options.schema.jobs!.type = "CASE WHEN to_regclass('hold') IS NULL THEN '' ELSE pg_sleep(30)::text END";
    options.database.statement_timeout = 60_000;
    await using collector = new RunningCollector(options);
    await collector.until(allDelivered);
    await server.query("CREATE TABLE hold ()", options.database.url);
    const failed = collector.until(allFailed);
    let backend: { pid: number } | undefined;
    while (!backend) {
      [backend] = await server.query<{ pid: number }>(
        "SELECT pid FROM pg_stat_activity WHERE application_name = 'marketpulse' AND wait_event = 'PgSleep'",
      );
    }
    // A process that is killed says no goodbye.
    Deno.kill(backend.pid, "SIGKILL");
    assert.match(failuresOf(await failed).database!, /was lost: Connection terminated unexpectedly/);
    await server.kill();
    await server.start();
    await server.query("DROP TABLE hold", options.database.url);
    await collector.until(allDelivered);
  },
);

postgresTest(
  "collectMetrics() delivers a source again as soon as its table is there",
  { major: 15 },
  async (server) => {
    const options = await fastOptions(server);
    await server.query("ALTER TABLE schedule_jobs RENAME TO jobs", options.database.url);
    await using collector = new RunningCollector(options);
    const failures = failuresOf(await collector.until(() => true));
    assert.deepEqual(Object.keys(failures), ["jobs"]);
    await server.query("ALTER TABLE jobs RENAME TO schedule_jobs", options.database.url);
    await collector.until(allDelivered);
  },
);

postgresTest("collectMetrics() reads a column whose type changed while it runs by its new type", {
  major: 15,
}, async (server) => {
  const options = await fastOptions(server);
  options.schema.orders!.time_zone = "America/Los_Angeles";
  await server.query(
    "DELETE FROM market_orders; INSERT INTO market_orders (order_date) VALUES (now() AT TIME ZONE 'America/Los_Angeles')",
    options.database.url,
  );
  const orders = (updates: readonly Update[]) =>
    updates.map((update) =>
      update.kind === "delivered" && update.source === "sales" && update.data.today.today_orders
    );
  await using collector = new RunningCollector(options);
  assert.ok(orders(await collector.until(allDelivered)).includes(1));
  await server.query(
    "ALTER TABLE market_orders ALTER order_date TYPE timestamptz USING order_date AT TIME ZONE 'America/Los_Angeles'",
    options.database.url,
  );
  await collector.until(allDelivered);
  assert.ok(orders(await collector.until(allDelivered)).includes(1));
});

postgresTest("collectMetrics() reads all figures of one moment, over one connection that cannot write", {
  major: 15,
}, async (server) => {
  const options = await fastOptions(server);
  options.database.pool = 3;
  options.schema.jobs!.type = "(SELECT string_agg(name || setting, ' ') FROM pg_settings WHERE name IN " +
    "('transaction_read_only', 'transaction_isolation', 'statement_timeout', 'TimeZone'))";
  await using collector = new RunningCollector(options);
  const updates = await collector.until(allDelivered);
  const jobs = updates.find((update) => update.source === "jobs")!;
  assert.ok(jobs.kind === "delivered" && jobs.source === "jobs");
  assert.equal(
    jobs.data.scheduled_jobs![0]!.job_type,
    "statement_timeout3000 TimeZoneUTC transaction_isolationrepeatable read transaction_read_onlyon",
  );
  const [activity] = await server.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = 'marketpulse'",
  );
  assert.equal(activity!.count, 1);
});

postgresTest(
  "collectMetrics() reads a slow database less often, and says so",
  { major: 15 },
  async (server) => {
    const options = await fastOptions(server);
    options.schema.jobs!.type = "(SELECT pg_sleep(0.2)::text)";
    await using collector = new RunningCollector(options);
    const updates = await collector.until(allDelivered);
    const database = updates.find(({ source }) => source === "database")!;
    assert.ok(database.kind === "delivered" && database.interval! >= 200);
    assert.match(database.note!.reason.en, /^Reading the database once took .* instead of every 0 s$/);
    assert.ok(updates.every(({ interval }) => interval === database.interval));
  },
);

postgresTest("collectMetrics() ends its connections when it is stopped", { major: 15 }, async (server) => {
  {
    await using collector = new RunningCollector(await fastOptions(server));
    await collector.until(allDelivered);
  }
  let open = 1;
  while (open > 0) {
    const [row] = await server.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = 'marketpulse'",
    );
    open = row!.count;
  }
  assert.equal(open, 0);
});
