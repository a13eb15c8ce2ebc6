import axe from "axe-core";
import assert from "node:assert/strict";
import type { Browser, BrowserContextOptions } from "playwright-core";
import type { Snapshot } from "@/lib/shared/snapshot.ts";
import { browserTest } from "../support/chromium.ts";
import { buildRoutes } from "../support/test_app.ts";
import { check, freshShop, staleShop, unknownShop } from "./fixtures.ts";
import { faultsOf, serveDashboard } from "./served_dashboard.ts";

/** Built within the first test, because the bundler's process ends a moment after its work. */
let built: ReturnType<typeof buildRoutes> | undefined;
const routes = () => built ??= buildRoutes();

async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ locale: "ko-KR", ...options });
  const page = await context.newPage();
  const faults = faultsOf(page);
  await page.goto(url);
  return { page, faults };
}

function sickShop(): Snapshot {
  const remedy = { ko: "키를 확인해 주세요.", en: "Check the key." };
  const names = [
    "UP",
    "SLOW",
    "DOWN",
    "AUTH",
    "IP",
    "QUOTA",
    "MAINTENANCE",
    "SELF_OFFLINE",
    "UNKNOWN",
  ] as const;
  const statuses = names.map((name) => [name.toLowerCase(), check(name, { remedy, error: "seen" })]);
  return { ...staleShop(), inventory: null, api_status: Object.fromEntries(statuses) };
}

const shops = { fresh: freshShop, sick: sickShop, unknown: unknownOf };

