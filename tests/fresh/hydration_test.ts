import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { browserTest } from "../support/chromium.ts";
import { startDeno } from "./deno_process.ts";
import { buildFixture, serve } from "./fixture.ts";

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
  const program = ["run", "-A", fileURLToPath(new URL("./app/dev.ts", import.meta.url))];
  const first = await startDeno([...program, "0"]);
  const { port } = first.said;
  const page = await browser.newPage();
  const waiting = new Promise((resolve) => {
    page.once("websocket", (socket) => socket.once("framereceived", resolve));
  });
  await page.goto(`http://127.0.0.1:${port}/plain`);
  await waiting;
  await page.evaluate(() => document.body.dataset.old = "yes");

  await first[Symbol.asyncDispose]();
  const loaded = page.waitForEvent("load");
  await using _second = await startDeno([...program, String(port)]);
  await loaded;
  assert.equal(await page.evaluate(() => document.body.dataset.old), undefined);
});
