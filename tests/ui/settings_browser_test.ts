import assert from "node:assert/strict";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { DASHBOARD_CARDS, MARKET_CARDS } from "@/lib/shared/layout.ts";
import { browserTest } from "../support/chromium.ts";
import { listMarkets } from "../support/recorded_checks.ts";
import { buildRoutes, listen } from "../support/test_app.ts";
import { openTestServices } from "../support/test_services.ts";
import { freshShop } from "./fixtures.ts";
import { deliveriesOf, faultsOf } from "./served_dashboard.ts";

const routes = await buildRoutes();

async function serve() {
  const { services, hub, clock } = await openTestServices();
  hub.publish(deliveriesOf(freshShop(), new Date(clock.now()).toISOString()));
  hub.publish(listMarkets(["coupang"], clock.now()));
  const { host, [Symbol.asyncDispose]: dispose } = listen(routes(services));
  return { url: `http://${host}/`, services, hub, [Symbol.asyncDispose]: dispose };
}

async function openPage(browser: Browser, url: string, options: Record<string, unknown> = {}) {
  const context = await browser.newContext({ locale: "ko-KR", ...options });
  const page = await context.newPage();
  const faults = faultsOf(page);
  await page.goto(url);
  if (options.javaScriptEnabled !== false) await page.locator(".badge--live").waitFor();
  return { page, faults };
}

const panels = (page: Page, within = "main") =>
  page.locator(`${within} .panel[class*="panel--"]`).evaluateAll((found) =>
    found.map((panel) => /panel--(\w+)/.exec(panel.className)![1])
  );

const rows = (page: Page) =>
  page.locator(".card-row input[name=card]").evaluateAll((found) =>
    found.map((input) => (input as unknown as { value: string }).value)
  );

browserTest(
  "LayoutEditor arranges the cards by keyboard and by number, shows how it will be, and saves it for everybody",
  async (browser) => {
    await using served = await serve();
    const { page: other } = await openPage(browser, served.url);
    const { page, faults } = await openPage(browser, `${served.url}settings`);
    await page.getByRole("button", { name: "오늘 매출 아래로" }).focus();
    await page.keyboard.press("Enter");
    assert.deepEqual((await rows(page)).slice(0, 2), ["health", "sales"]);
    await page.getByText("오늘 매출: 10개 중 2번째").waitFor();
    await page.keyboard.press("Enter");
    assert.deepEqual(
      (await rows(page)).slice(0, 3),
      ["health", "system", "sales"],
      "the button keeps the focus",
    );
    await page.getByLabel("예약 작업 순서").fill("1");
    await page.keyboard.press("Tab");
    assert.equal((await rows(page))[0], "jobs");
    await page.getByLabel("재고 보이기").uncheck();
    const wanted = ["jobs", "health", "system", "sales"];
    assert.deepEqual((await panels(page, ".preview")).slice(0, 4), wanted);
    assert.equal((await panels(page, ".preview")).includes("inventory"), false);
    assert.deepEqual(served.hub.snapshot.layout.dashboard, DASHBOARD_CARDS, "nothing is saved yet");

    await page.getByRole("button", { name: "저장", exact: true }).click();
    await page.getByText("저장했습니다.").waitFor();
    await other.locator(".panel--jobs + .panel--health").waitFor();
    assert.deepEqual((await panels(other)).slice(0, 4), wanted);
    assert.equal(await other.locator(".panel--inventory").count(), 0);

    await page.getByRole("button", { name: "설정 파일대로 되돌리기" }).click();
    await other.locator(".panel--inventory").waitFor();
    await page.getByText("지금은 설정 파일(layout)대로").waitFor();
    assert.deepEqual(await rows(page), [...DASHBOARD_CARDS]);
    assert.deepEqual(faults, []);
  },
);

