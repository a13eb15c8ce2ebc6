import pg from "pg";
import { printTriggers } from "@/lib/check/print_triggers.ts";
import { parseConfig } from "@/lib/config/parse_config.ts";
import { PROTOCOL_V1 } from "@/lib/shared/protocol.ts";
import { buildProgram, type RunningProgram } from "@/tests/support/program.ts";
import type { BenchContext, Figure, Part, PartResult } from "./part.ts";
import type { Shop } from "./shops.ts";
import { SeenOrders } from "./seen_orders.ts";

const ORDERS_OF_SHOP = 100_000;
const RATES = [1, 10, 100];
const WARM_UP = 5;
/** How long orders are placed at each rate; the first one needs longer for enough of them. */
const SECONDS = { 1: 40, 10: 20, 100: 20 } as Record<number, number>;
/** Milliseconds between two readings, as the configuration has it when nothing is written. */
const INTERVAL = 5_000;
/** How long the last orders of a run may take to be seen. */
const SEEN_WITHIN = 3 * INTERVAL;

type Mode = "with triggers" | "without triggers";

interface Run {
  readonly mode: Mode;
  /** Orders a second. */
  readonly rate: number;
  /** From the INSERT's sending to the patch that has it, in ms, in ascending order. */
  readonly latencies: readonly number[];
  /** Orders that were not seen in time. */
  readonly lost: number;
  /** How often the database was read a second. */
  readonly readings: number;
}

/** From the moment an order is sent to PostgreSQL to the moment a viewer's WebSocket has it. */
export const latencyPart: Part = {
  name: "latency",
  title: `Commit to viewer, ${ORDERS_OF_SHOP} orders, read every ${INTERVAL / 1000} s`,
  run: benchLatency,
};

async function benchLatency({ shops, say }: BenchContext): Promise<PartResult> {
  const shop = await shops.of(ORDERS_OF_SHOP);
  const { url } = shop.server;
  await using built = await buildProgram();
  const noMarkets = Object.fromEntries(
    ["coupang", "naver", "11st"].map((code) => [code, { enabled: false }]),
  );
  await Deno.writeTextFile(`${built.folder}/marketpulse.yaml`, JSON.stringify({ markets: noMarkets }));
  const runs: Run[] = [];
  for (const mode of ["without triggers", "with triggers"] as const) {
    if (mode === "with triggers") await shop.server.query(await triggersFor(url));
    await using program = await built.start({ env: { DATABASE_URL: url, STATE_URL: "sqlite::memory:" } });
    await program.until(({ sales }) => sales !== null);
    // A process that has just started is still being compiled; nobody's first order is measured.
    await place(program, { shop, mode, rate: WARM_UP });
    for (const rate of RATES) {
      const run = await place(program, { shop, mode, rate });
      say(`${mode}, ${rate} a second: p99 ${percentile(run, 0.99).toFixed(0)} ms, lost ${run.lost}`);
      runs.push(run);
    }
  }
  return { figures: runs.flatMap(figuresOf), details: runs.map(detailsOf) };
}

async function triggersFor(url: string): Promise<string> {
  const printed = await printTriggers(parseConfig({ env: { DATABASE_URL: url }, flags: {} }), "en");
  if ("sql" in printed) return printed.sql;
  throw new Error(printed.faults.map(({ en }) => en).join(" "));
}

/** Places orders evenly, watched by one viewer. */
async function place(
  program: RunningProgram,
  { shop, mode, rate }: { shop: Shop; mode: Mode; rate: number },
): Promise<Run> {
  const client = new pg.Client({ connectionString: shop.server.url });
  await client.connect();
  const seen = await SeenOrders.open(program.liveUrl, PROTOCOL_V1);
  const before = await readingsOf(program);
  const { rows } = await client.query("SELECT max(id)::int + 1 AS id FROM market_orders");
  const firstId: number = rows[0].id;
  const started = performance.now();
  try {
    const count = rate * (SECONDS[rate] ?? 3);
    for (let index = 0; index < count; index++) {
      await until(started + (index * 1_000) / rate);
      seen.placed(performance.now());
      await client.query(ORDER, [firstId + index]);
    }
    await seen.all(SEEN_WITHIN);
  } finally {
    await client.end();
    await seen.close();
  }
  const seconds = (performance.now() - started) / 1_000;
  const readings = (await readingsOf(program) - before) / seconds;
  return { mode, rate, ...seen.result(), readings };
}

/** The table gives no numbers by itself. */
const ORDER =
  `INSERT INTO market_orders (id, market_code, order_date, buyer_email, order_status, total_price, updated_at)
  VALUES ($1, 'coupang', now() AT TIME ZONE 'Asia/Seoul', 'kim@example.com', 'pending', 10000, now() AT TIME ZONE 'Asia/Seoul')`;

async function readingsOf(program: RunningProgram): Promise<number> {
  const text = await (await fetch(`${program.url}metrics`)).text();
  const line = /^marketpulse_source_readings_total\{source="database",outcome="delivered"\} (\d+)/m.exec(
    text,
  );
  return Number(line?.[1] ?? 0);
}

function until(moment: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, moment - performance.now())));
}

function percentile({ latencies }: Run, share: number): number {
  return latencies[Math.ceil(share * latencies.length) - 1] ?? NaN;
}

function detailsOf(run: Run) {
  const { mode, rate, latencies, lost, readings } = run;
  const [p50, p90, p99, worst] = [0.5, 0.9, 0.99, 1].map((share) => percentile(run, share));
  return { mode, rate, orders: latencies.length, lost, readings, p50, p90, p99, worst };
}

function figuresOf(run: Run): Figure[] {
  const { mode, rate, latencies, lost } = run;
  const most = mode === "without triggers" ? INTERVAL + 100 : 150;
  const note = `${latencies.length} orders, ${run.readings.toFixed(1)} readings a second`;
  return [
    { name: `${mode}, ${rate} a second: median`, value: percentile(run, 0.5), unit: "ms" },
    { name: "… 99th percentile", value: lost > 0 ? null : percentile(run, 0.99), unit: "ms", most, note },
  ];
}
