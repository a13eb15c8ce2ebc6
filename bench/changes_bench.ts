import pg from "pg";
import { IncrementalReader } from "@/lib/metrics/incremental_reader.ts";
import { openDatabase } from "@/lib/metrics/open_database.ts";
import type { MetricsOptions } from "@/lib/metrics/options.ts";
import { defaultSchema } from "@/lib/shared/default_schema.ts";
import { DatabaseTime } from "./database_time.ts";
import type { BenchContext, Figure, Part, PartResult } from "./part.ts";
import type { Shop } from "./shops.ts";
import { summaryOf, timed } from "./statistics.ts";

/** A tick's cost against what changed, and against what there is. */
export const changesPart: Part = {
  name: "changes",
  title: "What a tick costs the database when rows changed",
  run: benchChanges,
};

const CHANGED = [0, 1, 10, 100, 1000];
const TICKS = 15;
const OLD_RUNS = 3;
/** Seconds between ticks, by which every change is dated after those of the tick before. */
const INTERVAL = 5;
/** The figures that are held to a limit are those of so many changed rows. */
const USUAL = 100;

interface Measured {
  readonly orders: number;
  readonly rows: Shop["rows"];
  /** ms of the database, old system's queries once */
  readonly old: number;
  /** Until figures were had from kept rows: ms of the database, ticks. */
  readonly loading: { readonly database: number; readonly ticks: number };
  /** ms of the database for recounting everything once */
  readonly recount: number;
  readonly ticks: Record<number, { readonly database: number; readonly wall: number }>;
}

async function benchChanges({ orders, shops, say }: BenchContext): Promise<PartResult> {
  const sizes = [orders / 100, orders / 10, orders].map(Math.round);
  const measured: Measured[] = [];
  for (const size of sizes) measured.push(await measure(size, await shops.of(size), say));
  const [smallest, largest] = [measured[0]!, measured.at(-1)!];
  const usual = ({ ticks }: Measured) => ticks[USUAL]!.database;
  const of = ({ orders }: Measured) => `${orders} orders`;
  const figures: Figure[] = [
    ...measured.flatMap((one): Figure[] => [
      { name: `old queries, ${of(one)}`, value: one.old, unit: "ms", note: "time of the database" },
      ...CHANGED.map((changed): Figure => ({
        name: `tick, ${of(one)}, ${changed} rows changed`,
        value: one.ticks[changed]!.database,
        unit: "ms",
        note: `time of the database; ${one.ticks[changed]!.wall.toFixed(1)} ms until read`,
      })),
      {
        name: `recount of everything, ${of(one)}`,
        value: one.recount,
        unit: "ms",
        note: "in slices, every 5 minutes",
      },
    ]),
    {
      name: `old queries ÷ tick, ${of(largest)}`,
      value: largest.old / usual(largest),
      unit: "×",
      least: 1000,
    },
    {
      name: `the same with the recounts' share`,
      value: largest.old / (usual(largest) + largest.recount * INTERVAL / 300),
      unit: "×",
      note: "were everything recounted every 5 minutes, which takes its time when there is much",
    },
    {
      name: `tick, ${of(largest)} ÷ ${of(smallest)}`,
      value: usual(largest) / usual(smallest),
      unit: "×",
      most: 2,
    },
  ];
  return { figures, details: measured };
}

