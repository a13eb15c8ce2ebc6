import assert from "node:assert/strict";
import { SOURCE_NAMES } from "@/lib/shared/snapshot.ts";
import type { MetricsOptions } from "@/lib/metrics/options.ts";
import { PASSWORD, postgresTest, type TestPostgres } from "@/tests/support/postgres.ts";
import { collectOnce, failuresOf, figuresOf, optionsFor } from "./collect_once.ts";
import { randomShop } from "./random_shop.ts";

const NOW = Date.parse("2026-11-24T14:37:00+09:00");
const TABLE_SOURCES = SOURCE_NAMES.filter((name) => name !== "redis" && name !== "checks");

/** What fails, by source, on a fresh shop whose database and options were spoilt. */
async function failuresWith(options: MetricsOptions): Promise<ReturnType<typeof failuresOf>> {
  const updates = await collectOnce(options, { clock: { now: () => NOW } });
  const encoded = JSON.stringify(updates);
  assert.ok(
    !encoded.includes(PASSWORD) && !encoded.includes(encodeURIComponent(PASSWORD)),
    "shows the password",
  );
  assert.deepEqual(updates.map(({ source }) => source).toSorted(), TABLE_SOURCES.toSorted());
  return failuresOf(updates);
}

async function shop(server: TestPostgres): Promise<MetricsOptions> {
  const url = await server.createDatabase();
  for (const statement of randomShop({ type: "timestamp", zone: "Asia/Seoul" }, NOW, 1)) {
    await server.query(statement, url);
  }
  return optionsFor(url);
}

/** All of them fail, and for this reason. */
async function assertAllFail(options: MetricsOptions, reason: RegExp): Promise<void> {
  const failures = await failuresWith(options);
  assert.deepEqual(Object.keys(failures).toSorted(), TABLE_SOURCES.toSorted());
  for (const failure of Object.values(failures)) assert.match(failure, reason);
}

/** These fail for these reasons, and no others. */
async function assertFailures(options: MetricsOptions, expected: Record<string, RegExp>): Promise<void> {
  const failures = await failuresWith(options);
  assert.deepEqual(
    Object.keys(failures).toSorted(),
    Object.keys(expected).toSorted(),
    JSON.stringify(failures),
  );
  for (const [source, reason] of Object.entries(expected)) {
    assert.match(failures[source as keyof typeof failures]!, reason);
  }
}

Deno.test("collectMetrics() says that a DATABASE_URL is no URL, and keeps it to itself", async () => {
  for (
    const url of [
      "",
      `${PASSWORD} at localhost`,
      `mysql://root:${PASSWORD}@localhost/shop`,
      "postgres://u:p@[x/d",
    ]
  ) {
    await assertAllFail(
      optionsFor(url),
      /^database\.url \(environment variable DATABASE_URL\) is no PostgreSQL address \| Write it as/,
    );
  }
});

Deno.test("collectMetrics() says that nobody listens at the address", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  listener.close();
  await assertAllFail(
    optionsFor(`postgres://shop:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/shop`),
    new RegExp(
      `^The database server \\(127\\.0\\.0\\.1:${port}\\) cannot be reached \\| Check that PostgreSQL is running`,
    ),
  );
});

Deno.test("collectMetrics() says that the host has no address", async () => {
  await assertAllFail(
    optionsFor("postgres://shop@no-such-host.invalid/shop"),
    /^The name of the database server \(no-such-host\.invalid:5432\) is unknown/,
  );
});

Deno.test("collectMetrics() says that a server accepts and never answers", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const accepted: Deno.Conn[] = [];
  const accepting = (async () => {
    for await (const connection of listener) accepted.push(connection);
  })();
  const options = optionsFor(`postgres://shop@127.0.0.1:${(listener.addr as Deno.NetAddr).port}/shop`);
  options.database.statement_timeout = 1;
  await assertAllFail(options, /does not answer in time/);
  accepted.forEach((connection) => connection.close());
  listener.close();
  await accepting;
});

postgresTest(
  "collectMetrics() names what is wrong with a connection",
  { major: 15 },
  async (server, test) => {
    const changed = (change: (url: URL) => void) => {
      const url = new URL(server.url);
      change(url);
      return optionsFor(url.href);
    };
    await server.query(`
    CREATE ROLE full_up LOGIN PASSWORD 'x' CONNECTION LIMIT 0;
    CREATE ROLE locked NOLOGIN PASSWORD 'x';
    CREATE ROLE guest LOGIN PASSWORD 'x'`);
    const closed = new URL(await server.createDatabase()).pathname;
    await server.query(`REVOKE CONNECT ON DATABASE ${closed.slice(1)} FROM public`);
    const login = (user: string, path = "/postgres") =>
      changed((url) => Object.assign(url, { username: user, password: "x", pathname: path }));

    await test.step("a wrong password", () =>
      assertAllFail(login("postgres"), /^The database does not accept the password of user “postgres”/));
    await test.step("no password", () =>
      assertAllFail(
        changed((url) => url.password = ""),
        /^The database does not accept the password of user “postgres”/,
      ));
    await test.step("an unknown database", () =>
      assertAllFail(changed((url) => url.pathname = "/nowhere"), /^The server has no database “nowhere”/));
    await test.step("a role that may not log in", () =>
      assertAllFail(login("locked"), /^The database does not let user “locked” in/));
    await test.step("a database that one may not connect to", () =>
      assertAllFail(login("guest", closed), /^The database does not let user “guest” in/));
    await test.step("no connection left", () =>
      assertAllFail(login("full_up"), /^The database has no connection left/));
    await test.step("a server without TLS", () =>
      assertAllFail(
        changed((url) => url.searchParams.set("sslmode", "verify-full")),
        /^No encrypted connection .* \| Check sslmode/,
      ));
  },
);

