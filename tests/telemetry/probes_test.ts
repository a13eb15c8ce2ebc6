import assert from "node:assert/strict";
import { emptySnapshot, type Snapshot } from "@/lib/shared/snapshot.ts";
import { Telemetry } from "@/lib/telemetry/telemetry.ts";
import { check } from "../ui/fixtures.ts";

const NOW = Date.parse("2026-11-24T05:32:07Z");

/** The lines of one metric. */
async function scraped(metric: string, api_status: Snapshot["api_status"]): Promise<string[]> {
  const snapshot = { ...emptySnapshot("live", "epoch", new Date(NOW).toISOString()), api_status };
  const telemetry = new Telemetry({
    version: "1.2.3",
    probes: {
      snapshot: () => snapshot,
      clients: () => ({ patches: 0, legacy: 0, lagging: 0 }),
      traffic: () => ({ messages: 0, bytes: 0, skipped: 0, closed: new Map() }),
      now: () => NOW,
      memory: () => ({ rss: 1, heapUsed: 1 }),
    },
  });
  await telemetry.text();
  const lines = (await telemetry.text()).split("\n");
  return lines.filter((line) => line.startsWith(`marketpulse_${metric}`));
}

Deno.test("the clock's skew is what a market said last, whatever was checked since", async () => {
  const at = (ms: number) => new Date(NOW - ms).toISOString();
  const statuses = {
    coupang: check("UP", { clock_skew: 200, last_check: at(60_000) }),
    naver: check("UP", { clock_skew: 300, last_check: at(30_000) }),
    "11st": check("DOWN", { last_check: at(20_000) }),
    "own-shop": check("UP", { clock_skew: null, last_check: at(0) }),
  };
  assert.deepEqual(await scraped("clock_skew_seconds", statuses), ["marketpulse_clock_skew_seconds 0.3"]);
});

Deno.test("a skew that nobody knows is not told as 0", async () => {
  assert.deepEqual(await scraped("clock_skew_seconds", {}), []);
  assert.deepEqual(
    await scraped("clock_skew_seconds", { "own-shop": check("UP", { clock_skew: null }) }),
    [],
  );
});
