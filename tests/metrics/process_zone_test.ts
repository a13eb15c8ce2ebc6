import assert from "node:assert/strict";
import { postgresTest } from "@/tests/support/postgres.ts";
import { randomShop } from "./random_shop.ts";

const MIDNIGHT = Date.parse("2026-11-25T00:00:00+09:00");
const ZONES = ["UTC", "Asia/Seoul", "America/Los_Angeles"];

async function collectIn(zone: string, url: string, now: number): Promise<Record<string, unknown>> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "--no-check",
      new URL("./process_zone_child.ts", import.meta.url).pathname,
      url,
      String(now),
    ],
    env: { TZ: zone },
    stderr: "inherit",
  }).output();
  return JSON.parse(new TextDecoder().decode(stdout));
}

postgresTest(
  "collectMetrics() gives the same figures whatever the process's zone is",
  { major: 18 },
  async (server) => {
    for (const statement of randomShop({ type: "timestamp", zone: "Asia/Seoul" }, MIDNIGHT, 7)) {
      await server
        .query(statement);
    }
    for (const now of [MIDNIGHT - 1000, MIDNIGHT]) {
      const [first, ...others] = await Promise.all(ZONES.map((zone) => collectIn(zone, server.url, now)));
      assert.equal(first!.zone, "UTC");
      assert.ok(
        (first!.figures as { sales: { today: { today_orders: number } } }).sales.today.today_orders > 0,
      );
      for (const [index, other] of others.entries()) {
        assert.deepEqual(other, { ...first, zone: ZONES[index + 1] });
      }
    }
  },
);
