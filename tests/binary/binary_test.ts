import assert from "node:assert/strict";
import project from "../../deno.json" with { type: "json" };
import { badDisks } from "../cli/support/bad_disks.ts";
import { smallDiskMissing } from "../cli/support/full_disk.ts";
import { compileBinary, type Compiler, findCompiler } from "../support/binary.ts";
import { anOrder, OLD_TABLES } from "../support/old_shop.ts";
import { OtlpSink } from "../support/otlp_sink.ts";
import { postgresMissing, startPostgres } from "../support/postgres.ts";
import { redisMissing, startRedis } from "../support/redis.ts";
import { SocketClient } from "../support/socket_client.ts";
import { badInput } from "./bad_input.ts";

const MAX_BYTES = 125_000_000;
const SOCKETS = 1_000;

/** Every page and every answer for programs; the WebSocket is in use throughout. */
const ADDRESSES = [
  "/",
  "/markets/coupang",
  "/markets/naver",
  "/markets/11st",
  "/healthz",
  "/readyz",
  "/metrics",
  "/api/snapshot",
  "/api/history?metric=sales.today.today_orders",
  "/api/checks",
  "/api/checks.csv",
  "/api/layout",
  "/api/layout.yaml",
  "/api/history.csv?metric=sales.today.today_orders",
  "/settings",
  "/api/stream",
  "/api/openapi.json",
];

/** Nobody on this machine answers there, so that no market is asked. */
const CONFIG = `
interval: { metrics: 1s, checks: 60s }
self_check: { targets: [] }
markets:
  coupang: { base_url: "http://127.0.0.1:9" }
  naver: { enabled: false }
  11st: { enabled: false }
`;

const compiler = findCompiler();
const missing = typeof compiler === "string" ? compiler : postgresMissing(15) ?? redisMissing();
const diskMissing = await smallDiskMissing();
const name = "binary in an empty folder, with nothing in its environment";

Deno.test({
  name: missing ? `${name} (ignored: ${missing})` : name,
  ignore: missing !== undefined,
  async fn(test) {
    await using binary = await compileBinary(compiler as Compiler);
    const only = [...Deno.readDirSync(binary.folder)];

    await test.step("is one file of at most 125 MB", () => {
      assert.deepEqual(only.map((entry) => entry.name), ["marketpulse"]);
      const { size } = Deno.statSync(`${binary.folder}/marketpulse`);
      assert.ok(size <= MAX_BYTES, `${size} bytes`);
    });

    await test.step("--version and --help answer", async () => {
      await using version = binary.spawn({ args: ["--version"] });
      assert.equal(await version.ended(), 0);
      assert.match(version.output, new RegExp(`^${project.version} \\(build [0-9a-f]{12}\\)$`));
      await using help = binary.spawn({ args: ["--help"] });
      assert.equal(await help.ended(), 0);
      assert.match(help.output, /serve/);
    });

    await badInput(test, binary);
    if (!diskMissing) await badDisks(test, binary);

    await test.step("tells nobody about itself, whatever its environment says of OpenTelemetry", async () => {
      await using sink = new OtlpSink();
      await using program = await binary.start({ args: ["--demo"], env: sink.env });
      await (await fetch(`${program.url}healthz`)).body?.cancel();
      program.process.kill("SIGTERM");
      assert.equal(await program.process.ended(), 0);
      assert.equal(sink.count, 0);
    });

    await test.step("demo: both simulations, the markets' checks and every file of the page", async () => {
      await using program = await binary.start();
      const { mode } = await program.until(({ sales, api_status }) =>
        sales !== null && Object.keys(api_status).length === 3
      );
      assert.equal(mode, "demo");
      const html = await (await fetch(program.url)).text();
      assert.match(html, />DEMO</);
      const files = [...html.matchAll(/(?:href|src)="(\/[^"]+\.(?:js|css|svg)[^"]*)"/g)].map(([, path]) =>
        path!
      );
      assert.ok(files.length > 3, html);
      for (const path of [...ADDRESSES, ...files]) {
        const response = await fetch(new URL(path, program.url));
        await response.body?.cancel();
        assert.equal(response.status, 200, path);
      }
      const nowhere = await fetch(new URL("/nowhere", program.url));
      await nowhere.body?.cancel();
      assert.equal(nowhere.status, 404);
    });

    await test.step("PostgreSQL, Redis, the state file, SIGHUP and check work under the compiled permissions", async () => {
      await using database = await startPostgres({ major: 15 });
      await using redis = await startRedis();
      await database.query(OLD_TABLES + anOrder(30_000));
      await Deno.writeTextFile(`${binary.folder}/marketpulse.yaml`, CONFIG);
      const env = { DATABASE_URL: database.url, REDIS_URL: redis.url };
      await using program = await binary.start({ env });
      const { mode, sales } = await program.until(({ sales, sources, api_status }) =>
        sales !== null && sources.redis.state === "ok" && "coupang" in api_status
      );
      assert.equal(mode, "live");
      assert.equal(sales!.today.today_revenue, 30_000);
      assert.doesNotMatch(program.process.output, /Requires \w+ access|NotCapable/);
      assert.ok(Deno.statSync(`${binary.folder}/data/marketpulse.db`).isFile);

      await Deno.writeTextFile(`${binary.folder}/marketpulse.yaml`, "intervall: {}");
      program.process.kill("SIGHUP");
      await program.process.line(/cannot be used, the old one stays in force.*intervall/);
      await Deno.writeTextFile(`${binary.folder}/marketpulse.yaml`, CONFIG.replace("1s", "2s"));
      program.process.kill("SIGHUP");
      await program.process.line(/was read again/);

      await using check = binary.spawn({ args: ["check"], env });
      assert.equal(await check.ended(), 1);
      assert.match(check.output, /coupang|쿠팡|Coupang/);

      program.process.kill("SIGTERM");
      assert.equal(await program.process.ended(), 0);
      const key = await redis.cli("KEYS", "marketpulse:snapshot:*");
      assert.equal(JSON.parse(await redis.cli("GET", key)).mode, "live");
    });

    await test.step(`SIGTERM: ${SOCKETS} sockets are each told 1001, and it ends within 5 s`, async () => {
      await using program = await binary.start({ args: ["--demo"] });
      const clients: SocketClient[] = [];
      for (let opened = 0; opened < SOCKETS; opened += 50) {
        clients.push(
          ...await Promise.all(Array.from({ length: 50 }, () => SocketClient.open(program.liveUrl))),
        );
      }
      const before = performance.now();
      program.process.kill("SIGTERM");
      assert.equal(await program.process.ended(), 0);
      const took = performance.now() - before;
      const codes = await Promise.all(clients.map(({ closed }) => closed.then(({ code }) => code)));
      assert.deepEqual(codes.filter((code) => code !== 1001), []);
      assert.ok(took <= 5_000, `${took} ms`);
    });
  },
});
