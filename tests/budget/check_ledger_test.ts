import assert from "node:assert/strict";
import { openCheckLedger } from "@/lib/check/check_ledger.ts";
import { parseConfig } from "@/lib/config/parse_config.ts";
import { openSqliteState } from "@/lib/state/state_store_sqlite.ts";
import { systemClock } from "@/lib/shared/clock.ts";
import { redisMissing, startRedis } from "../support/redis.ts";

const { markets } = parseConfig({ env: {}, flags: {} });

async function inFolder(run: (url: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  await run(`sqlite:${folder}/state.db`).finally(() => Deno.remove(folder, { recursive: true }));
}

Deno.test("what `marketpulse check` sends is of the same budget as what the server sends", () =>
  inFolder(async (url) => {
    const serving = await openSqliteState(url);
    await serving.calls.take("coupang", { call: { at: Date.now(), id: "server" }, limit: 2 });
    {
      await using opened = await openCheckLedger(
        { state: { url }, redis: { url: "", ca: "" }, markets },
        systemClock,
      );
      assert.equal(await opened.ledger.take("coupang", 2), "granted");
      assert.equal(await opened.ledger.take("coupang", 2), "spent");
    }
    assert.equal((await serving.calls.calls("coupang", Date.now())).length, 2);
    await serving.close();
  }));

Deno.test("`marketpulse check` makes no state file to count in", () =>
  inFolder(async (url) => {
    await using opened = await openCheckLedger(
      { state: { url }, redis: { url: "", ca: "" }, markets },
      systemClock,
    );
    assert.equal(await opened.ledger.take("coupang", 1), "granted");
    assert.equal(await opened.ledger.take("coupang", 1), "spent");
    await assert.rejects(Deno.stat(url.replace("sqlite:", "")), Deno.errors.NotFound);
  }));

const missing = redisMissing();

Deno.test({
  name: `\`marketpulse check\` counts in Redis, too${missing ? ` (ignored: ${missing})` : ""}`,
  ignore: missing !== undefined,
  fn: () =>
    inFolder(async (url) => {
      await using redis = await startRedis();
      for (const expected of [["granted", "granted", "granted", "spent"], ["spent"]]) {
        await using opened = await openCheckLedger(
          { state: { url }, redis: { url: redis.url, ca: "" }, markets },
          systemClock,
        );
        for (const granting of expected) assert.equal(await opened.ledger.take("coupang", 4), granting);
      }
    }),
});
