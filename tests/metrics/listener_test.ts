import assert from "node:assert/strict";
import type { ListenerState, Update } from "@/lib/collectors/update.ts";
import type { ListenerTiming } from "@/lib/metrics/listener.ts";
import type { MetricsOptions } from "@/lib/metrics/options.ts";
import { openDeafProxy } from "../support/deaf_proxy.ts";
import { postgresTest, type TestPostgres } from "../support/postgres.ts";
import { optionsFor } from "./collect_once.ts";
import { randomShop } from "./random_shop.ts";
import { RunningCollector } from "./running_collector.ts";

/** Odd enough that it works only where it is quoted. */
const CHANNEL = 'Shop "1"';

/** The interval is an hour: whatever is read after the start, a notification asked for. */
async function listeningOptions(server: TestPostgres): Promise<MetricsOptions> {
  const url = await server.createDatabase();
  for (const statement of randomShop({ type: "timestamp", zone: "Asia/Seoul" }, Date.now(), 1)) {
    await server.query(statement, url);
  }
  const options = optionsFor(url);
  return {
    ...options,
    interval: 3_600_000,
    database: { ...options.database, pool: 2, notify_channel: CHANNEL },
  };
}

const database = (updates: readonly Update[]) => updates.find(({ source }) => source === "database")!;
const is = (listener: ListenerState) => (updates: readonly Update[]) =>
  database(updates).wakeup?.listener === listener;
const woken = (updates: readonly Update[]) => database(updates).wakeup!.woken;
const notify = (server: TestPostgres, { database }: MetricsOptions, payload = "orders") =>
  server.query(`SELECT pg_notify('${CHANNEL}', '${payload}')`, database.url);
/** Of the newest one: a frozen one stays in the list. */
const listenerPid = async (server: TestPostgres) => {
  const rows = await server.query<{ pid: number }>(
    "SELECT pid FROM pg_stat_activity WHERE application_name = 'marketpulse listen' ORDER BY backend_start DESC",
  );
  return rows[0]?.pid;
};

/** A collector whose listener has proved that it hears. */
async function openListening(server: TestPostgres, timing: Partial<ListenerTiming> = {}) {
  const options = await listeningOptions(server);
  const collector = new RunningCollector(options, { listenerTiming: timing });
  await collector.until(() => true);
  // The proof arrives during a reading or after it, so another one has to show it.
  let heard = false;
  while (!heard) {
    const next = collector.until(woken);
    await notify(server, options);
    heard = is("listening")(await next);
  }
  return { collector, options };
}

postgresTest("collectMetrics() reads when the database notifies, over two connections that are told apart", {
  major: 15,
}, async (server) => {
  const { collector, options } = await openListening(server);
  await using _ = collector;
  const read = collector.until((updates) => {
    const sales = updates.find(({ source }) => source === "sales")!;
    return sales.kind === "delivered" && sales.source === "sales" && sales.data.today.today_revenue! >= 1e9;
  });
  await server.query(
    `INSERT INTO market_orders (market_code, order_date, order_status, total_price)
       VALUES ('coupang', now() AT TIME ZONE 'Asia/Seoul', 'pending', 1e9);
     SELECT pg_notify('${CHANNEL}', 'orders')`,
    options.database.url,
  );
  assert.ok(woken(await read));
  const names = await server.query<{ name: string }>(
    "SELECT application_name AS name FROM pg_stat_activity WHERE application_name LIKE 'marketpulse%' ORDER BY 1",
  );
  assert.deepEqual(names.map(({ name }) => name), ["marketpulse", "marketpulse listen"]);
});

postgresTest("collectMetrics() notices that its listener was ended, and reads as soon as it listens again", {
  major: 15,
}, async (server) => {
  const { collector } = await openListening(server, { retry: { minimum: 50, maximum: 50 } });
  await using _ = collector;
  const before = await listenerPid(server);
  const read = collector.until((updates) => database(updates).wakeup!.losses === 1);
  await server.query(`SELECT pg_terminate_backend(${before})`);
  assert.ok(woken(await read));
  assert.notEqual(await listenerPid(server), before);
});

postgresTest("collectMetrics() notices that its listener is frozen, without a word from it", {
  major: 15,
}, async (server) => {
  const options = await listeningOptions(server);
  options.database.statement_timeout = 200;
  await using collector = new RunningCollector(options, {
    listenerTiming: { heartbeat: 100, retry: { minimum: 50, maximum: 50 } },
  });
  await collector.until(woken);
  const before = (await listenerPid(server))!;
  const read = collector.until(woken);
  Deno.kill(before, "SIGSTOP");
  try {
    await read;
    assert.notEqual(await listenerPid(server), before);
  } finally {
    Deno.kill(before, "SIGCONT");
  }
});

postgresTest("collectMetrics() says where notifications do not arrive, and goes on by its interval", {
  major: 15,
}, async (server) => {
  const options = await listeningOptions(server);
  await using proxy = openDeafProxy(server.port);
  options.database.url = options.database.url.replace(`:${server.port}/`, `:${proxy.port}/`);
  options.interval = 50;
  {
    await using collector = new RunningCollector(options, { listenerTiming: { proofWithin: 100 } });
    const updates = await collector.until(is("deaf"));
    assert.ok(updates.every(({ kind }) => kind === "delivered"));
    assert.ok((await collector.until(() => true)).every(({ kind }) => kind === "delivered"));
  }
});

postgresTest("collectMetrics() does not take another program's proof for a change", {
  major: 15,
}, async (server) => {
  const { collector, options } = await openListening(server);
  await using _ = collector;
  let readings = 0;
  const counted = collector.until(() => ++readings === 2);
  await notify(server, options, "marketpulse probe of somebody else");
  await notify(server, options);
  await notify(server, options, "marketpulse probe of somebody else");
  await using second = new RunningCollector(options);
  await second.until(woken);
  const pending = Symbol();
  assert.equal(await Promise.race([counted, Promise.resolve(pending)]), pending);
  await notify(server, options);
  await counted;
});

postgresTest("collectMetrics() listens to nobody where there may be one connection only", {
  major: 15,
}, async (server) => {
  const options = await listeningOptions(server);
  options.database.pool = 1;
  await using collector = new RunningCollector(options);
  assert.ok(is("off")(await collector.until(() => true)));
  assert.equal(await listenerPid(server), undefined);
});
