/** The metrics of the documents are read from real tables, and say what they are to say. */
import assert from "node:assert/strict";
import { parseConfig } from "@/lib/config/parse_config.ts";
import { CustomReader } from "@/lib/metrics/custom/custom_reader.ts";
import { openDatabase } from "@/lib/metrics/open_database.ts";
import { systemClock } from "@/lib/shared/clock.ts";
import type { CustomReading } from "@/lib/shared/custom_metric.ts";
import { LANGUAGES } from "@/lib/shared/text.ts";
import { OLD_TABLES } from "../support/old_shop.ts";
import { postgresTest } from "../support/postgres.ts";

const TABLES = `${OLD_TABLES}
  CREATE TABLE refunds (refunded_at timestamptz);
  INSERT INTO refunds VALUES (now()), (now() - interval '2 days');
  INSERT INTO market_orders (market_code, order_date, order_status, total_price)
  SELECT 'coupang', now() AT TIME ZONE 'Asia/Seoul', status, 1000
  FROM unnest(ARRAY['pending', 'pending', 'completed', 'refunded']) AS status;
  INSERT INTO unified_products (name, market_code, status, stock_quantity, sale_price)
  VALUES ('mug', 'naver', 'active', 0, 9000), ('bowl', 'naver', 'active', 7, 9000), ('plate', 'naver', 'active', 70, 9000)`;

/** By the metric's name, whatever language its columns are in. */
const EXPECTED: Readonly<Record<string, unknown>> = {
  refunds: 1,
  backlog: [["coupang", 2]],
  refund_rate: 25,
  running_out: [["mug", 0], ["bowl", 7]],
};

postgresTest("the metrics of the documents read what they promise", { major: 15 }, async (server) => {
  await server.query(TABLES);
  for (const language of LANGUAGES) {
    const path = `../../docs/own${language === "en" ? "" : `.${language}`}.md`;
    const text = await Deno.readTextFile(new URL(path, import.meta.url));
    const read: Record<string, unknown> = {};
    for (const [, yaml] of text.matchAll(/^```yaml\n([\s\S]*?)^```/gm)) {
      const file = { path: "marketpulse.yaml", text: yaml! };
      const { metrics, database, business } = parseConfig({
        file,
        env: { DATABASE_URL: server.url },
        flags: {},
      });
      const open = (timeout: number) => openDatabase({ ...database, statement_timeout: timeout });
      const reader = new CustomReader({ database, business, clock: systemClock, open });
      for (const metric of metrics) read[metric.name] = shown((await reader.read(metric)).reading);
      await reader.close();
    }
    assert.deepEqual(read, EXPECTED, path);
  }
});

function shown({ outcome }: CustomReading): unknown {
  if ("reason" in outcome) return outcome.reason.en;
  return "rows" in outcome ? outcome.rows : outcome.value;
}
