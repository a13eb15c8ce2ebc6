import assert from "node:assert/strict";
import { createLog } from "@/lib/app/log.ts";
import { logTables } from "@/lib/app/log_tables.ts";
import type { TableReading } from "@/lib/collectors/update.ts";

Deno.test("logTables() says how tables are read, and what a recount corrected", () => {
  const lines: string[] = [];
  const log = createLog({
    level: "info",
    format: "text",
    clock: { now: () => 0 },
    write: (line) => lines.push(line),
  });
  const reason = { ko: "인덱스가 없습니다", en: "There is no index" };
  const tables: TableReading[] = [
    { relation: "orders", reads: "changes", reason: null, corrected: 0 },
    { relation: "orders", reads: "changes", reason: null, corrected: 3 },
    { relation: "orders", reads: "new", reason, corrected: 0 },
    { relation: "products", reads: "everything", reason, corrected: 0 },
  ];
  logTables(log, tables);
  assert.deepEqual(lines.map((line) => line.replace(/^\S+ /, "")), [
    `INFO  Only changed rows are read from now on table="orders"`,
    `WARN  A recount corrected figures: rows had been deleted, or had changed unseen table="orders" rows=3`,
    `INFO  New rows are read at each tick, changed ones are found by recounting table="orders" reason="There is no index"`,
    `INFO  Everything is counted at each tick table="products" reason="There is no index"`,
  ]);
});