async function measure(
  orders: number,
  { server, rows }: Shop,
  say: (line: string) => void,
): Promise<Measured> {
  const options: MetricsOptions = {
    database: { url: server.url, pool: 1, statement_timeout: 60_000, incremental: true },
    business: { timezone: "Asia/Seoul", day_start: "00:00", low_stock: 10, revenue: "gross" },
    interval: INTERVAL * 1000,
    schema: defaultSchema(),
  };
  const pool = openDatabase(options.database);
  const connection = await pool.connect();
  const writer = new pg.Client({ connectionString: server.url });
  await writer.connect();
  await using time = await DatabaseTime.of(server);
  try {
    const dates = await Dates.of(writer);
    const reader = new IncrementalReader(options);
    const read = () => reader.read(connection, Date.now());
    say(`${orders} orders: the old system's queries`);
    const oldQueries = await Deno.readTextFile(new URL("./old_queries.sql", import.meta.url));
    const runs = Array.from({ length: OLD_RUNS });
    const old: number[] = [];
    for (const _ of runs) old.push(await time.spentOn([connection], () => connection.query(oldQueries)));
    say(`${orders} orders: loading what is kept`);
    let loadingTicks = 0;
    const loading = await time.spentOn([connection], async () => {
      for (let kept = 0; kept < 3; loadingTicks++) {
        const [database] = await read();
        if (database?.kind === "delivered") {
          kept += (database.tables ?? []).filter(({ reads }) => reads === "changes").length;
        }
        if (loadingTicks > 100) throw new Error("The rows are not kept");
      }
    });
    const ticks: Measured["ticks"] = {};
    for (const changed of CHANGED) {
      say(`${orders} orders: ${TICKS} ticks with ${changed} rows changed`);
      const [database, wall]: [number[], number[]] = [[], []];
      for (let tick = 0; tick < TICKS; tick++) {
        await change(writer, changed, dates.next());
        await writer.query("SELECT pg_stat_force_next_flush()");
        await writer.query("SELECT pg_stat_force_next_flush()");
        database.push(await time.spentOn([connection], async () => void wall.push(await timed(read))));
      }
      ticks[changed] = { database: summaryOf(database).median, wall: summaryOf(wall).median };
    }
    say(`${orders} orders: a recount`);
    const recount = await time.spentOn([connection], async () => {
      reader.recountSoon();
      let now = Date.now();
      do await reader.read(connection, now += 60_000); while (!reader.settled);
    });
    return {
      orders,
      rows,
      old: summaryOf(old).median,
      loading: { database: loading, ticks: loadingTicks },
      recount,
      ticks,
    };
  } finally {
    await writer.end();
    connection.release();
    await pool.end();
  }
}

/**
 * Times at which changes are dated, five seconds apart, so that a tick reads again what the one or two ticks before it
 * read, as in real life. They begin two hours ago, so that none is in the future before a run of minutes has ended.
 */
class Dates {
  #last: number;

  private constructor(last: number) {
    this.#last = last;
  }

  /** Dates all changes of the last two hours, which building the shop made, before them. */
  static async of(writer: pg.Client): Promise<Dates> {
    await writer.query("CREATE SEQUENCE bench_ids START 1000000001");
    for (const table of ["market_orders", "unified_products"]) {
      await writer.query(`UPDATE ${table} SET updated_at = updated_at - interval '2 hours 1 minute'
        WHERE updated_at > localtimestamp - interval '2 hours 1 minute'`);
    }
    return new Dates(Date.now() - 2 * 3_600_000);
  }

  next(): string {
    this.#last += INTERVAL * 1000;
    return `(timestamptz '${new Date(this.#last).toISOString()}' AT TIME ZONE 'Asia/Seoul')`;
  }
}

/** Of ten changed rows, four are orders of the last days, four are new orders, one is a product and one a log line. */
async function change(writer: pg.Client, rows: number, at: string): Promise<void> {
  if (rows === 0) return;
  const [changed, others] = [Math.max(1, Math.round(rows * 0.4)), Math.round(rows / 10)];
  const added = rows - changed - 2 * others;
  await writer.query(`
    UPDATE market_orders SET order_status = 'processing', total_price = total_price + 1, updated_at = ${at}
    WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM market_orders WHERE order_date > localtimestamp - interval '7 days' ORDER BY random() LIMIT ${changed}));
    INSERT INTO market_orders (id, market_code, order_date, buyer_email, order_status, total_price, updated_at)
    SELECT nextval('bench_ids'), 'naver', localtimestamp, 'buyer' || i || '@example.com', 'pending', 9900, ${at}
    FROM generate_series(1, ${added}) AS i;
    UPDATE unified_products SET stock_quantity = 11 + id % 80, updated_at = ${at}
    WHERE ctid = ANY(ARRAY(SELECT ctid FROM unified_products WHERE stock_quantity > 20 AND status = 'active' LIMIT ${others}));
    INSERT INTO system_logs (timestamp, level, execution_time)
    SELECT localtimestamp, 'INFO', 100 FROM generate_series(1, ${others})`);
}
