/**
 * `deno task bench [--orders N]`: measures a tick beside what the old system asked, prints a table and keeps the figures
 * in `bench/results/`. Ten million orders need about 8 GB of disk for a few minutes.
 */
import { benchMetrics, type MetricsBenchResult } from "./metrics_bench.ts";

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

function ordersFrom(args: readonly string[]): number {
  const [option, value] = args;
  if (option === undefined) return 10_000_000;
  const orders = Number(value);
  if (option !== "--orders" || !Number.isSafeInteger(orders) || orders < 400) {
    throw new Error(`Cannot read the options '${args.join(" ")}': write --orders and a number from 400`);
  }
  return orders;
}

function tableOf({ old, ours }: MetricsBenchResult): string {
  const row = (name: string, median: string, p95: string) =>
    name.padEnd(24) + median.padStart(14) + p95.padStart(14);
  const milliseconds = (value: number) => `${value.toFixed(1)} ms`;
  return [
    row("", "median", "p95"),
    row("old system's queries", milliseconds(old.median), milliseconds(old.p95)),
    row("MarketPulse's tick", milliseconds(ours.median), milliseconds(ours.p95)),
    row("ratio", (old.median / ours.median).toFixed(1), (old.p95 / ours.p95).toFixed(1)),
  ].join("\n");
}

async function main(args: readonly string[]): Promise<void> {
  const orders = ordersFrom(args);
  const size = { orders, products: Math.ceil(orders / 10), logs: Math.ceil(orders / 2) };
  const result = await benchMetrics(size, say);
  const folder = new URL("./results/", import.meta.url);
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(new URL(`metrics_${orders}.json`, folder), `${JSON.stringify(result, null, 2)}\n`);
  say(`\n${JSON.stringify(result.rows)} on ${result.postgres}\n\n${tableOf(result)}`);
}

main(Deno.args);
