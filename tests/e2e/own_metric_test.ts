/** From a line in the file to a figure on a page that stays open, as a seller sees it. */
import assert from "node:assert/strict";
import { browserTest } from "../support/chromium.ts";
import { postgresMissing, startPostgres } from "../support/postgres.ts";
import { buildProgram } from "../support/program.ts";

const BASE = `
interval: { metrics: 1h, checks: 60s }
self_check: { targets: [] }
markets: { coupang: { enabled: false }, naver: { enabled: false }, 11st: { enabled: false } }
schema: { orders: null, products: null, logs: null, jobs: null }
`;

const METRIC =
  `metrics: [{ name: refunds, title: 오늘 환불, sql: SELECT count(*) FROM refunds, interval: 1s }]\n`;
const CHART = `charts: [{ title: 환불 추이, name: trend, type: line, metric: custom.refunds, span: 10m }]\n`;

if (postgresMissing(15) === undefined) {
  browserTest(
    "an open page shows a metric, a chart and a fault as soon as the file has them",
    async (browser) => {
      await using built = await buildProgram();
      await using database = await startPostgres({ major: 15 });
      await database.query("CREATE TABLE refunds (at timestamptz); INSERT INTO refunds VALUES (now())");
      const save = (text: string) => Deno.writeTextFile(`${built.folder}/marketpulse.yaml`, BASE + text);
      await save("");
      await using program = await built.start({ env: { DATABASE_URL: database.url } });
      const page = await (await browser.newContext({ locale: "ko-KR" })).newPage();
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(error.message));
      const sockets: string[] = [];
      page.on("websocket", (socket) => sockets.push(socket.url()));
      await page.goto(program.url);
      await page.locator(".badge--live").waitFor();
      await page.evaluate("window.stayed = true");

      await save(METRIC);
      const card = page.locator(".panel--metric", { hasText: "오늘 환불" });
      await card.locator('data[value="1"]').waitFor();
      await database.query("INSERT INTO refunds VALUES (now())");
      await card.locator('data[value="2"]').waitFor();

      await save(`${METRIC}${CHART}layout: { dashboard: [chart.trend, metric.refunds] }\n`);
      await page.locator(".panel--own-chart canvas").waitFor();
      assert.equal(await page.locator("main .panel").count(), 2, "the other cards are gone");

      await save(`${METRIC}chart: []\n`);
      await page.getByText("이전 설정으로 계속합니다").waitFor();
      assert.match(await page.locator(".notices").innerText(), /7번째 줄.*chart.*charts/);
      await save(METRIC.replace("SELECT count(*)", "SELECT at"));
      await page.locator(".panel--metric .panel__note", { hasText: "marketpulse.yaml:6" }).waitFor();
      assert.equal(await page.locator(".notices").count(), 0, "the file is fine, its statement is not");

      assert.equal(await page.evaluate("window.stayed"), true, "the page was never loaded anew");
      assert.equal(sockets.length, 1, "nor was its connection");
      assert.deepEqual(errors, []);
    },
  );
}
