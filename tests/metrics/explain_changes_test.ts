/** What a tick that reads changes asks of tables: how often it goes to the database, and by which plans. */
import assert from "node:assert/strict";
import pg from "pg";
import { shopStatements } from "@/bench/shop_data.ts";
import { IncrementalReader } from "@/lib/metrics/incremental_reader.ts";
import { recommendedIndexes } from "@/lib/metrics/recommended_indexes.ts";
import { defaultSchema } from "@/lib/shared/default_schema.ts";
import { postgresTest } from "@/tests/support/postgres.ts";
import { optionsFor } from "./collect_once.ts";

interface Statement {
  readonly text: string;
  readonly values: unknown[];
}

const CHANGED = `
  UPDATE market_orders SET order_status = 'completed', updated_at = localtimestamp WHERE id % 1000 = 7;
  UPDATE unified_products SET stock_quantity = 400, updated_at = localtimestamp WHERE id % 1000 = 7;
  INSERT INTO system_logs (timestamp, level) VALUES (localtimestamp, 'ERROR')`;

for (const major of [15, 18] as const) {
  postgresTest(`a tick that reads changes asks PostgreSQL ${major} for no more than these`, {
    major,
    settings: { timezone: "Asia/Seoul" },
  }, async (server, test) => {
    const size = { orders: 100_000, products: 10_000, logs: 100_000 };
    // Without ANALYZE, because a table that has just been filled must not be read whole either.
    for (const statement of [...shopStatements(size), ...recommendedIndexes(defaultSchema())]) {
      await server.query(statement);
    }
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    let asked: Statement[] = [];
    const query = (query: string | pg.QueryConfig, values: unknown[] = []) => {
      const { text, values: bound = values } = typeof query === "string" ? { text: query } : query;
      asked.push({ text, values: bound });
      return client.query(query as string, values.length > 0 ? values : undefined);
    };
    const reader = new IncrementalReader(optionsFor(server.url));
    for (let kept = 0; kept < 3;) {
      const [database] = await reader.read({ query } as pg.PoolClient, Date.now());
      if (database?.kind === "delivered") kept += database.tables?.length ?? 0;
    }
    await server.query(CHANGED);
    asked = [];
    await reader.read({ query } as pg.PoolClient, Date.now());
    // Beginning with the columns' types, a savepoint, three tables, a savepoint, jobs, the end.
    assert.equal(asked.length, 8, asked.map(({ text }) => text).join("\n"));
    const statements = asked.filter(({ text }) => /^\s*SELECT/.test(text) && !text.includes("schedule_jobs"));
    assert.equal(statements.length, 3);
    for (const { text, values } of statements) {
      const table = /FROM "(\w+)"\s+WHERE/.exec(text)![1]!;
      await test.step(table, async () => {
        const { rows } = await client.query(`EXPLAIN ${text}`, values);
        const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
        assert.match(plan, /Index (Only )?Scan/);
        assert.doesNotMatch(plan, /Seq Scan/);
      });
    }
    await client.end();
  });
}
