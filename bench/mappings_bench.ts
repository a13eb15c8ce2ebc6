import pg from "pg";
import { IncrementalReader } from "@/lib/metrics/incremental_reader.ts";
import { openDatabase } from "@/lib/metrics/open_database.ts";
import type { MetricsOptions } from "@/lib/metrics/options.ts";
import { readFigures } from "@/lib/metrics/read_figures.ts";
import { defaultSchema, type OrdersMapping } from "@/lib/shared/default_schema.ts";
import { inlineRelation } from "@/lib/shared/inline_relation.ts";
import { DatabaseTime } from "./database_time.ts";
import type { BenchContext, Figure, Part, PartResult } from "./part.ts";
import type { Shop } from "./shops.ts";
import { summaryOf } from "./statistics.ts";

/** What orders cost the database that are kept in tables of another make. */
export const mappingsPart: Part = {
  name: "mappings",
  title: "What orders of another make cost the database",
  run: benchMappings,
};

const TICKS = 9;
const CHANGED = 100;
/** Seconds between ticks, by which every change is dated after those of the tick before. */
const INTERVAL = 5;

interface Make {
  readonly name: string;
  /** Make the tables out of `market_orders`. */
  readonly statements: readonly string[];
  readonly mapping: Partial<OrdersMapping>;
  /** Changes some orders of the last days, dating that `at`. */
  readonly change: (rows: number, at: string) => string;
}

const RECENT = "localtimestamp - interval '7 days'";

const MAKES: readonly Make[] = [
  {
    name: "a table, as the old system has it",
    statements: [],
    mapping: {},
    change: (rows, at) =>
      `UPDATE market_orders SET total_price = total_price + 1, updated_at = ${at} WHERE id IN (
         SELECT id FROM market_orders WHERE order_date > ${RECENT} ORDER BY random() LIMIT ${rows})`,
  },
  {
    name: "JSON documents",
    statements: [
      `CREATE FUNCTION ordered_at(doc jsonb) RETURNS timestamp LANGUAGE sql IMMUTABLE AS
         $$ SELECT (doc->>'ordered_at')::timestamp $$`,
      `CREATE TABLE documents AS SELECT id, updated_at AS changed_at, jsonb_build_object('ordered_at', order_date,
         'total', total_price, 'mall', market_code, 'state', order_status, 'buyer', buyer_email) AS doc FROM market_orders`,
      "CREATE UNIQUE INDEX ON documents (id)",
      "CREATE INDEX ON documents (changed_at)",
      "CREATE INDEX ON documents (ordered_at(doc))",
    ],
    mapping: {
      table: "documents",
      updated_at: "changed_at",
      at: "ordered_at(doc)",
      market: "doc->>'mall'",
      status: "doc->>'state'",
      amount: "(doc->>'total')::numeric",
      customer: "doc->>'buyer'",
    },
    change: (rows, at) =>
      `UPDATE documents SET doc = doc || jsonb_build_object('total', (doc->>'total')::numeric + 1),
         changed_at = ${at} WHERE id IN (
           SELECT id FROM documents WHERE ordered_at(doc) > ${RECENT} ORDER BY random() LIMIT ${rows})`,
  },
  {
    name: "a partition for each month, without updated_at on half the rows",
    statements: [
      `CREATE TABLE parted (LIKE market_orders) PARTITION BY RANGE (order_date)`,
      `DO $$ BEGIN FOR month IN 0..24 LOOP EXECUTE format(
         'CREATE TABLE parted_%s PARTITION OF parted FOR VALUES FROM (%L) TO (%L)', month,
         date_trunc('month', localtimestamp) - month * interval '1 month',
         date_trunc('month', localtimestamp) - (month - 1) * interval '1 month'); END LOOP; END $$`,
      "CREATE TABLE parted_other PARTITION OF parted DEFAULT",
      "INSERT INTO parted SELECT * FROM market_orders",
      "UPDATE parted SET updated_at = NULL WHERE id % 2 = 0",
      "CREATE INDEX ON parted (id)",
      "CREATE INDEX ON parted (order_date)",
      "CREATE INDEX ON parted ((coalesce(updated_at, order_date)))",
    ],
    mapping: { table: "parted", updated_at: "coalesce(updated_at, order_date)" },
    change: (rows, at) =>
      `UPDATE parted SET total_price = total_price + 1, updated_at = ${at} WHERE id IN (
         SELECT id FROM parted WHERE order_date > ${RECENT} ORDER BY random() LIMIT ${rows})`,
  },
  {
    name: "orders and lines, joined by a SELECT",
    statements: [
      "CREATE TABLE lines AS SELECT id AS order_id, total_price / 2 AS price, 1 AS quantity FROM market_orders, generate_series(1, 2)",
      "CREATE INDEX ON lines (order_id)",
    ],
    mapping: {
      table: inlineRelation(
        "SELECT o.*, (SELECT sum(price * quantity) FROM lines WHERE order_id = o.id) AS total FROM market_orders o",
        "orders",
      ),
      amount: "total",
    },
    change: (rows, at) =>
      `WITH changed AS (UPDATE market_orders SET updated_at = ${at} WHERE id IN (
         SELECT id FROM market_orders WHERE order_date > ${RECENT} ORDER BY random() LIMIT ${rows}) RETURNING id)
       UPDATE lines SET price = price + 1 WHERE order_id IN (SELECT id FROM changed)`,
  },
];

