import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { browserTest } from "../support/chromium.ts";
import { buildRoutes, listen } from "../support/test_app.ts";
import { openTestServices } from "../support/test_services.ts";
import { deliveriesOf, faultsOf } from "./served_dashboard.ts";
import { freshShop } from "./fixtures.ts";

const routes = await buildRoutes();
const HOUR = 3_600_000;

async function serve() {
  const { services, hub, clock, sale } = await openTestServices();
  const tell = () => hub.publish(deliveriesOf(freshShop(), new Date(clock.now()).toISOString()));
  tell();
  const { host, [Symbol.asyncDispose]: dispose } = listen(routes(services));
  return { url: `http://${host}/`, sale, clock, tell, [Symbol.asyncDispose]: dispose };
}

async function openPage(browser: Browser, url: string, javaScriptEnabled = true) {
  const context = await browser.newContext({ locale: "ko-KR", javaScriptEnabled });
  const page = await context.newPage();
  const faults = faultsOf(page);
  await page.goto(url);
  if (javaScriptEnabled) await page.locator(".badge--live").waitFor();
  return { page, faults };
}

browserTest("SaleControl begins the big-sale mode, which every viewer sees, and ends it", async (browser) => {
  await using served = await serve();
  const { page, faults } = await openPage(browser, served.url);
  const other = await openPage(browser, `${served.url}markets/coupang`);
  await page.getByRole("button", { name: "빅세일 모드" }).click();
  await page.getByLabel("켜 둘 시간").selectOption("8");
  await page.getByRole("button", { name: "빅세일 모드 켜기" }).click();
  for (const viewer of [page, other.page]) {
    await viewer.getByRole("button", { name: "빅세일 모드 · 8시간 남음" }).waitFor();
  }
  assert.equal(served.sale.until, served.clock.now() + 8 * HOUR);
  assert.equal(await page.getByLabel("켜 둘 시간").isVisible(), false, "the form has closed");

  served.clock.advance(1.5 * HOUR);
  served.tell();
  await page.getByRole("button", { name: "빅세일 모드 · 6시간 30분 남음" }).waitFor();
  served.clock.advance(6 * HOUR);
  served.tell();
  await other.page.getByRole("button", { name: "빅세일 모드 · 30분 남음" }).click();
  await other.page.getByRole("button", { name: "지금 끄기" }).click();
  await page.getByRole("button", { name: "빅세일 모드", exact: true }).waitFor();
  assert.equal(served.sale.until, null);
  assert.deepEqual([...faults, ...other.faults], []);
});

browserTest("SaleControl says why it could not be begun, and works without scripts", async (browser) => {
  await using served = await serve();
  const { page } = await openPage(browser, served.url);
  await page.route("**/api/sale", (route) => route.abort());
  await page.getByRole("button", { name: "빅세일 모드" }).click();
  await page.getByRole("button", { name: "빅세일 모드 켜기" }).click();
  await page.getByText("서버에 요청을 보내지 못했습니다").waitFor();
  assert.equal(served.sale.until, null);

  const { page: plain } = await openPage(browser, served.url, false);
  await plain.getByRole("button", { name: "빅세일 모드" }).click();
  await plain.getByRole("button", { name: "빅세일 모드 켜기" }).click();
  await plain.getByRole("button", { name: "빅세일 모드 · 3시간 남음" }).waitFor();
  assert.equal(new URL(plain.url()).pathname, "/");
  assert.equal(served.sale.until, served.clock.now() + 3 * HOUR);
});

browserTest(
  "SaleControl shows who may not change it that there is a big sale, and nothing else",
  async (browser) => {
    await using served = await serve();
    const context = await browser.newContext({
      locale: "ko-KR",
      extraHTTPHeaders: { "x-forwarded-for": "10.0.0.7" },
    });
    const page = await context.newPage();
    await page.goto(served.url);
    await page.locator(".badge--live").waitFor();
    assert.equal(await page.locator(".sale").count(), 0);
    await served.sale.start(1);
    await page.locator("p.sale", { hasText: "빅세일 모드 · 1시간 남음" }).waitFor();
    assert.equal(await page.locator(".sale__open").count(), 0);
  },
);
