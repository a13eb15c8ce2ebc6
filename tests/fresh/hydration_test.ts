import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { browserTest } from "../support/chromium.ts";
import { buildFixture, type Handler, serve } from "./fixture.ts";

/** Opens a page and notes every error in it. */
async function openPage(browser: Browser, url: string): Promise<{ page: Page; faults: string[] }> {
  const faults: string[] = [];
  const page = await browser.newPage();
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  await page.goto(url);
  return { page, faults };
}

browserTest("boot() hydrates islands that share one signal, nested ones too", async (browser) => {
  await using server = serve(await buildFixture());
  const { page, faults } = await openPage(browser, server.origin);
  await page.locator("#types", { hasText: `"where":"browser"` }).waitFor();
  await page.locator("#first").click();
  await page.locator("#inner").click();
  assert.equal(await page.locator("#first").innerText(), "first 5 10");
  assert.equal(await page.locator("#second").innerText(), "second 5 10");
  assert.equal(await page.locator("#inner").innerText(), "inner 5 10");
  assert.equal(await page.locator("main > *").count(), 5, "nothing was doubled by hydration");
  assert.deepEqual(faults, []);
});

browserTest("boot() gives islands the props that the server rendered them with", async (browser) => {
  await using server = serve(await buildFixture());
  const { page, faults } = await openPage(browser, server.origin);
  await page.locator("#types", { hasText: `"where":"browser"` }).waitFor();
  assert.deepEqual(JSON.parse(await page.locator("#types").innerText()), {
    where: "browser",
    date: "1970-01-01T00:00:00.000Z",
    map: [["a", 1]],
    set: [2],
    big: "3n",
    nan: true,
    negativeZero: true,
    bytes: [4],
    missing: true,
    text: "</script><!-- ' \u2028",
    total: 4,
  });
  assert.deepEqual(faults, []);
});

browserTest(
  "boot() runs under a base path and a policy that allows no other inline script",
  async (browser) => {
    await using server = serve(await buildFixture({ basePath: "/pulse" }));
    const { page, faults } = await openPage(browser, `${server.origin}/pulse/`);
    await page.locator("#types", { hasText: `"where":"browser"` }).waitFor();
    await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "document.title = 'hacked'";
      document.body.append(script);
    });
    assert.equal(await page.title(), "Counters");
    assert.match(faults.join(), /Content Security Policy/);
  },
);

browserTest("Builder.listen() has pages reload when the server was started anew", async (browser) => {
  const first = serve(await buildFixture({ mode: "development" }));
  const { page } = await openPage(browser, `${first.origin}/plain`);
  const sockets = page.waitForEvent("websocket");
  await page.reload();
  await (await sockets).waitForEvent("framereceived");
  await page.evaluate(() => document.body.dataset.old = "yes");

  const restarted: Handler = await buildFixture({ mode: "development" });
  await first[Symbol.asyncDispose]();
  const loaded = page.waitForEvent("load");
  await using _second = serve(restarted, Number(new URL(first.origin).port));
  await loaded;
  assert.equal(await page.evaluate(() => document.body.dataset.old), undefined);
});
