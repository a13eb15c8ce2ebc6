import assert from "node:assert/strict";
import { accountAt } from "@/lib/budget/account.ts";
import { SharedCalls } from "@/lib/budget/shared_calls.ts";
import { parseConfig } from "@/lib/config/parse_config.ts";
import { systemClock } from "@/lib/shared/clock.ts";
import { redisTest } from "../support/redis.ts";

const marketsOf = (text: string) => ({
  ...parseConfig({ file: { path: "marketpulse.yaml", text: `markets: ${text}` }, env: {}, flags: {} })
    .markets,
});

Deno.test("accountAt() stays the same when a secret changes, and is another one for another account", () => {
  const keys = (vendor: string, secret: string) =>
    marketsOf(`{ coupang: { vendor_id: ${vendor}, access_key: a-${secret}, secret_key: s-${secret} } }`);
  const account = accountAt("coupang", keys("A00000001", "old"));
  assert.match(account, /^[0-9a-f]{16}$/);
  assert.equal(accountAt("coupang", keys("A00000001", "new")), account);
  assert.notEqual(accountAt("coupang", keys("A00000002", "old")), account);
});

Deno.test("accountAt() is empty where a market is asked without a key, and of own checks", () => {
  const markets = marketsOf("{}");
  assert.deepEqual(["coupang", "naver", "ssg", "own"].map((code) => accountAt(code, markets)), [
    "",
    "",
    "",
    "",
  ]);
});

redisTest(
  "shops that share a Redis share a budget where they share the account, and no other",
  {},
  async (server) => {
    const open = (account: string) =>
      new SharedCalls({
        url: server.url,
        clock: systemClock,
        account: () => account,
        instance: () => Promise.resolve(crypto.randomUUID()),
      });
    using first = open("a");
    using same = open("a");
    using other = open("b");
    const take = async (calls: SharedCalls) => {
      const { taken, used } = await calls.look("coupang", { limit: 1, own: [], id: crypto.randomUUID() });
      return [taken, used];
    };
    assert.deepEqual([await take(first), await take(same), await take(other)], [[true, 1], [false, 1], [
      true,
      1,
    ]]);
    const now = systemClock.now();
    await first.hold("naver", { since: now, until: now + 60_000, result: {} });
    assert.notEqual(await same.held("naver"), null);
    assert.equal(await other.held("naver"), null);
  },
);
