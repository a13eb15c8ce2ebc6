/** What `marketpulse check` says of tables that MarketPulse was not made for, and of mappings that are wrong. */
import assert from "node:assert/strict";
import { checkDatabase } from "@/lib/check/check_database.ts";
import type { Finding } from "@/lib/check/finding.ts";
import { parseConfig } from "@/lib/config/parse_config.ts";
import { placesOf } from "@/lib/config/places.ts";
import { systemClock } from "@/lib/shared/clock.ts";
import { anOrder, OLD_TABLES } from "../support/old_shop.ts";
import { postgresTest } from "../support/postgres.ts";

async function check(url: string, text: string): Promise<Finding[]> {
  const file = { path: "shop.yaml", text };
  const config = parseConfig({ file, env: { DATABASE_URL: url }, flags: {} });
  return await Array.fromAsync(checkDatabase({ config, clock: systemClock, placeOf: placesOf(file) }));
}

function named(findings: readonly Finding[], name: string): Finding {
  return findings.find((found) => found.name === `database.${name}`) ??
    assert.fail(`Nothing was said of ${name}`);
}

const lacks = (findings: readonly Finding[], name: string) =>
  assert.ok(!findings.some((found) => found.name === `database.${name}`), `${name} was found`);

postgresTest("checkDatabase() on mappings", { major: 15 }, async (server, test) => {
  const database = async (statements: string) => {
    const url = await server.createDatabase();
    await server.query(statements, url);
    return url;
  };

  await test.step("each wrong column is a finding of its own, with its line and the name that was meant", async () => {
    const url = await database(`${OLD_TABLES} ${anOrder(1000)}
      ALTER TABLE market_orders ADD total text DEFAULT '12,000원';`);
    const findings = await check(
      url,
      [
        "schema:",
        "  orders:",
        "    status: orderstatus",
        "    amount: total",
        "    customer: buyer_email ||",
        "    market: no_such_function(market_code)",
        "    updated_at: buyer_email",
        "  products: { table: unified_product }",
        "  logs: null",
      ].join("\n"),
    );
    const said = (key: string) => {
      const { grade, message, remedy } = named(findings, `schema.${key}`);
      assert.equal(grade, "fault");
      return `${message.en} | ${remedy!.en}`;
    };
    assert.match(
      said("orders.status"),
      /^shop\.yaml:3: .*no such column as “orderstatus” names \| Did you mean order_status\? Columns of the table: id, market_code/,
    );
    assert.match(
      said("orders.amount"),
      /^shop\.yaml:4: .*“total” holds text that is no number, such as “12,000원” .*regexp_replace\(total/,
    );
    assert.match(said("orders.customer"), /^shop\.yaml:5: .*syntax error/);
    assert.match(said("orders.market"), /^shop\.yaml:6: .*function no_such_function\(.*does not exist/);
    assert.match(said("orders.updated_at"), /^shop\.yaml:7: .*of type character varying, which is no date/);
    assert.match(
      said("products.table"),
      /^shop\.yaml:8: .*no table “unified_product”.* \| Did you mean unified_products\? Tables that can be read: market_orders, schedule_jobs/,
    );
    assert.equal(named(findings, "jobs").grade, "ok", "everything else goes on");
    // What it advises for the amount works.
    const mended = await check(
      url,
      "schema: { orders: { amount: \"nullif(regexp_replace(total, '[^0-9.-]', '', 'g'), '')::numeric\" } }",
    );
    assert.match(named(mended, "sales").message.en, /today \(.*\) 1 orders, ₩12,000, 1 customers/);
  });

  await test.step("figures, plans and types are there to compare", async () => {
    const findings = await check(
      await database(`${OLD_TABLES} ${anOrder(1000)} ${anOrder(500)}`),
      "schema: {}\ninterval: { metrics: 5s }",
    );
    assert.match(
      named(findings, "sales").message.en,
      /^Sales: read from "market_orders" in \d+ ms: today \(\d{4}-\d\d-\d\d\) 2 orders, ₩1,500, 1 customers/,
    );
    assert.match(
      named(findings, "orders").message.ko,
      /오늘 마켓별 coupang 2 \(1,500원\) · 어제와 오늘 상태별 pending 2$/,
    );
    assert.equal(named(findings, "sales").seen.length, 2);
    assert.match(named(findings, "sales").seen[0]!, /^cost [\d.]+, \d+ rows: Seq Scan on market_orders$/);
    assert.ok(named(findings, "columns.orders").seen.includes("amount ← total_price (numeric)"));
    assert.match(named(findings, "newest_order").message.en, /\(Asia\/Seoul\), 0 min ago$/);
  });

  await test.step("words of statuses in no group are named, and what it says to write mends that", async () => {
    const url = await database(`${OLD_TABLES}
      INSERT INTO market_orders (order_date, order_status, total_price)
      SELECT now() AT TIME ZONE 'Asia/Seoul', word, 1 FROM unnest(ARRAY['결제완료', '배송중', '배송완료', '취소완료', 'ZZ']) AS word`);
    const found = named(await check(url, "schema: {}\ninterval: { metrics: 5s }"), "statuses");
    assert.match(found.remedy!.en, /where these belong cannot be told: ZZ$/);
    assert.deepEqual(found.lines.slice(3), [
      '      pending: ["결제완료"]',
      '      processing: ["배송중"]',
      '      completed: ["배송완료"]',
      '      cancelled: ["취소완료"]',
    ]);
    const mended = named(await check(url, found.lines.join("\n")), "statuses");
    assert.match(mended.message.en, /cancelled: ZZ 1$/);
  });

  await test.step("columns in another zone are told by the newest order and the newest log", async () => {
    const url = await database(`${OLD_TABLES}
      INSERT INTO market_orders (order_date) VALUES (now() AT TIME ZONE 'UTC');
      INSERT INTO system_logs (timestamp) VALUES (now() AT TIME ZONE 'America/New_York')`);
    const findings = await check(url, "schema: { logs: { time_zone: America/New_York } }");
    assert.equal(named(findings, "newest_log").grade, "ok");
    const ahead = named(
      await check(url, "schema: { logs: { time_zone: America/Los_Angeles } }"),
      "future_logs",
    );
    assert.match(
      ahead.remedy!.en,
      /^schema\.logs\.time_zone \(America\/Los_Angeles\) is probably not the zone/,
    );
    const found = named(findings, "newest_order");
    assert.equal(found.grade, "warning");
    assert.match(found.message.en, /9 hours ago$/);
    assert.match(found.remedy!.en, /with time_zone: UTC it came just now$/);
    assert.equal(
      named(await check(url, "schema: { orders: { time_zone: UTC } }"), "newest_order").grade,
      "ok",
    );
  });

  await test.step("a join that multiplies orders is found, and so are rows that lack something", async () => {
    const url = await database(`${OLD_TABLES} ${anOrder(1000)}
      CREATE TABLE lines (order_id int, price int);
      INSERT INTO lines VALUES (1, 400), (1, 600);
      INSERT INTO market_orders (order_date) VALUES (now() AT TIME ZONE 'Asia/Seoul');`);
    const joined = await check(
      url,
      "schema: { orders: { from: 'SELECT o.*, price FROM market_orders o LEFT JOIN lines ON order_id = o.id', amount: price } }",
    );
    assert.match(
      named(joined, "orders_repeated").message.en,
      /3 rows of schema\.orders\.from have only 2 different ids \(id\)/,
    );
    assert.match(named(joined, "orders_without_amount").message.en, /^1 of yesterday's and today's 3 rows/);
    const untold = named(joined, "orders_without_updated_at");
    assert.match(
      untold.remedy!.en,
      /^Write "coalesce\(updated_at, order_date\)" into schema\.orders\.updated_at/,
    );
    assert.match(
      named(joined, "rights").message.en,
      /may change public\.\w+, public\.\w+, "unified_products"/,
    );
  });

  await test.step("the index that a joined SELECT or a view needs is named on the table behind it", async () => {
    const url = await database(`${OLD_TABLES} ${anOrder(1000)}
      CREATE TABLE lines (order_id int, price int);
      CREATE VIEW grouped AS SELECT o.id, order_date, updated_at, market_code, order_status, buyer_email, sum(price) AS total_price
        FROM market_orders o LEFT JOIN lines ON order_id = o.id GROUP BY 1, 2, 3, 4, 5, 6`);
    const select = [
      "schema:",
      "  orders:",
      "    from: SELECT o.*, (SELECT sum(price) FROM lines WHERE order_id = o.id) AS total FROM market_orders o",
      "    amount: total",
    ].join("\n");
    const before = await check(url, select);
    assert.match(
      named(before, "reading.orders").message.en,
      /^Everything in schema\.orders\.from is counted each time: There is no index/,
    );
    const lines = [...named(before, "index.orders").lines, ...named(before, "reading.orders").lines];
    assert.deepEqual(lines, [
      "CREATE INDEX CONCURRENTLY ON public.market_orders (order_date);",
      "CREATE INDEX CONCURRENTLY ON public.market_orders (updated_at);",
    ]);
    for (const line of lines) await server.query(line, url);
    const after = await check(url, select);
    lacks(after, "index.orders");
    assert.match(
      named(after, "reading.orders").message.en,
      /^Only changed rows of schema\.orders\.from are read/,
    );
    assert.match(
      named(after, "reading.orders").remedy!.en,
      /reads several tables \(public\.market_orders, public\.lines\)/,
    );

    const grouped = await check(url, "schema: { orders: { table: grouped } }");
    lacks(grouped, "index.orders");
    assert.match(
      named(grouped, "reading.orders").message.en,
      /^Everything in "grouped" is counted each time/,
    );
    assert.match(named(grouped, "reading.orders").remedy!.en, /^"grouped" groups or sorts its rows/);
    assert.equal(
      named(grouped, "reading.orders").lines.length,
      0,
      "what is there already and does not help is not asked for",
    );
  });

  await test.step("a SELECT that is wrong is a fault with the database's words, and a role that may read nothing is told so", async () => {
    const url = await database(OLD_TABLES);
    const findings = await check(url, "schema: { orders: { from: SELECT * FROM orders } }");
    assert.match(
      named(findings, "sales").message.en,
      /SELECT of schema\.orders\.from cannot be read: relation "orders" does not exist/,
    );
    assert.equal(named(findings, "inventory").grade, "ok");

    await server.query("CREATE ROLE nobody_here LOGIN PASSWORD 'word'", url);
    const denied = await check(
      url.replace(/\/\/.*@/, "//nobody_here:word@"),
      "schema: { orders: { table: hidden.orders } }",
    );
    assert.match(named(denied, "schema.orders.table").remedy!.en, /^This role may read no table at all/);
  });
});
