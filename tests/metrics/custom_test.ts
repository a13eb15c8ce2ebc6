import assert from "node:assert/strict";
import type { CustomReport } from "@/lib/collectors/update.ts";
import { parseConfig } from "@/lib/config/parse_config.ts";
import { collectCustom } from "@/lib/metrics/custom/collect_custom.ts";
import type { CustomOrder } from "@/lib/metrics/custom/options.ts";
import type { CustomMetric, CustomReading } from "@/lib/shared/custom_metric.ts";
import { freePort } from "../support/free_port.ts";
import { postgresTest } from "../support/postgres.ts";

/** Metrics as a file makes them, on lines 2, 3 … of it. */
function written(...entries: string[]): CustomMetric[] {
  const text = `metrics:\n${entries.map((entry) => `  - { ${entry} }\n`).join("")}`;
  return parseConfig({ file: { path: "shop/marketpulse.yaml", text }, env: {}, flags: {} }).metrics;
}

const named = (sql: string, more = "") => `name: it, sql: ${JSON.stringify(sql)}, interval: 1h${more}`;

/** A collector at work: what it posts, by the metric's name, and a way to give it orders. */
class Collector implements AsyncDisposable {
  readonly readings: CustomReading[] = [];
  order!: (order: CustomOrder) => void;
  readonly #stop = new AbortController();
  readonly #run: Promise<void>;
  #arrived = Promise.withResolvers<void>();

  constructor(url: string, metrics: readonly CustomMetric[], now?: number) {
    const business = { timezone: "Asia/Seoul", day_start: "05:00" };
    this.#run = collectCustom(
      { database: { url }, business, metrics },
      (report) => this.#take(report),
      this.#stop.signal,
      {
        ...(now !== undefined && { clock: { now: () => now } }),
        onOrder: (receive) => this.order = receive,
      },
    );
  }

  #take({ custom }: CustomReport): void {
    this.readings.push(...custom);
    this.#arrived.resolve();
    this.#arrived = Promise.withResolvers();
  }

  /** The first `count` readings of a metric. */
  async of(name: string, count = 1): Promise<CustomReading[]> {
    for (;;) {
      const found = this.readings.filter((reading) => reading.name === name);
      if (found.length >= count) return found;
      await this.#arrived.promise;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#run;
  }
}

/** What the first reading came to: its content, or its reason in English. */
async function read(url: string, sql: string, more = "", now?: number) {
  await using collector = new Collector(url, written(named(sql, more)), now);
  const [{ outcome }] = await collector.of("it") as [CustomReading];
  return "reason" in outcome ? outcome.reason.en : outcome;
}

const CONTENTS: readonly (readonly [sql: string, content: unknown, more?: string])[] = [
  ["SELECT count(*) FROM returns", { value: 3 }],
  ["SELECT sum(amount) FROM returns; ", { value: 4500.5 }],
  ["SELECT count(*) -- of all\n FROM returns -- and no more", { value: 3 }],
  ["WITH open AS (SELECT 1 FROM returns WHERE state = 'open') SELECT count(*) FROM open", { value: 2 }],
  ["VALUES (7)", { value: 7 }],
  ["SELECT state FROM returns WHERE id = 3", { value: "done" }, ", unit: text"],
  ["SELECT count(*) FROM returns", { value: "3" }, ", unit: text"],
  ["SELECT state AS 상태, count(*) AS 건수 FROM returns GROUP BY 1 ORDER BY 1 DESC", {
    columns: [{ name: "상태", kind: "text" }, { name: "건수", kind: "number" }],
    rows: [["open", 2], ["done", 1]],
  }],
  ["SELECT state, nullif(amount, 500.5) AS amount FROM returns WHERE false", {
    columns: [{ name: "state", kind: "text" }, { name: "amount", kind: "number" }],
    rows: [],
  }],
  ["SELECT repeat('x', 10000000) AS long, NULL::int AS nothing", {
    columns: [{ name: "long", kind: "text" }, { name: "nothing", kind: "number" }],
    rows: [["x".repeat(200), null]],
  }],
  // The day began at 05:00 in Seoul, which is where the statement is, too.
  ["SELECT current_setting('marketpulse.today')", { value: "2026-11-23T05:00:00.000+09:00" }, ", unit: text"],
  ["SELECT current_setting('TimeZone')", { value: "Asia/Seoul" }, ", unit: text"],
];

