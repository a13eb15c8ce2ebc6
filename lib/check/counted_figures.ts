import type { Update } from "../collectors/update.ts";
import type { MetricsOptions } from "../metrics/options.ts";
import { type KeptFigures, readFigures } from "../metrics/read_figures.ts";
import { type Connection, ReadTransaction } from "../metrics/read_transaction.ts";
import { Sql } from "../metrics/sql.ts";
import { planLine, planOf } from "./query_plan.ts";

export interface CountedFigures {
  readonly updates: Update[];
  /** For each source, plan and cost of each of its queries. */
  readonly plans: ReadonlyMap<string, readonly string[]>;
  /** Milliseconds that reading took. */
  readonly took: number;
}

/** Has the database count every figure, as the first tick does, and asks how it goes about that. */
export async function countFigures(
  connection: Connection,
  options: MetricsOptions,
  now: number,
): Promise<CountedFigures> {
  const asked = new Map<string, Sql[]>();
  let source = "";
  const query = (asking: string | { text: string; values?: unknown[] }, values?: unknown[]) => {
    if (typeof asking !== "string" && /^\s*SELECT/.test(asking.text) && !/LIMIT 0$/.test(asking.text)) {
      asked.set(source, [...asked.get(source) ?? [], new Sql([asking.text], asking.values ?? [])]);
    }
    return connection.query(asking as string, values);
  };
  const counting: KeptFigures = {
    columns: [],
    refresh: () => Promise.resolve(),
    readSource(read, reading) {
      source = read.source;
      return reading.transaction.attempt(() => read.read(reading));
    },
    news: () => [],
  };
  const started = performance.now();
  const updates = await readFigures({ query } as Connection, options, now, counting);
  const took = performance.now() - started;
  const well = updates.filter(({ kind }) => kind === "delivered").map(({ source }) => source as string);
  return {
    updates,
    took,
    plans: await plansOf(connection, options, [...asked].filter(([name]) => well.includes(name))),
  };
}

async function plansOf(
  connection: Connection,
  { database: { statement_timeout } }: MetricsOptions,
  asked: readonly [string, Sql[]][],
): Promise<Map<string, string[]>> {
  const plans = new Map<string, string[]>();
  const transaction = await ReadTransaction.begin(connection, statement_timeout);
  for (const [source, statements] of asked) {
    const lines: string[] = [];
    for (const statement of statements) {
      lines.push(planLine(await transaction.attempt(() => planOf(transaction, statement))));
    }
    plans.set(source, lines);
  }
  await transaction.end();
  return plans;
}
