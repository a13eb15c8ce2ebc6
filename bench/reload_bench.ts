import { PROTOCOL_V1 } from "@/lib/shared/protocol.ts";
import type { Snapshot } from "@/lib/shared/snapshot.ts";
import { buildProgram, type BuiltProgram, type RunningProgram } from "@/tests/support/program.ts";
import { SocketClient } from "@/tests/support/socket_client.ts";
import type { BenchContext, Part, PartResult } from "./part.ts";
import { summaryOf } from "./statistics.ts";

const RUNS = 20;
const ORDERS_OF_SHOP = 100_000;

/** From the saving of a file with one metric more to the moment that a viewer's WebSocket has its figure. */
export const reloadPart: Part = {
  name: "reload",
  title: `A metric more in the file, ${ORDERS_OF_SHOP} orders, one viewer`,
  run: benchReload,
};

async function benchReload({ shops, say }: BenchContext): Promise<PartResult> {
  const shop = await shops.of(ORDERS_OF_SHOP);
  await using built = await buildProgram();
  await save(built, 0);
  const env = { DATABASE_URL: shop.server.url, STATE_URL: "sqlite::memory:" };
  await using program = await built.start({ env });
  await program.until(({ custom }) => custom.m0?.value === 0);
  await using client = await SocketClient.open(program.liveUrl, [PROTOCOL_V1]);
  await client.next("initial");
  const times: number[] = [];
  for (let run = 1; run <= RUNS; run++) times.push(await added({ built, client, run }));
  const { epoch } = await program.snapshot();
  const { median, p95 } = summaryOf(times);
  say(`median ${median.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms`);
  return {
    figures: [
      { name: "saved to seen, median", value: median, unit: "ms" },
      { name: "saved to seen, p95", value: p95, unit: "ms", most: 2_000 },
      { name: "connections dropped", value: await dropped(client, program), unit: "", most: 0 },
    ],
    details: { times, epoch },
  };
}

async function added(
  { built, client, run }: { built: BuiltProgram; client: SocketClient; run: number },
): Promise<number> {
  const started = performance.now();
  await save(built, run);
  const patch = () => client.next<{ data: Partial<Snapshot> }>("patch");
  while ((await patch()).data.custom?.[`m${run}`]?.value !== run);
  return performance.now() - started;
}

async function save(built: BuiltProgram, last: number): Promise<void> {
  const metrics = Array.from({ length: last + 1 }, (_, index) => ({
    name: `m${index}`,
    sql: `SELECT ${index} FROM (SELECT count(*) FROM market_orders LIMIT 1) AS counted`,
    interval: "1h",
  }));
  const markets = Object.fromEntries(["coupang", "naver", "11st"].map((code) => [code, { enabled: false }]));
  const text = JSON.stringify({ markets, metrics, self_check: { targets: [] } });
  await Deno.writeTextFile(`${built.folder}/marketpulse.yaml`, text);
}

/** Whether the one connection is another one by now. */
async function dropped(client: SocketClient, program: RunningProgram): Promise<number> {
  const open = await Promise.race([client.closed.then(() => false), program.snapshot().then(() => true)]);
  return open ? 0 : 1;
}