/** Unknown sources have a reason once a collector has tried. */
function unknownOf(): Snapshot {
  const shop = unknownShop();
  const reason = { ko: "준비하고 있습니다.", en: "Preparing." };
  for (const source of Object.values(shop.sources)) source.reason = reason;
  return shop;
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const [name, shop] of Object.entries(shops)) {
    browserTest(
      `dashboard of a ${name} shop in the ${colorScheme} theme: axe finds nothing`,
      async (browser) => {
        await using served = await serveDashboard(await routes(), { shop: shop(), mode: "demo" });
        const { page, faults } = await openPage(browser, served.url, {
          colorScheme,
          reducedMotion: "reduce",
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
        assert.deepEqual(faults, []);
      },
    );
  }
}

browserTest("dashboard shows a change as it happens, and lights up what changed", async (browser) => {
  await using served = await serveDashboard(await routes(), { shop: freshShop() });
  const { page, faults } = await openPage(browser, served.url);
  await page.locator(".badge--live").waitFor();
  assert.equal(await page.locator("[class*=figure--changed]").count(), 0);
  const shop = freshShop();
  const today = { ...shop.sales!.today, today_revenue: 99_000_000 };
  served.publish({ ...shop, sales: { ...shop.sales!, today } });
  const revenue = page.locator(".hero data");
  await page.locator(`.hero data[value="99000000"]`).waitFor();
  assert.equal(await revenue.innerText(), "₩9,900만");
  assert.match(await revenue.getAttribute("class") ?? "", /figure--changed-\d/);
  assert.equal(await page.locator("[class*=figure--changed]").count(), 1);
  assert.deepEqual(faults, []);
});

browserTest("dashboard keeps its canvases and draws on them after each change", async (browser) => {
  await using served = await serveDashboard(await routes(), { shop: freshShop() });
  const { page } = await openPage(browser, served.url);
  await page.locator(".badge--live").waitFor();
  const weekly = page.locator(".panel--weekly canvas");
  const picture = () => weekly.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  await weekly.evaluate((canvas) => canvas.id = "kept");
  const before = await picture();
  const shop = freshShop();
  const weekly_trend = shop.sales!.weekly_trend.map((day, index) => ({ ...day, revenue: index * 9_000_000 }));
  served.publish({ ...shop, sales: { ...shop.sales!, weekly_trend } });
  await page.locator(".panel--weekly td", { hasText: "63,000,000원" }).waitFor({ state: "attached" });
  assert.notEqual(await picture(), before);
  assert.equal(await weekly.getAttribute("id"), "kept");
  assert.equal(await page.locator("canvas").count(), 5, "hours, statuses, markets, days and response times");
  assert.equal(await page.locator(".static-chart, .static-ring").count(), 0, "what the server drew has gone");
});

browserTest(
  "dashboard says in its title and icon that the server is gone, and that it is back",
  async (browser) => {
    await using served = await serveDashboard(await routes(), { shop: freshShop(), interval: 200 });
    const { page } = await openPage(browser, served.url);
    await page.locator(".panel--sales.is-stale").waitFor();
    assert.match(await page.title(), /^연결 끊김 · /);
    assert.match(await page.locator("link[rel=icon]").getAttribute("href") ?? "", /favicon-silent/);
    assert.match(await page.locator(".notices").innerText(), /서버와의 연결이 끊겨/);
    using speaking = new DisposableStack();
    const timer = setInterval(() => served.sessions.tick(), 100);
    speaking.defer(() => clearInterval(timer));
    await page.locator(".panel--sales.is-fresh").waitFor();
    assert.doesNotMatch(await page.title(), /연결 끊김/);
    assert.match(await page.locator("link[rel=icon]").getAttribute("href") ?? "", /favicon\.svg/);
  },
);

browserTest("dashboard redraws its charts in the colours of the other theme", async (browser) => {
  await using served = await serveDashboard(await routes(), { shop: freshShop() });
  const { page } = await openPage(browser, served.url, { colorScheme: "light" });
  await page.locator(".badge--live").waitFor();
  const canvas = page.locator(".panel--orders canvas");
  const light = await canvas.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  await page.emulateMedia({ colorScheme: "dark" });
  await page.waitForFunction(
    (light) => document.querySelector<HTMLCanvasElement>(".panel--orders canvas")!.toDataURL() !== light,
    light,
  );
});

browserTest(
  "dashboard counts down to its next attempt, and tries at once when it is online",
  async (browser) => {
    const served = await serveDashboard(await routes(), { shop: freshShop() });
    const { page } = await openPage(browser, served.url);
    await page.locator(".badge--live").waitFor();
    await page.evaluate(() => Math.random = () => 0.999);
    await served[Symbol.asyncDispose]();
    await page.locator(".badge--waiting", { hasText: /\d초 뒤 다시 연결/ }).waitFor();
    const attempt = page.waitForEvent("websocket");
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await attempt;
  },
);

browserTest("dashboard without a script shows the figures, drawn charts and when it was", async (browser) => {
  await using served = await serveDashboard(await routes(), { shop: freshShop(), mode: "demo" });
  const { page } = await openPage(browser, served.url, { javaScriptEnabled: false });
  const text = await page.locator("body").innerText();
  for (
    const part of ["₩1,284만", "12,843,210원", "356", "쿠팡", "정상", "데모", "불러온 화면", "JavaScript"]
  ) {
    assert.ok(text.includes(part), part);
  }
  assert.equal(await page.locator(".static-chart, .static-ring").count(), 5);
  await page.locator(".demo .button").click();
  assert.match(await page.locator("#connect").innerText(), /DATABASE_URL=postgres:[\s\S]*REDIS_URL=redis:/);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#connect").isVisible(), false);
});

browserTest("dashboard in English, dark and on a phone: by its links alone", async (browser) => {
  await using served = await serveDashboard(await routes(), { shop: freshShop() });
  const { page, faults } = await openPage(browser, served.url, { viewport: { width: 390, height: 844 } });
  await page.getByRole("link", { name: "English" }).click();
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  await page.getByRole("link", { name: "Dark" }).click();
  assert.equal(await page.locator("#sales").innerText(), "Revenue today Tue 11/24");
  const [wider, background] = await page.evaluate(() => [
    document.documentElement.scrollWidth > innerWidth,
    getComputedStyle(document.body).backgroundColor,
  ]);
  assert.equal(wider, false, "nothing is wider than the screen");
  assert.equal(background, "rgb(13, 16, 22)");
  assert.deepEqual(faults, []);
});