postgresTest(
  "collectMetrics() names what is wrong with a source, and delivers the others",
  { major: 15 },
  async (server, test) => {
    await test.step("a missing table", async () => {
      const options = await shop(server);
      await server.query("DROP TABLE schedule_jobs", options.database.url);
      await assertFailures(options, {
        jobs: /^The database has no table “schedule_jobs” \| Change schema\.jobs\.table /,
      });
    });
    await test.step("a missing column", async () => {
      const options = await shop(server);
      options.schema.orders!.customer = "buyer";
      await assertFailures(options, {
        sales:
          /^The table has no column for “buyer” of schema\.orders\.customer \| Change schema\.orders\.customer /,
      });
    });
    await test.step("a column in another case", async () => {
      const options = await shop(server);
      options.schema.products!.price = "Sale_Price";
      await assertFailures(options, { inventory: /no column for “Sale_Price” of schema\.products\.price/ });
    });
    await test.step("a missing time column", async () => {
      const options = await shop(server);
      options.schema.orders!.at = "ordered";
      const reason = /no column for “ordered” of schema\.orders\.at/;
      await assertFailures(options, { sales: reason, orders: reason });
    });
    await test.step("an expression that is no SQL", async () => {
      const options = await shop(server);
      options.schema.logs!.level = "coalesce(level,";
      await assertFailures(options, {
        system: /^schema\.logs\.level cannot be read: .* \| Change schema\.logs\.level /,
      });
    });
    await test.step("a number that is text", async () => {
      const options = await shop(server);
      options.schema.products!.stock = "name";
      await assertFailures(options, {
        inventory: /^schema\.products\.stock cannot be read: operator does not exist/,
      });
    });
    await test.step("a time that is text", async () => {
      const options = await shop(server);
      options.schema.logs!.at = "message";
      await assertFailures(options, { system: /^“message” of schema\.logs\.at is no date and no time/ });
    });
    await test.step("logs by date", async () => {
      const options = await shop(server);
      options.schema.logs!.at = `"timestamp"::date`;
      await assertFailures(options, {
        system: /^schema\.logs\.at is a date without a time, so the last hour/,
      });
    });
    await test.step("orders by date on a day that does not start at midnight", async () => {
      const options = await shop(server);
      options.schema.orders!.at = "order_date::date";
      options.business.day_start = "05:00";
      const reason = /^schema\.orders\.at is a date without a time, so business\.day_start can only be 00:00/;
      await assertFailures(options, { sales: reason, orders: reason });
    });
    await test.step("a status column that holds anything", async () => {
      const options = await shop(server);
      options.schema.orders!.status = "id";
      await server.query("UPDATE market_orders SET order_date = '2026-11-24 10:00'", options.database.url);
      await assertFailures(options, { orders: /holds too many different values \(more than 1000\)/ });
    });
    await test.step("a table that one may not read", async () => {
      const options = await shop(server);
      await server.query(
        "CREATE ROLE reader LOGIN PASSWORD 'x'; GRANT SELECT ON market_orders, system_logs, schedule_jobs TO reader",
        options.database.url,
      );
      options.database.url =
        Object.assign(new URL(options.database.url), { username: "reader", password: "x" }).href;
      await assertFailures(options, {
        inventory:
          /^There is no permission to read table “unified_products” \| As the database's administrator run GRANT SELECT ON unified_products /,
      });
    });
    await test.step("a statement that takes too long", async () => {
      const options = await shop(server);
      options.database.statement_timeout = 200;
      options.schema.jobs!.type = "job_type || pg_sleep(60)";
      await assertFailures(options, { jobs: /^The database ended the query \(limit 0\.2 s\)/ });
    });
    await test.step("a source that is switched off", async () => {
      const options = await shop(server);
      options.schema.jobs = null;
      const updates = await collectOnce(options);
      const jobs = updates.find(({ source }) => source === "jobs");
      assert.ok(jobs?.kind === "failed" && jobs.off);
      await assertFailures(options, { jobs: /^It is switched off in the configuration \(schema\.jobs\)/ });
    });
  },
);

postgresTest(
  "collectMetrics() leaves unknown what no column is mapped for",
  { major: 15 },
  async (server) => {
    const options = await shop(server);
    options.schema.orders!.customer = null;
    options.schema.logs!.duration_ms = null;
    options.schema.jobs!.last_run = options.schema.jobs!.next_run = null;
    options.schema.products!.active = null;
    const figures = figuresOf(await collectOnce(options, { clock: { now: () => NOW } }));
    assert.equal(figures.sales!.today.unique_customers, null);
    assert.equal(figures.system!.api_metrics, null);
    assert.equal(figures.jobs!.scheduled_jobs![0]!.next_run_at, null);
    assert.equal(figures.inventory!.total_products, 400);
  },
);
