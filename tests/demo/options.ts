import type { DemoShopOptions } from "../../lib/demo/collect_demo_shop.ts";
import { defaultSchema } from "../../lib/shared/default_schema.ts";

/** What the program gives the demo shop when nothing is configured; the database is never opened. */
export const DEMO_OPTIONS: DemoShopOptions = {
  seed: 7,
  database: { url: "", pool: 3, statement_timeout: 3_000, incremental: true },
  business: { timezone: "Asia/Seoul", day_start: "00:00", low_stock: 10, revenue: "gross" },
  interval: 20,
  schema: defaultSchema(),
};
