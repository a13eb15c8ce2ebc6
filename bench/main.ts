/**
 * `deno task bench [--only NAME,NAME] [--orders N]`: runs the benchmarks of `parts.ts` one after the other, prints one
 * table, and keeps each part's figures in `bench/results/NAME.json`. Ten million orders need about 8 GB of disk for a few
 * minutes.
 */
import { parseArgs } from "node:util";
import type { Part, PartResult } from "./part.ts";
import { PARTS } from "./parts.ts";
import { Shops } from "./shops.ts";
import { tableOf } from "./table.ts";

interface Options {
  readonly orders: number;
  readonly parts: readonly Part[];
}

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

/** @throws {Error} that says what would be right */
function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string", default: PARTS.map(({ name }) => name).join() },
      orders: { type: "string", default: "10000000" },
    },
  });
  const orders = Number(values.orders);
  if (!Number.isSafeInteger(orders) || orders < 400) {
    throw new Error(`Cannot build '${values.orders}' orders: write --orders and a whole number from 400`);
  }
  const names = values.only.split(",");
  const unknown = names.find((wanted) => !PARTS.some(({ name }) => name === wanted));
  if (unknown !== undefined) {
    const known = PARTS.map(({ name }) => name).join(", ");
    throw new Error(`Cannot run '${unknown}': write --only and some of ${known}`);
  }
  return { orders, parts: PARTS.filter(({ name }) => names.includes(name)) };
}

function optionsOrReason(args: readonly string[]): Options | string {
  try {
    return readOptions(args);
  } catch (error) {
    return (error as Error).message;
  }
}

async function keep(part: Part, result: PartResult, orders: number): Promise<void> {
  const folder = new URL("./results/", import.meta.url);
  await Deno.mkdir(folder, { recursive: true });
  const run = { at: new Date().toISOString(), deno: Deno.version.deno, cores: navigator.hardwareConcurrency };
  const kept = { part: part.name, ...run, orders, ...result };
  await Deno.writeTextFile(new URL(`${part.name}.json`, folder), `${JSON.stringify(kept, null, 2)}\n`);
}

async function main(args: readonly string[]): Promise<void> {
  const options = optionsOrReason(args);
  if (typeof options === "string") {
    say(options);
    return void (Deno.exitCode = 2);
  }
  const { orders, parts } = options;
  await using shops = new Shops(say);
  const tables: string[] = [];
  for (const part of parts) {
    say(`\n${part.title}`);
    const result = await part.run({ orders, shops, say });
    await keep(part, result, orders);
    tables.push(tableOf(part.title, result));
  }
  say(`\n${tables.join("\n\n")}`);
}

await main(Deno.args);
