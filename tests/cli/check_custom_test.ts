import assert from "node:assert/strict";
import { checkCustom } from "@/lib/check/check_custom.ts";
import type { Finding } from "@/lib/check/finding.ts";
import { parseConfig } from "@/lib/config/parse_config.ts";
import { systemClock } from "@/lib/shared/clock.ts";
import { postgresTest } from "../support/postgres.ts";

const FILE = `
metrics:
  - { name: refunds, title: 환불, sql: "SELECT 3" }
  - { name: stock, sql: "SELECT 'a' AS name, 1 AS left UNION ALL SELECT 'b', 2" }
  - { name: gone, sql: "SELECT count(*) FROM nowhere" }
  - { name: slow, sql: "SELECT 1 FROM pg_sleep(0.15)", timeout: 200ms }
`;

async function findings(text: string, url: string): Promise<Finding[]> {
  const config = parseConfig({
    file: { path: "marketpulse.yaml", text },
    env: url ? { DATABASE_URL: url } : {},
    flags: {},
  });
  return await Array.fromAsync(checkCustom({ ...config, clock: systemClock }));
}

postgresTest(
  "checkCustom() reads each metric once, and says where the faulty one is written",
  { major: 15 },
  async (server) => {
    const [refunds, stock, gone, slow] = await findings(FILE, server.url) as [
      Finding,
      Finding,
      Finding,
      Finding,
    ];
    assert.match(refunds.message.ko, /^환불 \(refunds\): 3, \d+ ms 걸림$/);
    assert.match(stock.message.en, /^stock \(stock\): 2 rows/);
    assert.deepEqual([refunds.grade, stock.grade, gone.grade, slow.grade], ["ok", "ok", "fault", "warning"]);
    assert.match(gone.message.en, /^gone: marketpulse\.yaml:5: .*nowhere/);
    assert.ok(gone.remedy && slow.remedy);
  },
);

Deno.test("checkCustom() says that the demo has no shop to read from", async () => {
  assert.deepEqual((await findings(FILE, "")).map(({ grade }) => grade), ["off"]);
});
