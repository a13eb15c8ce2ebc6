import assert from "node:assert/strict";
import type { MetricsDependencies } from "@/lib/metrics/collect_metrics.ts";
import { collectOnce, figuresOf, optionsFor } from "./collect_once.ts";
import { plainFigures } from "./plain_sql.ts";
import { randomShop, type TimeStyle } from "./random_shop.ts";

/** An empty database of some PostgreSQL. */
export interface SuiteDatabase {
  url: string;
  query: (sql: string) => Promise<Record<string, unknown>[]>;
  /** Sets the zone in which its sessions start. */
  setZone: (zone: string) => Promise<unknown>;
  openPool?: MetricsDependencies["openPool"];
}

const STYLES: TimeStyle[] = [
  { type: "timestamp", zone: "Asia/Seoul" },
  { type: "timestamp", zone: "UTC" },
  { type: "timestamptz", zone: "Asia/Seoul" },
  { type: "date", zone: "Asia/Seoul" },
];
const ZONES = ["UTC", "Asia/Seoul", "America/Los_Angeles"];
const CLOCKS = ["2026-11-24T23:59:59+09:00", "2026-11-25T00:00:00+09:00", "2026-11-24T14:37:21.480+09:00"];
const RULES = [
  { revenue: "gross", day_start: "00:00" },
  { revenue: "net", day_start: "05:00" },
] as const;

/** Compares every figure of the collector with plain SQL, on random shops, whatever the clock and the zones are. */
export async function figuresSuite(
  test: Deno.TestContext,
  createDatabase: () => Promise<SuiteDatabase>,
): Promise<void> {
  for (const [seed, style] of STYLES.entries()) {
    const database = await createDatabase();
    for (const statement of randomShop(style, Date.parse(CLOCKS[0]!), seed)) await database.query(statement);
    const cases = CLOCKS.flatMap((clock) => RULES.map((rules) => ({ style, now: Date.parse(clock), rules })))
      .filter(({ rules }) => style.type !== "date" || rules.day_start === "00:00");
    const expected: Awaited<ReturnType<typeof plain>>[] = [];
    for (const one of cases) expected.push(await plain(database, one));
    for (const zone of ZONES) {
      await test.step(`orders at ${style.type} of ${style.zone}, database in ${zone}`, async () => {
        await database.setZone(zone);
        for (const [index, one] of cases.entries()) {
          assert.deepEqual(await collected(database, one), expected[index], JSON.stringify(one));
        }
      });
    }
  }
}

interface Case {
  style: TimeStyle;
  now: number;
  rules: (typeof RULES)[number];
}

async function collected({ url, openPool }: SuiteDatabase, { style, now, rules }: Case) {
  const options = optionsFor(url);
  Object.assign(options.business, rules);
  options.schema.orders!.time_zone = options.schema.logs!.time_zone = style.zone;
  return figuresOf(await collectOnce(options, { clock: { now: () => now }, openPool }));
}

async function plain({ query }: SuiteDatabase, { style, now, rules: { revenue, day_start } }: Case) {
  const figures = await plainFigures({
    query,
    style,
    now,
    timezone: "Asia/Seoul",
    dayStart: day_start,
    revenue,
  });
  const { today_orders, today_revenue } = figures.sales!.today;
  assert.ok(
    today_orders > 0 && today_revenue! > 0,
    "The random shop sold nothing, so nothing would be compared",
  );
  return figures;
}
