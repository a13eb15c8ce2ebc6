import assert from "node:assert/strict";
import { secondsKept } from "@/lib/app/open_bus.ts";
import { parseConfig } from "@/lib/config/parse_config.ts";

Deno.test("secondsKept() is what the old checker did, and three times the interval of what comes more seldom", () => {
  const text = `interval: { checks: 30s }
checks:
  - { name: often, type: tcp, target: "127.0.0.1:1", interval: 10s }
  - { name: hourly, type: tcp, target: "127.0.0.1:1", interval: 1h }`;
  const config = parseConfig({ file: { path: "marketpulse.yaml", text }, env: {}, flags: {} });
  assert.deepEqual(["coupang", "often", "hourly"].map((name) => secondsKept(name, config)), [
    300,
    300,
    10_800,
  ]);
});
