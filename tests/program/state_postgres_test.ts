/** Own state in PostgreSQL, as real processes keep it: two instances, a server that goes and comes back, a restart. */
import assert from "node:assert/strict";
import { anOrder, OLD_TABLES } from "../support/old_shop.ts";
import { PASSWORD, postgresMissing, startPostgres } from "../support/postgres.ts";
import { buildProgram, type RunningProgram } from "../support/program.ts";

const missing = postgresMissing(15);
const OFF = "{ enabled: false }";
const METRIC = "sales.today.today_orders";

Deno.test({
  name: `instances share their state in PostgreSQL, and go on without it${
    missing ? ` (ignored: ${missing})` : ""
  }`,
  ignore: missing !== undefined,
  async fn() {
    await using shop = await startPostgres({ major: 15 });
    await using state = await startPostgres({ major: 15 });
    await shop.query(OLD_TABLES);
    await using market = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen: () => {} },
      () => new Response("{}", { status: 401 }),
    );
    await using built = await buildProgram();
    await Deno.writeTextFile(
      `${built.folder}/marketpulse.yaml`,
      `interval: { metrics: 500ms, checks: 10s }
self_check: { targets: [] }
markets: { coupang: { base_url: "http://127.0.0.1:${market.addr.port}" }, naver: ${OFF}, 11st: ${OFF} }
`,
    );
    const start = () => built.start({ env: { DATABASE_URL: shop.url, STATE_URL: state.url } });
    const orders = (program: RunningProgram, count: number) =>
      program.until(({ sales }) => sales?.today.today_orders === count);

    await using first = await start();
    {
      await using second = await start();
      await shop.query(anOrder(1_000));
      for (const program of [first, second]) {
        await orders(program, 1);
        await program.until(({ api_status }) => api_status.coupang !== undefined);
      }
      // Both have taken their request out of one budget.
      const [{ calls }] = await state.query("SELECT count(*)::int AS calls FROM marketpulse.calls") as [
        { calls: number },
      ];
      assert.ok(calls >= 2, `${calls} calls`);
    }

    await state.kill();
    await shop.query(anOrder(1_000));
    await orders(first, 2);
    await first.process.line(/The own state cannot be used, it is tried again/);
    const page = await fetch(first.url);
    assert.equal(page.status, 200, await page.text());
    const refused = await fetch(`${first.url}api/history?metric=${METRIC}`);
    assert.equal(refused.status, 503);
    assert.doesNotMatch(await refused.text(), /127\.0\.0\.1/);
    await state.start();
    await first.process.line(/The own state can be used again/);
    assert.equal(first.process.output.includes(PASSWORD), false);
    first.process.kill("SIGTERM");
    assert.equal(await first.process.ended(), 0);

    await using again = await start();
    const answer = await fetch(`${again.url}api/history?metric=${METRIC}`);
    assert.equal(answer.status, 200);
    const { points } = await answer.json() as { points: [string, number | null][] };
    assert.ok(points.some(([, value]) => value !== null), "what was recorded before is there");
  },
});
