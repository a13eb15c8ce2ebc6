/** From a metric in the file to a figure on every open page. */
import assert from "node:assert/strict";
import { PROTOCOL_V1 } from "@/lib/shared/protocol.ts";
import type { Snapshot } from "@/lib/shared/snapshot.ts";
import { postgresTest } from "../support/postgres.ts";
import { buildProgram } from "../support/program.ts";
import { SocketClient } from "../support/socket_client.ts";

const config = (...metrics: string[]) => `
interval: { metrics: 1h, checks: 60s }
self_check: { targets: [] }
markets: { coupang: { enabled: false }, naver: { enabled: false }, 11st: { enabled: false } }
metrics:
${metrics.map((metric) => `  - { ${metric} }`).join("\n")}
`;

const REFUNDS =
  "name: refunds, title: { ko: 환불, en: Refunds }, sql: SELECT count(*) FROM refunds, interval: 1s";
const BROKEN = "name: broken, sql: SELECT * FROM nowhere, interval: 1s";

const valueOf = (name: string) => ({ custom }: Snapshot) => custom[name]?.value;

postgresTest("the built program reads the seller's own metrics", { major: 15 }, async (server, test) => {
  await server.query("CREATE TABLE refunds (at timestamptz); INSERT INTO refunds VALUES (now()), (now())");
  await using built = await buildProgram();
  const file = `${built.folder}/marketpulse.yaml`;
  await Deno.writeTextFile(file, config(REFUNDS, BROKEN));
  await using program = await built.start({ env: { DATABASE_URL: server.url } });

  await test.step("one that is well, and one that is not beside it", async () => {
    const { custom } = await program.until((now) =>
      valueOf("refunds")(now) === 2 && now.custom.broken?.state === "down"
    );
    assert.match(custom.broken!.reason!.en, /^marketpulse\.yaml:7: .*"nowhere" does not exist/);
    assert.deepEqual(custom.refunds!.title, { ko: "환불", en: "Refunds" });
    await program.process.line(/A metric cannot be read.*broken/);
  });

  await test.step("for Prometheus and in history", async () => {
    const metrics = await (await fetch(`${program.url}metrics`)).text();
    assert.match(metrics, /^marketpulse_custom\{name="refunds",label=""\} 2$/m);
    assert.match(metrics, /^marketpulse_custom_up\{name="broken"\} 0$/m);
    const { points } = await (await fetch(`${program.url}api/history?metric=custom.refunds`)).json();
    assert.ok(points.some(([, value]: [number, number | null]) => value === 2));
  });

  await test.step("a new one while pages are open, of which none is dropped", async () => {
    await using client = await SocketClient.open(program.liveUrl, [PROTOCOL_V1]);
    const { epoch } = await client.next("initial");
    await Deno.writeTextFile(file, config(REFUNDS, "name: 새_지표, sql: SELECT 42"));
    const patch = () => client.next<{ data: Partial<Snapshot> }>("patch");
    while ((await patch()).data.custom?.["새_지표"]?.value !== 42);
    const now = await program.snapshot();
    assert.deepEqual(Object.keys(now.custom), ["refunds", "새_지표"]);
    assert.equal(now.epoch, epoch, "the same process");
  });

  await test.step("a chart and another order of the cards, while pages are open", async () => {
    await using client = await SocketClient.open(program.liveUrl, [PROTOCOL_V1]);
    await client.next("initial");
    const charts = "charts: [{ title: Refunds, type: line, metric: custom.refunds }]";
    await Deno.writeTextFile(
      file,
      `${config(REFUNDS)}${charts}\nlayout: { dashboard: [chart.Refunds, sales] }\n`,
    );
    const patch = () => client.next<{ data: Partial<Snapshot> }>("patch");
    let layout: Snapshot["layout"] | undefined;
    while (!layout) layout = (await patch()).data.layout;
    assert.deepEqual(layout.dashboard, ["chart.Refunds", "sales"]);
    const page = await (await fetch(program.url)).text();
    assert.deepEqual([...page.matchAll(/panel--([\w-]+) is-/g)].map(([, name]) => name), [
      "own-chart",
      "sales",
    ]);
  });

  await test.step("without a new connection for the shop's own figures", async () => {
    const readers = () =>
      server.query("SELECT pid FROM pg_stat_activity WHERE application_name = 'marketpulse' ORDER BY pid");
    const before = await readers();
    assert.ok(before.length > 0);
    await Deno.writeTextFile(file, config(REFUNDS, "name: third, sql: SELECT 3"));
    await program.until((now) => valueOf("third")(now) === 3);
    assert.deepEqual(await readers(), before);
  });

  await test.step("a bad file changes nothing, and says on the page what is wrong with it", async () => {
    await using client = await SocketClient.open(program.liveUrl, [PROTOCOL_V1]);
    await client.next("initial");
    await Deno.writeTextFile(file, config(REFUNDS, REFUNDS));
    const refused = await program.until(({ config }) => config?.state === "refused");
    assert.deepEqual(refused.config!.faults.map(({ line }) => line), [7]);
    assert.match(
      refused.config!.faults[0]!.message.en,
      /metrics\.1\.name must not be the name of another metric/,
    );
    assert.deepEqual(Object.keys(refused.custom), ["refunds", "third"]);
    await program.process.line(/The new configuration cannot be used/);
    assert.match(await (await fetch(program.url)).text(), /6번째 줄|7번째 줄/);
    await Deno.writeTextFile(file, config(REFUNDS));
    const good = await program.until(({ config }) => config === null);
    assert.deepEqual(Object.keys(good.custom), ["refunds"]);
  });

  await test.step("a file that is written in parts, that is empty for a while, that is replaced", async () => {
    const text = config(REFUNDS, "name: last, sql: SELECT 9");
    await Deno.writeTextFile(file, "");
    await program.until(({ config }) => config?.state === "refused");
    await Deno.writeTextFile(file, text.slice(0, -20));
    await Deno.writeTextFile(`${file}.new`, text);
    await Deno.rename(`${file}.new`, file);
    await program.until((now) => valueOf("last")(now) === 9 && now.config === null);
    await Deno.remove(file);
    program.process.kill("SIGHUP");
    const gone = await program.until(({ config }) => config?.state === "refused");
    assert.match(gone.config!.faults[0]!.message.en, /is gone: put it back/);
    assert.equal(gone.mode, "live");
    assert.deepEqual(Object.keys(gone.custom), ["refunds", "last"]);
    await Deno.writeTextFile(file, text);
    await program.until(({ config }) => config === null);
  });

  await test.step("while the database is away, and once it is back", async () => {
    await server.kill();
    const away = await program.until(({ custom }) => custom.refunds?.state === "down");
    assert.equal(away.custom.refunds!.value, 2, "the figure stays");
    await server.start();
    await server.query("INSERT INTO refunds VALUES (now())");
    await program.until((now) => valueOf("refunds")(now) === 3 && now.custom.refunds!.state === "ok");
  });
});