browserTest(
  "LayoutEditor moves a card that is dragged, and gives the arrangement as YAML",
  async (browser) => {
    await using served = await serve();
    const { page, faults } = await openPage(browser, `${served.url}settings`, {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    await page.locator(".card-row").nth(4).dragTo(page.locator(".card-row").nth(0));
    assert.equal((await rows(page))[0], DASHBOARD_CARDS[4]);
    const yaml = await page.locator(".settings-yaml pre").innerText();
    assert.match(yaml, /^layout:\n {2}dashboard:\n {4}- share\n {4}- sales\n/);
    await page.getByRole("button", { name: "복사" }).click();
    await page.getByText("복사했습니다.").waitFor();
    assert.equal(
      await page.evaluate("navigator.clipboard.readText()"),
      yaml.endsWith("\n") ? yaml : `${yaml}\n`,
    );
    assert.deepEqual(faults, []);
  },
);

browserTest(
  "LayoutEditor arranges the market pages, and one that is open changes without a reload",
  async (browser) => {
    await using served = await serve();
    const { page: market } = await openPage(browser, `${served.url}markets/coupang`);
    await market.evaluate("document.documentElement.dataset.first = 'yes'");
    const { page, faults } = await openPage(browser, `${served.url}settings`);
    await page.getByRole("link", { name: "마켓 화면" }).click();
    await page.locator(".preview .panel--checks").waitFor();
    await page.locator(".badge--live").waitFor();
    assert.deepEqual(await rows(page), [...MARKET_CARDS]);
    await page.getByRole("button", { name: "확인 기록 위로" }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.getByLabel("API 응답 시간 보이기").uncheck();
    assert.deepEqual(await panels(page, ".preview"), ["checks", "state"]);
    assert.deepEqual(served.hub.snapshot.layout.market, MARKET_CARDS, "nothing is saved yet");

    await page.getByRole("button", { name: "저장", exact: true }).click();
    await page.getByText("저장했습니다.").waitFor();
    await market.locator(".panel--checks + .panel--state").waitFor();
    assert.deepEqual(await panels(market), ["checks", "state"]);
    assert.equal(
      await market.evaluate("document.documentElement.dataset.first"),
      "yes",
      "it was not reloaded",
    );
    assert.deepEqual(served.hub.snapshot.layout.dashboard, DASHBOARD_CARDS);

    await page.reload();
    await page.locator(".badge--live").waitFor();
    assert.deepEqual(await rows(page), ["checks", "state", "responses"]);
    assert.equal(await page.getByLabel("API 응답 시간 보이기").isChecked(), false);
    assert.deepEqual(faults, []);
  },
);

browserTest("the settings page works without scripts, and in English", async (browser) => {
  await using served = await serve();
  const { page } = await openPage(browser, `${served.url}settings?lang=en`, { javaScriptEnabled: false });
  await page.getByLabel("Position of Scheduled jobs").fill("1");
  await page.getByLabel("Show Inventory").uncheck();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("as they were saved here").waitFor();
  const { dashboard } = served.hub.snapshot.layout;
  assert.deepEqual([dashboard[0], dashboard.includes("inventory")], ["jobs", false]);
  await page.getByRole("link", { name: "Market pages" }).click();
  await page.getByLabel("Position of Checks").fill("1");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("as they were saved here").waitFor();
  assert.match(page.url(), /settings\?page=market$/);
  assert.deepEqual(served.hub.snapshot.layout.market, ["checks", "state", "responses"]);
});

for (
  const [name, options, path] of [
    ["light", {}, "settings"],
    ["dark, in English", { colorScheme: "dark" }, "settings?lang=en"],
    ["on a phone", { viewport: { width: 390, height: 844 } }, "settings"],
    ["for market pages", {}, "settings?page=market"],
    ["for market pages on a phone", { viewport: { width: 390, height: 844 } }, "settings?page=market"],
  ] as const
) {
  browserTest(`the settings page has no fault that axe knows, ${name}`, async (browser) => {
    await using served = await serve();
    const { page } = await openPage(browser, `${served.url}${path}`, options);
    await page.evaluate(axe.source);
    const violations = await page.evaluate(async () => {
      // deno-lint-ignore no-explicit-any
      const { violations } = await (globalThis as any).axe.run(document);
      return violations.map(({ id }: { id: string }) => id);
    });
    assert.deepEqual(violations, []);
    const width = await page.evaluate(
      "document.documentElement.scrollWidth - document.documentElement.clientWidth",
    );
    assert.equal(width, 0, "nothing sticks out");
  });
}
