import assert from "node:assert/strict";
import { readRate } from "../../lib/markets/rate_headers.ts";

const NOW = Date.UTC(2026, 0, 15, 9, 30);
const [SECOND, MINUTE, HOUR, DAY] = [1_000, 60_000, 3_600_000, 86_400_000];

const CASES: readonly (readonly [Record<string, string>, number | null, number | null])[] = [
  [{}, null, null],
  [{ "retry-after": "120" }, 120 * SECOND, null],
  [{ "retry-after": "0" }, 0, null],
  [{ "retry-after": "Thu, 15 Jan 2026 09:40:00 GMT" }, 10 * MINUTE, null],
  [{ "retry-after": "Thu, 15 Jan 2026 09:20:00 GMT" }, 0, null],
  [
    { "retry-after": "Thu, 15 Jan 2026 12:40:00 GMT", "date": "Thu, 15 Jan 2026 12:30:00 GMT" },
    10 * MINUTE,
    null,
  ],
  [{ "retry-after": "soon" }, null, null],
  [{ "retry-after": "-5" }, null, null],
  [{ "retry-after": "1e99" }, null, null],
  [{ "x-cafe24-call-remain": "7" }, 7 * SECOND, null],
  [{ "gncp-gw-quota-limit": "1", "gncp-gw-quota-period": "HOURS", "gncp-gw-quota-remaining": "0" }, HOUR, 0],
  [{ "gncp-gw-quota-limit": "100", "gncp-gw-quota-period": "DAYS", "gncp-gw-quota-remaining": "0" }, DAY, 0],
  [
    { "gncp-gw-quota-limit": "100", "gncp-gw-quota-period": "DAYS", "gncp-gw-quota-remaining": "25" },
    null,
    0.25,
  ],
  [{ "gncp-gw-quota-limit": "9", "gncp-gw-quota-period": "AGES", "gncp-gw-quota-remaining": "0" }, null, 0],
  [{ "gncp-gw-ratelimit-burst-capacity": "4", "gncp-gw-ratelimit-remaining": "3" }, null, 0.75],
  [{ "gncp-gw-ratelimit-burst-capacity": "0", "gncp-gw-ratelimit-remaining": "3" }, null, null],
  [{ "gncp-gw-ratelimit-remaining": "3" }, null, null],
  [{ "x-api-call-limit": "30/40" }, null, 0.25],
  [{ "x-shopify-shop-api-call-limit": "40/40" }, null, 0],
  [{ "x-api-call-limit": "many" }, null, null],
  [{ "x-cag-warnings": "threshold" }, null, 0.1],
  [{ "retry-after": "60", "x-cafe24-call-remain": "7" }, 60 * SECOND, null],
];

for (const [headers, wait, left] of CASES) {
  Deno.test(`readRate() of ${JSON.stringify(headers)}`, () => {
    assert.deepEqual(readRate(new Headers(headers), NOW), { wait, left });
  });
}