const FAULTS: readonly (readonly [sql: string, reason: RegExp, more?: string])[] = [
  ["SELECT NULL::int", /^marketpulse\.yaml:2: The statement has NULL/],
  ["SELECT state FROM returns WHERE id = 1", /^marketpulse\.yaml:2: The result \(state\) is no number/],
  ["SELECT 'NaN'::float8 AS rate", /The result \(rate\) is no number/],
  ["SELECT 9007199254740993 AS big", /The result \(big\) is too large/],
  ["SELECT state, state || '!' AS other FROM returns", /has no column of numbers/],
  ["SELECT id, id FROM returns", /has two columns of one name \(id\)/],
  ["SELECT FROM returns", /has no column/],
  ["SELECT 1 a, 2 b, 3 c, 4 d, 5 e, 6 f, 7 g, 8 h, 9 i", /has 9 columns/],
  ["SELECT id FROM returns", /has one column and several rows/],
  ["SELECT id FROM returns WHERE false", /has no row/],
  ["SELECT n AS label, n AS figure FROM generate_series(1, 1000000) n", /has more than 200 rows/],
  [`SELECT repeat('가', 200) AS label, n FROM generate_series(1, 150) n`, /more than 32 KB/],
  [
    "SELECT * FROM nowhere",
    /names a table, column or function that is not there: relation "nowhere" does not exist/,
  ],
  ["SELECT nothing FROM returns", /column "nothing" does not exist/],
  ["SELECT (", /The database refuses the statement: syntax error/],
  ["SELECT 1/0", /The database refuses the statement: SQLSTATE 22012/],
  // What is stored may be anybody's name, and is not repeated.
  ["SELECT state::int FROM returns", /SQLSTATE 22P02$/],
  // It can change nothing, however it is written.
  ["WITH gone AS (DELETE FROM returns RETURNING 1) SELECT count(*) FROM gone", /wants to change data/],
  ["SELECT nextval('numbers')", /wants to change data/],
  ["SELECT id FROM returns FOR UPDATE", /wants to change data/],
  ["SELECT set_config('transaction_read_only', 'off', true)", /The database refuses/, ", unit: text"],
  ["SELECT 1) AS figure; COMMIT; DELETE FROM returns; SELECT (1", /The database refuses the statement/],
  ["SELECT 1; DELETE FROM returns", /The database refuses the statement/],
  ["SELECT pg_sleep(60)::text", /longer than 0\.2 s/, ", timeout: 200ms, unit: text"],
  [
    "SELECT count(*) FROM generate_series(1, 1000000000) a, generate_series(1, 1000) b",
    /longer than 0\.2 s/,
    ", timeout: 200ms",
  ],
];

postgresTest("collectCustom() reads the seller's own metrics", { major: 15 }, async (server, test) => {
  const url = await server.createDatabase();
  await server.query(
    `CREATE TABLE returns (id int, state text, amount numeric(12, 2));
     INSERT INTO returns VALUES (1, 'open', 1000), (2, 'open', 3000), (3, 'done', 500.5);
     CREATE SEQUENCE numbers`,
    url,
  );
  const early = Date.parse("2026-11-24T04:59:00+09:00");
  for (const [sql, content, more] of CONTENTS) {
    await test.step(sql, async () => assert.deepEqual(await read(url, sql, more, early), content));
  }
  for (const [sql, reason, more] of FAULTS) {
    await test.step(`fault of ${sql}`, async () => assert.match(String(await read(url, sql, more)), reason));
  }
  await test.step("leaves everything as it was", async () => {
    assert.deepEqual(await server.query("SELECT count(*)::int AS count FROM returns", url), [{ count: 3 }]);
  });

  await test.step("one that never ends keeps no other waiting", async () => {
    const metrics = written(
      `name: never, sql: SELECT pg_sleep(3600)::text, unit: text, interval: 1s, timeout: 60s`,
      `name: quick, sql: SELECT 1, interval: 1s`,
      `name: other, sql: SELECT 2, interval: 1s`,
    );
    await using collector = new Collector(url, metrics);
    const quick = await collector.of("quick", 2);
    assert.deepEqual(quick.map(({ outcome }) => outcome), [{ value: 1 }, { value: 1 }]);
    await collector.of("other", 2);
    assert.equal(collector.readings.some(({ name }) => name === "never"), false);
    // It is still being read; the collector's end must not wait for that.
    collector.order({ metrics: [] });
    await server.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(3600)%' AND pid <> pg_backend_pid()",
    );
  });

  await test.step("an order reads what is new at once, and goes on with what is not", async () => {
    const [one] = written("name: one, sql: SELECT 1, interval: 1h");
    const [two] = written("name: two, sql: SELECT 2, interval: 1h");
    const [changed] = written("name: one, sql: SELECT 10, interval: 1h");
    await using collector = new Collector(url, [one!]);
    await collector.of("one");
    collector.order({ metrics: [one!, two!] });
    await collector.of("two");
    assert.equal(collector.readings.length, 2, "the first was not read again");
    collector.order({ metrics: [changed!] });
    const [, last] = await collector.of("one", 2);
    assert.deepEqual(last!.outcome, { value: 10 });
  });

  await test.step("a connection that is lost is made again", async () => {
    await using collector = new Collector(url, written("name: it, sql: SELECT 1, interval: 1s"));
    await collector.of("it");
    await server.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'marketpulse metrics'",
    );
    assert.deepEqual((await collector.of("it", 3))[2]!.outcome, { value: 1 });
  });

  await test.step("a database that is not there is a reading, too", async () => {
    const away = `postgres://postgres@127.0.0.1:${freePort()}/shop`;
    assert.match(String(await read(away, "SELECT 1")), /^The database server .* cannot be reached/);
  });
});
