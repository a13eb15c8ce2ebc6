import assert from "node:assert/strict";
import { collectChecks } from "@/lib/checks/collect_checks.ts";
import { decidingRow } from "@/lib/markets/judge.ts";
import type { MarketOptions } from "@/lib/markets/market.ts";
import type { SimulatedCode as MarketCode } from "@/lib/demo/market_simulated.ts";
import { markets } from "@/lib/markets/markets.ts";
import { liveTexts } from "@/lib/shared/i18n/catalogue.ts";
import type { ApiStatus } from "@/lib/shared/snapshot.ts";
import { stateWord } from "@/lib/ui/market_state.ts";
import { redisMissing, startRedis } from "@/tests/support/redis.ts";
import { browserTest } from "@/tests/support/chromium.ts";
import { buildRoutes, listen } from "@/tests/support/test_app.ts";
import { type CheckedWorld, openCheckedWorld } from "./support/checked_world.ts";
import { opensslMissing, untrustedCertificate } from "./support/certificates.ts";
import { nameOf, type Scenario, SCENARIOS } from "./support/scenarios.ts";
import { settings } from "./support/settings.ts";

const MINUTE = 60_000;
/** A state that has to be confirmed is believed after a few checks, never after many. */
const MOST_CHECKS = 6;
const CODES = Object.keys(SCENARIOS) as MarketCode[];
const missing = redisMissing() ?? await opensslMissing();

let built: ReturnType<typeof buildRoutes> | undefined;
const routes = () => built ??= buildRoutes();

/** Each scenario has minutes of its own, so that a result cannot be taken for that of the one before. */
const begin = ({ at = 0 }: Scenario, { time }: CheckedWorld) => Math.max(at, time.now() + MINUTE);

const titleOf = ({ class: expected, row, mood }: Scenario) => `${expected}: ${row ? nameOf(row) : mood}`;

function optionsOf(code: MarketCode, scenario: Scenario, { simulator }: CheckedWorld): MarketOptions {
  const base_url = simulator.base_urls[code];
  return settings({
    base_url: scenario.tls === "plain" ? base_url.replace("http:", "https:") : base_url,
    timeout: 5_000,
    ...simulator.credentials[code],
    ...scenario.options,
  });
}

/** Lets a market be in a scenario until the collector believes its class; the status that is in the snapshot then. */
async function play(code: MarketCode, scenario: Scenario, world: CheckedWorld): Promise<ApiStatus> {
  const { time, simulator, network } = world;
  const stop = new AbortController();
  time.skip(begin(scenario, world) - time.now());
  await simulator.setMood(code, scenario.mood);
  const running = collectChecks(
    {
      markets: { [code]: optionsOf(code, scenario, world) },
      interval: MINUTE,
      checks: [],
      database: { url: "" },
      self_check: { targets: scenario.targets ?? [] },
    },
    (updates) => world.publish(updates),
    stop.signal,
    { clock: time, wait: time.wait, network },
  );
  try {
    for (let checks = 0;; checks++) {
      await time.advance(checks === 0 ? 1 : MINUTE);
      await world.drained();
      const status = (await world.snapshot()).api_status[code]!;
      if (status.class === scenario.class || checks === MOST_CHECKS) return status;
    }
  } finally {
    stop.abort();
    await running;
  }
}

async function readBack(code: MarketCode, scenario: Scenario, world: CheckedWorld): Promise<void> {
  const status = await play(code, scenario, world);
  assert.equal(status.class, scenario.class);
  if (scenario.row) {
    const at = Date.parse(status.last_check);
    const { when, remedy } = decidingRow(markets[code], world.lastSeen(), { probe: status.probe, at });
    assert.deepEqual([nameOf(when), status.remedy], [nameOf(scenario.row), remedy]);
  }
  const stored = await world.stored(code, status.last_check);
  assert.deepEqual([stored.class, stored.status, stored.remedy, stored.error], [
    status.class,
    status.status,
    status.remedy,
    status.error,
  ]);
  const page = await world.page(code);
  for (
    const words of [stateWord(status, liveTexts("ko")), status.remedy?.ko, status.reason?.ko ?? status.error]
  ) {
    assert.ok(page.includes(words ?? ""), `The page does not say: ${words}`);
  }
  // A busy machine may make a look void; it was then taken again.
  assert.deepEqual(world.logged.filter((line) => !line.includes("event loop stood still")), []);
}

for (const code of CODES) {
  Deno.test(`each row of ${code}'s class table has a scenario, and none has two`, () => {
    const names = SCENARIOS[code].flatMap(({ row }) => row ? [nameOf(row)] : []).toSorted();
    assert.deepEqual(names, markets[code].rules.map(({ when }) => nameOf(when)).toSorted());
  });

  const name = `each class of ${code} arrives in the snapshot, in Redis and on the page`;
  Deno.test({
    name: missing ? `${name} (ignored: ${missing})` : name,
    ignore: missing !== undefined,
    async fn(test) {
      await using redis = await startRedis();
      const open = await routes();
      await using plain = await openCheckedWorld({ redis, open });
      await using secure = await openCheckedWorld({ redis, open, certificate: await untrustedCertificate() });
      for (const scenario of SCENARIOS[code]) {
        await test.step(titleOf(scenario), async () => {
          await readBack(code, scenario, scenario.tls === "untrusted" ? secure : plain);
        });
      }
    },
  });
}

/** What happens to a market one after the other, and the mark that its page then wears. */
const LIFE = [
  ["healthy", "good"],
  ["ip", "warn"],
  ["maintenance", "warn"],
  ["down", "bad"],
  ["healthy", "good"],
] as const;

if (!missing) {
  browserTest("a page that is open follows a market from class to class", async (browser) => {
    await using redis = await startRedis();
    await using world = await openCheckedWorld({ redis, open: await routes() });
    await using server = listen(world.handler);
    const page = await (await browser.newContext({ locale: "ko-KR" })).newPage();
    await page.goto(`http://${server.host}/markets/naver`);
    await page.locator(".badge--live").waitFor();
    for (const [mood, tone] of LIFE) {
      const scenario = SCENARIOS.naver.find((known) => known.mood === mood && !known.options && !known.tls)!;
      const status = await play("naver", scenario, world);
      await page.locator(`.verdict.tone-${tone}`, { hasText: stateWord(status, liveTexts("ko")) }).waitFor();
      const text = await page.locator("#content").innerText();
      assert.ok(text.includes(status.remedy?.ko ?? "없음"), text);
    }
  });
}