async function benchMappings({ orders, shops, say }: BenchContext): Promise<PartResult> {
  const size = Math.round(orders / 10);
  const shop = await shops.of(size);
  // All changes that building the shop made are before those of the measured ticks, of which none is in the future.
  await shop.server.query(`UPDATE market_orders SET updated_at = updated_at - interval '1 hour 1 minute'
    WHERE updated_at > localtimestamp - interval '1 hour 1 minute'`);
  const figures: Figure[] = [];
  for (const make of MAKES) {
    say(`${size} orders as ${make.name}`);
    const { counting, tick } = await measure(make, shop);
    figures.push(
      {
        name: `counting everything, ${make.name}`,
        value: counting,
        unit: "ms",
        note: "time of the database",
      },
      {
        name: `tick, ${make.name}, ${CHANGED} rows changed`,
        value: tick,
        unit: "ms",
        note: "time of the database",
      },
      { name: `counting ÷ tick, ${make.name}`, value: counting / tick, unit: "×" },
    );
  }
  return { figures };
}

async function measure(make: Make, { server }: Shop): Promise<{ counting: number; tick: number }> {
  for (const statement of make.statements) await server.query(statement);
  await server.query("VACUUM ANALYZE");
  const options: MetricsOptions = {
    database: { url: server.url, pool: 1, statement_timeout: 60_000, incremental: true },
    business: { timezone: "Asia/Seoul", day_start: "00:00", low_stock: 10, revenue: "gross" },
    interval: INTERVAL * 1000,
    // The orders alone, so that nothing else is in the figures.
    schema: { ...defaultSchema(), products: null, logs: null, jobs: null },
  };
  Object.assign(options.schema.orders!, make.mapping);
  const pool = openDatabase(options.database);
  const connection = await pool.connect();
  const writer = new pg.Client({ connectionString: server.url });
  await writer.connect();
  await using time = await DatabaseTime.of(server);
  try {
    const counting: number[] = [];
    for (let run = 0; run < 3; run++) {
      counting.push(await time.spentOn([connection], () => readFigures(connection, options, Date.now())));
    }
    const reader = new IncrementalReader(options);
    await untilKept(reader, connection);
    const ticks: number[] = [];
    for (let tick = 0; tick < TICKS; tick++) {
      // The writer's time is told before the tick's begins.
      const at = `(localtimestamp - interval '1 hour' + ${INTERVAL * tick} * interval '1 second')`;
      await time.spentOn([writer], () => writer.query(make.change(CHANGED, at)));
      ticks.push(await time.spentOn([connection], () => reader.read(connection, Date.now())));
    }
    return { counting: summaryOf(counting).median, tick: summaryOf(ticks).median };
  } finally {
    await writer.end();
    connection.release();
    await pool.end();
  }
}

/** Reads until the figures are had from kept rows. */
async function untilKept(reader: IncrementalReader, connection: pg.PoolClient): Promise<void> {
  for (let tick = 0; tick < 100; tick++) {
    const [database] = await reader.read(connection, Date.now());
    const read = database?.kind === "delivered" ? database.tables ?? [] : [];
    if (read.some(({ reads }) => reads === "changes")) return;
    const refused = read.find(({ reads }) => reads !== "changes");
    if (refused) throw new Error(`The rows are not kept: ${refused.reason?.en}`);
  }
  throw new Error("The rows are not kept after a hundred ticks");
}
