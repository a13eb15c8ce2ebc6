import axe from "axe-core";
import assert from "node:assert/strict";
import type { Browser, BrowserContextOptions } from "playwright-core";
import type { ApiStatus } from "@/lib/shared/snapshot.ts";
import { browserTest } from "../support/chromium.ts";
import { listMarkets, recordChecks } from "../support/recorded_checks.ts";
import { buildRoutes, listen } from "../support/test_app.ts";
import { openTestServices } from "../support/test_services.ts";
import { faultsOf } from "./served_dashboard.ts";

/** Built within the first test, because the bundler's process ends a moment after its work. */
let built: ReturnType<typeof buildRoutes> | undefined;
const routes = () => built ??= buildRoutes();

const MINUTE = 60_000;
const REFUSED = {
  class: "AUTH",
  status: "error",
  status_code: 401,
  error: "HMAC signature does not match",
  remedy: { ko: "Wing에서 키를 다시 발급해 주세요.", en: "Issue the key again in Wing." },
  reason: { ko: "서명이 거부되었습니다", en: "The signature was refused" },
  phases: { dns: 4.2, connect: 12, tls: 31.5, first_byte: 88 },
  usual: 140,
  clock_skew: 42_000,
  confirming: { class: "DOWN", seen: 1, of: 2 },
  budget: { used: 30, limit: 120, resets_at: "2026-11-24T03:20:00.000Z" },
  credentials: [
    {
      name: "access_key",
      issued: "2026-06-01T00:00:00+09:00",
      expires: "2026-11-28T00:00:00+09:00",
      days_left: 4,
    },
    {
      name: "access_token",
      issued: "2026-11-24T01:00:00.000Z",
      expires: "2026-11-24T04:00:00.000Z",
      days_left: 0,
    },
  ],
} satisfies Partial<ApiStatus>;

/** A market of which a day is known: an hour without answers, and a key that has been refused for ten minutes. */
async function serveMarket({ interval = 5000 }: { interval?: number } = {}) {
  const { services, state, hub, sessions, clock, ordered } = await openTestServices({ interval });
  const now = clock.now();
  const past = Array.from({ length: 1440 }, (_, minute) => {
    const at = { market: "coupang", at: now - minute * MINUTE };
    const wave = Math.round(140 + 60 * Math.sin(minute / 90));
    const { phases } = REFUSED;
    if (minute < 10) return { ...at, class: REFUSED.class, status_code: 401, error: REFUSED.error, phases };
    if (minute > 600 && minute < 660) {
      return { ...at, class: "DOWN" as const, response_time: null, status_code: null, error: "timed out" };
    }
    return { ...at, response_time: wave };
  });
  await recordChecks(state, past);
  const publish = (at: number, change: Partial<ApiStatus> = REFUSED) =>
    hub.publish(listMarkets(["coupang"], at, {
      availability: { day: 0.9583, month: null, since: new Date(now - 86_400_000).toISOString() },
      ...change,
    }));
  publish(now);
  const open = await routes();
  const { host, [Symbol.asyncDispose]: dispose } = listen(open(services));
  return {
    url: `http://${host}/markets/coupang`,
    publish,
    now,
    clock,
    ordered,
    sessions,
    [Symbol.asyncDispose]: dispose,
  };
}

async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ locale: "ko-KR", ...options });
  const page = await context.newPage();
  const faults = faultsOf(page);
  await page.goto(url);
  return { page, faults };
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1440, 390]) {
    browserTest(
      `market page, ${colorScheme}, ${width} px wide: axe finds nothing, nothing is wider`,
      async (browser) => {
        await using served = await serveMarket();
        const { page, faults } = await openPage(browser, served.url, {
          colorScheme,
          reducedMotion: "reduce",
          viewport: { width, height: 900 },
        });
        await page.locator(".badge--live").waitFor();
        // The test's own script is not the page's, so it goes in beside the page's policy.
        await page.evaluate(axe.source);
        const found = await page.evaluate(async () => {
          // deno-lint-ignore no-explicit-any
          const { violations } = await (globalThis as any).axe.run(document);
          // deno-lint-ignore no-explicit-any
          return violations.map(({ id, nodes }: any) => [id, nodes.map(({ html }: any) => html)]);
        });
        assert.deepEqual(found, []);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
        assert.deepEqual(faults, []);
      },
    );
  }
}

