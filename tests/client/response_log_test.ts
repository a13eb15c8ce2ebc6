import assert from "node:assert/strict";
import { ResponseLog } from "@/lib/client/response_log.ts";
import type { ApiStatus } from "@/lib/shared/snapshot.ts";

const checked = (at: number, response_time: number | null) =>
  ({ last_check: new Date(at).toISOString(), response_time }) as ApiStatus;

Deno.test("ResponseLog.add() appends a check once, after what was recorded", () => {
  const log = new ResponseLog({ coupang: [[1000, 90], [61_000, 95]] });
  log.add({ coupang: checked(61_000, 95), naver: checked(62_000, null) });
  log.add({ coupang: checked(121_000, 99) });
  log.add({ coupang: checked(121_000, 99) });
  assert.deepEqual(log.since(0), {
    coupang: [[1000, 90], [61_000, 95], [121_000, 99]],
    naver: [[62_000, null]],
  });
});

Deno.test("ResponseLog.since() leaves out what is older", () => {
  const log = new ResponseLog({ coupang: [[1000, 90], [61_000, 95]] });
  assert.deepEqual(log.since(61_000), { coupang: [[61_000, 95]] });
});

Deno.test("ResponseLog keeps 720 points a market, however long the page is open", () => {
  const log = new ResponseLog({});
  for (let at = 1; at <= 2000; at++) log.add({ coupang: checked(at * 1000, at) });
  const { coupang = [] } = log.since(0);
  assert.equal(coupang.length, 720);
  assert.deepEqual(coupang.at(-1), [2_000_000, 2000]);
});
