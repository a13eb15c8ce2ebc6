/**
 * `deno run -A bench/binary_bench.ts [--minutes N] [--binary FILE] [--before FILE]`: how large the compiled program is,
 * how soon it answers with a configured database, and how much memory it keeps while 100 clients watch a shop of 100,000
 * orders a day. `--before` names another executable, whose first answers are measured in turns with the first one's.
 * The figures go to `bench/results/binary.json`. Linux only: memory is read from `/proc`.
 */
import pg from "pg";
import { parseArgs } from "node:util";
import { resolve } from "node:path";
import { PROTOCOL_V1 } from "@/lib/shared/protocol.ts";
import { startPostgres, type TestPostgres } from "../tests/support/postgres.ts";
import { BuiltProgram } from "../tests/support/program.ts";
import { SocketClient } from "../tests/support/socket_client.ts";
import { firstBytes } from "./first_byte.ts";
import { shopStatements } from "./shop_data.ts";

const ORDERS_A_DAY = 100_000;
const CLIENTS = 100;
const STARTS = 9;
const MIB = 1_048_576;

/** Memory in MiB, `minute` minutes after the clients were connected. */
interface Sample {
  readonly minute: number;
  readonly resident: number;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    args: Deno.args,
    options: {
      minutes: { type: "string", default: "60" },
      binary: { type: "string", default: "dist/marketpulse" },
      before: { type: "string" },
    },
  });
  const minutes = Number(values.minutes);
  if (!(minutes > 0)) {
    throw new Error(`Cannot measure for '${values.minutes}' minutes: write a number above 0`);
  }
  const binary = resolve(values.binary);
  const size = (await Deno.stat(binary)).size / MIB;
  await using program = await inFolder(binary);
  await using other = values.before === undefined ? null : await inFolder(resolve(values.before));
  await using database = await startPostgres({ major: 15 });
  await fill(database);
  const env = { DATABASE_URL: database.url };
  const [firstByte, before] = await firstBytes([program, ...other ? [other] : []], { env, starts: STARTS });
  const samples = await watchMemory(program, { env, database, minutes });
  const slope = slopeOf(samples.slice(Math.floor(samples.length / 2)));
  const result = {
    size,
    first_byte_ms: { now: firstByte, before },
    minutes,
    slope_mib_per_hour: slope * 60,
    samples,
  };
  const folder = new URL("./results/", import.meta.url);
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(new URL("binary.json", folder), `${JSON.stringify(result, null, 2)}\n`);
  const peak = Math.max(...samples.map(({ resident }) => resident));
  say(`size                     ${size.toFixed(1)} MiB`);
  for (const [name, took] of Object.entries(firstByte!)) {
    say(`first byte, ${name.padEnd(15)} ${took.toFixed(0)}`);
  }
  say(`resident, most           ${peak.toFixed(0)} MiB in ${minutes} minutes`);
  say(`slope of the second half ${(slope * 60).toFixed(1)} MiB an hour`);
}

async function inFolder(binary: string): Promise<BuiltProgram> {
  const folder = await Deno.makeTempDir({ prefix: "marketpulse_bench_" });
  await Deno.writeTextFile(`${folder}/marketpulse.yaml`, CONFIG);
  return new BuiltProgram(folder, { command: [binary], env: {} });
}

/** No market is asked: what is measured is ours. */
const CONFIG = `
self_check: { targets: [] }
markets: { coupang: { base_url: "http://127.0.0.1:9" }, naver: { enabled: false }, 11st: { enabled: false } }
`;

const order = (at: string) =>
  `'coupang', ${at}, 'buyer' || i % 20000 || '@example.com', 'pending', 9900 + i % 90000, ${at}`;

/** Eight days before now, as the dashboard shows them, with what reading by changes needs: ids, and an index on updated_at. */
async function fill(database: TestPostgres): Promise<void> {
  const zone = `SET TIME ZONE 'Asia/Seoul'`;
  const small = shopStatements({ orders: 400, products: 10_000, logs: 100_000 });
  const placed =
    `INSERT INTO market_orders (market_code, order_date, buyer_email, order_status, total_price, updated_at)
    SELECT ${order(`localtimestamp - i * interval '1 day' / ${ORDERS_A_DAY}`)}
    FROM generate_series(0, ${8 * ORDERS_A_DAY}) AS i`;
  const ids = `CREATE SEQUENCE order_ids START 1000; ALTER TABLE market_orders ADD PRIMARY KEY (id);
    ALTER TABLE market_orders ALTER COLUMN id SET DEFAULT nextval('order_ids')`;
  const indexes = "CREATE INDEX ON market_orders (order_date); CREATE INDEX ON market_orders (updated_at)";
  await database.query([zone, ...small, ids, placed, indexes, "ANALYZE"].join(";\n"));
}

/** As deploy/ starts it. */
const ALLOCATOR = {
  MALLOC_ARENA_MAX: "2",
  MALLOC_TRIM_THRESHOLD_: "65536",
  MALLOC_MMAP_THRESHOLD_: "65536",
};

async function watchMemory(
  program: BuiltProgram,
  { env, database, minutes }: { env: Record<string, string>; database: TestPostgres; minutes: number },
): Promise<Sample[]> {
  await using running = await program.start({ env: { ...env, ...ALLOCATOR } });
  await using shop = new DisposableClient(database.url);
  await shop.connect();
  const clients = await Promise.all(
    Array.from({ length: CLIENTS }, () => SocketClient.open(running.liveUrl, [PROTOCOL_V1])),
  );
  const first = performance.now();
  const minute = () => (performance.now() - first) / 60_000;
  const samples: Sample[] = [];
  const perTick = Math.round(ORDERS_A_DAY / 86_400 * 5);
  while (minute() < minutes) {
    await shop.query(
      `INSERT INTO market_orders (market_code, order_date, buyer_email, order_status, total_price, updated_at)
       SELECT ${order(`now() AT TIME ZONE 'Asia/Seoul'`)} FROM generate_series(1, ${perTick}) AS i`,
    );
    await Promise.all(clients.map((client) => client.next("patch")));
    samples.push({ minute: minute(), resident: await resident(running.process.pid) });
    if (samples.length % 120 === 0) {
      say(`minute ${minute().toFixed(0)}: ${samples.at(-1)!.resident.toFixed(0)} MiB`);
    }
  }
  await Promise.all(clients.map((client) => client[Symbol.asyncDispose]()));
  return samples;
}

/** One connection throughout: a shop does not connect anew for each order. */
class DisposableClient extends pg.Client {
  async [Symbol.asyncDispose](): Promise<void> {
    await this.end();
  }
}

async function resident(pid: number): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)![1]) / 1024;
}

/** Least squares, in MiB a minute. */
function slopeOf(samples: readonly Sample[]): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(samples.map(({ minute }) => minute)), mean(samples.map(({ resident }) => resident))];
  const over = samples.reduce((sum, { minute, resident }) => sum + (minute - x) * (resident - y), 0);
  return over / samples.reduce((sum, { minute }) => sum + (minute - x) ** 2, 0);
}

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

await main();