browserTest(
  "market page shows a new check as it happens, and since when a new state lasts",
  async (browser) => {
    await using served = await serveMarket();
    const { page, faults } = await openPage(browser, served.url);
    await page.locator(".badge--live").waitFor();
    assert.match(await page.locator(".verdict").innerText(), /인증 실패 11:51부터/);
    assert.equal(await page.locator(".checks tbody tr").count(), 50);
    const canvas = page.locator(".panel--response canvas");
    const picture = () => canvas.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    const before = await picture();
    served.clock.advance(MINUTE);
    served.publish(served.now + MINUTE, { class: "UP", response_time: 900 });
    await page.locator(".verdict.tone-good").waitFor();
    assert.match(await page.locator(".verdict").innerText(), /정상 12:01부터/);
    const rows = page.locator(".checks tbody tr");
    assert.equal(await rows.count(), 50);
    assert.match(await rows.first().innerText(), /12:01:00\s+정상\s+900 ms/);
    assert.notEqual(await picture(), before);
    assert.deepEqual(faults, []);
  },
);

browserTest(
  "market page says that checks may be missing after it did not hear the server",
  async (browser) => {
    await using served = await serveMarket({ interval: 200 });
    const { page } = await openPage(browser, served.url);
    await page.locator(".panel--state.is-stale").waitFor();
    using speaking = new DisposableStack();
    const timer = setInterval(() => served.sessions.tick(), 100);
    speaking.defer(() => clearInterval(timer));
    await page.locator(".panel--checks.is-fresh .panel__note", { hasText: "빠졌을 수 있습니다" }).waitFor();
    assert.match(await page.locator(".verdict").innerText(), /12:00 또는 그 이전부터/);
  },
);

browserTest("market page without a script shows everything, and its links lead on", async (browser) => {
  await using served = await serveMarket();
  const { page } = await openPage(browser, served.url, { javaScriptEnabled: false });
  const text = await page.locator("body").innerText();
  for (
    const part of [
      "인증 실패",
      "11:51부터",
      "Wing에서 키를",
      "HMAC signature",
      "95.83%",
      "11:59:00",
      "JavaScript",
    ]
  ) {
    assert.ok(text.includes(part), part);
  }
  assert.ok(await page.locator(".static-chart polyline").count() >= 2, "the hour without answers is a gap");
  await page.getByRole("link", { name: "English" }).click();
  assert.equal(await page.locator("h1").innerText(), "Coupang API");
  await page.getByRole("link", { name: "Back to the sales" }).click();
  await page.getByRole("link", { name: "Coupang" }).first().click();
  assert.equal(new URL(page.url()).pathname, "/markets/coupang");
});

browserTest(
  "market page checks at once: the button waits for the result, which comes live",
  async (browser) => {
    await using served = await serveMarket();
    const { page, faults } = await openPage(browser, served.url);
    await page.locator(".badge--live").waitFor();
    await page.getByRole("button", { name: "지금 확인" }).click();
    await page.getByRole("button", { name: "확인하는 중…" }).waitFor();
    assert.deepEqual(served.ordered, ["coupang"]);
    served.clock.advance(2_000);
    served.publish(served.now + 2_000, { class: "UP" });
    await page.locator(".check-now__said", { hasText: "방금 확인했습니다." }).waitFor();
    await page.getByRole("button", { name: "지금 확인" }).click();
    await page.locator(".check-now__said", { hasText: "10초 뒤에 다시" }).waitFor();
    assert.deepEqual(served.ordered, ["coupang"]);
    assert.deepEqual(faults.filter((fault) => !fault.includes("429")), []);
  },
);

browserTest(
  "market page says until when the budget is spent, and lets nobody ask before",
  async (browser) => {
    await using served = await serveMarket();
    const resets_at = new Date(served.now + 20 * MINUTE).toISOString();
    served.publish(served.now + 1, { class: "UP", budget: { used: 120, limit: 120, resets_at } });
    const { page } = await openPage(browser, served.url);
    await page.locator(".badge--live").waitFor();
    assert.equal(await page.getByRole("button", { name: "지금 확인" }).isDisabled(), true);
    assert.match(await page.locator(".check-now__said").innerText(), /12:20에 다시 확인할 수 있습니다/);
  },
);

browserTest(
  "market page without a script has a market checked, and says what became of it",
  async (browser) => {
    await using served = await serveMarket();
    const { page } = await openPage(browser, served.url, { javaScriptEnabled: false });
    await page.getByRole("button", { name: "지금 확인" }).click();
    await page.locator(".check-now__said", { hasText: "지금 확인하고 있습니다" }).waitFor();
    assert.deepEqual(served.ordered, ["coupang"]);
  },
);
