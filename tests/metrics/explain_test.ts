import assert from "node:assert/strict";
import pg from "pg";
import { shopStatements } from "@/bench/shop_data.ts";
import { openDatabase } from "@/lib/metrics/open_database.ts";
import { readFigures } from "@/lib/metrics/read_figures.ts";
import { recommendedIndexes } from "@/lib/metrics/recommended_indexes.ts";
import { defaultSchema } from "@/lib/shared/default_schema.ts";
import { postgresTest } from "@/tests/support/postgres.ts";
import { optionsFor } from "./collect_once.ts";

interface Statement {
  text: string;
  values: unknown[];
}

/** Everything that a tick asks of tables; statements that only ask for a column's type read no row. */
async function statementsOfTick(url: string): Promise<Statement[]> {
  const statements: Statement[] = [];
  const options = optionsFor(url);
  options.business.revenue = "net";
  const pool = openDatabase(options.database);
  const connection = await pool.connect();
  const query = (asked: string | pg.QueryConfig, values: unknown[] = []) => {
    const text = typeof asked === "string" ? asked : asked.text;
    const given = typeof asked === "string" ? values : asked.values ?? [];
    if (text.includes("FROM") && !text.endsWith("LIMIT 0")) statements.push({ text, values: given });
    return typeof asked === "string"
      ? connection.query(asked, values.length > 0 ? values : undefined)
      : connection.query(asked);
  };
  await readFigures({ query } as pg.PoolClient, options, Date.now());
  connection.release();
  await pool.end();
  return statements;
}

for (const major of [15, 18] as const) {
  postgresTest(`readFigures() asks PostgreSQL ${major} for nothing that reads all orders or logs`, {
    major,
    settings: { timezone: "Asia/Seoul" },
  }, async (server, test) => {
    const size = { orders: 100_000, products: 10_000, logs: 100_000 };
    for (
      const statement of [...shopStatements(size), ...recommendedIndexes(defaultSchema()), "VACUUM ANALYZE"]
    ) {
      await server.query(statement);
    }
    const statements = await statementsOfTick(server.url);
    assert.equal(statements.length, 7);
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    for (const { text, values } of statements) {
      const table = /FROM "(\w+)"/.exec(text)![1]!;
      await test.step(`${table}: ${text.trim().replace(/\s+/g, " ").slice(0, 60)}`, async () => {
        const { rows } = await client.query(`EXPLAIN ${text}`, values);
        const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
        assert.doesNotMatch(plan, /Seq Scan on (market_orders|system_logs)/);
        if (table === "market_orders" || table === "system_logs") assert.match(plan, /Index Only Scan/);
      });
    }
    await client.end();
  });
}
