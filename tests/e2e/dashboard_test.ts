import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { chromiumMissing, openChromium } from "../support/chromium.ts";
import { anOrder, OLD_TABLES } from "../support/old_shop.ts";
import { postgresMissing, startPostgres } from "../support/postgres.ts";
import { buildProgram, type ProgramOptions } from "../support/program.ts";
import { redisMissing, startRedis } from "../support/redis.ts";
import { freePort } from "../support/free_port.ts";

const missing = chromiumMissing ?? postgresMissing(15) ?? redisMissing();
const name = "dashboard of a real PostgreSQL and Redis in a real browser";

const SHOP = `${OLD_TABLES}
  INSERT INTO unified_products (name, market_code, status, stock_quantity, sale_price)
    VALUES ('제주 감귤 5kg', 'coupang', 'active', 2, 19900);`;

/** Nobody on this machine answers there, so that no market is asked. */
const NO_MARKET = "http://127.0.0.1:9";
const config = (oldPort: number) => `
server: { allowed_origins: ["http://127.0.0.1:${oldPort}"] }
interval: { metrics: 1s, checks: 60s }
self_check: { targets: [] }
markets:
  coupang: { base_url: "${NO_MARKET}" }
  naver: { base_url: "${NO_MARKET}" }
  11st: { enabled: false }
`;

Deno.test({
  name: missing ? `${name} (ignored: ${missing})` : name,
  ignore: missing !== undefined,
  async fn(test) {
    await using built = await buildProgram();
    await using database = await startPostgres({ major: 15 });
    await using redis = await startRedis();
    await database.query(SHOP);
    await database.query(anOrder(30_000));
    const oldPort = freePort();
    await Deno.writeTextFile(`${built.folder}/marketpulse.yaml`, config(oldPort));
    const options: ProgramOptions = {
      env: { DATABASE_URL: database.url, REDIS_URL: redis.url },
      port: freePort(),
    };
    const browser = await openChromium();
    const page = await (await browser.newContext({ locale: "ko-KR" })).newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      if (/Content Security Policy|Uncaught/.test(message.text())) errors.push(message.text());
    });
    let program = await built.start(options);
    try {
      await test.step("shows the shop's figures and goes live", async () => {
        await program.until(({ sales }) => sales !== null);
        await page.goto(program.url);
        await untilRevenue(page, 30_000);
        await page.locator(".badge--live").waitFor();
        assert.match(await page.locator("#content").innerText(), /제주 감귤 5kg/);
        assert.equal(await page.locator(".demo").count(), 0);
      });

      await test.step("an order inserted in PostgreSQL appears without reload", async () => {
        await page.evaluate(() => (globalThis as unknown as { kept: boolean }).kept = true);
        await database.query(anOrder(12_000));
        await untilRevenue(page, 42_000);
        assert.equal(await page.evaluate(() => (globalThis as unknown as { kept: boolean }).kept), true);
      });

      await test.step("the server restarts: the page says so and recovers by itself", async () => {
        await program[Symbol.asyncDispose]();
        await page.locator(".badge--waiting, .badge--connecting").first().waitFor();
        await database.query(anOrder(1_000));
        program = await built.start(options);
        await page.locator(".badge--live").waitFor();
        await untilRevenue(page, 43_000);
        assert.equal(await page.evaluate(() => (globalThis as unknown as { kept: boolean }).kept), true);
      });

      await test.step("the database goes: old figures look old and say why, and recover when it is back", async () => {
        await database.kill();
        await page.locator(".panel--sales:not(.is-fresh)").waitFor();
        assert.equal(await revenue(page), 43_000);
        await database.start();
        await database.query(anOrder(2_000));
        await untilRevenue(page, 45_000);
        await page.locator(".panel--sales.is-fresh").waitFor();
      });

      await test.step("the old system's page, served from another port, works unchanged where it is allowed", async () => {
        const old = Deno.serve(
          { hostname: "127.0.0.1", port: oldPort, onListen: () => {} },
          () =>
            new Response(oldPage(program.liveUrl.replace(/ws$/, "")), {
              headers: { "content-type": "text/html" },
            }),
        );
        const other = await (await browser.newContext()).newPage();
        await other.goto(`http://127.0.0.1:${oldPort}/`);
        await other.getByText("initial 45000, pong, update 45000").waitFor();
        await other.close();
        await old.shutdown();
      });

      await test.step("Redis has the snapshot and each market's status with its time to live", async () => {
        const [ttl, status] = [
          await redis.cli("TTL", "api_status:coupang"),
          await redis.cli("GET", "api_status:coupang"),
        ];
        assert.ok(Number(ttl) > 200 && Number(ttl) <= 300, ttl);
        assert.equal(JSON.parse(status).class, "DOWN");
        const key = await redis.cli("KEYS", "marketpulse:snapshot:*");
        assert.equal(JSON.parse(await redis.cli("GET", key)).mode, "live");
      });

      await test.step("a restart without the database shows the last known figures with their age", async () => {
        await program[Symbol.asyncDispose]();
        await database.kill();
        program = await built.start(options);
        await page.goto(program.url);
        assert.equal(await revenue(page), 45_000);
        assert.equal(await page.locator(".panel--sales.is-fresh").count(), 0);
      });

      assert.deepEqual(errors, [], "errors in the browser");
    } finally {
      await browser.close();
      await program[Symbol.asyncDispose]();
    }
  },
});

/** What the old page did: connect, subscribe, ping, read `initial` and `update`. */
function oldPage(url: string): string {
  return `<!doctype html><p id="seen"></p><script>
    const seen = [], show = (text) => { seen.push(text); document.getElementById("seen").textContent = seen.join(", "); };
    const socket = new WebSocket("${url}");
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      if (message.type === "pong") return show("pong");
      show(message.type + " " + message.data.sales.today.today_revenue);
      if (message.type !== "initial") return socket.close();
      socket.send(JSON.stringify({ type: "subscribe", topic: "sales" }));
      socket.send(JSON.stringify({ type: "ping" }));
    };
  </script>`;
}

async function revenue(page: Page): Promise<number> {
  return Number(await page.locator(".panel--sales .hero data").getAttribute("value"));
}

async function untilRevenue(page: Page, amount: number): Promise<void> {
  await page.locator(`.panel--sales .hero data[value="${amount}"]`).waitFor();
}
