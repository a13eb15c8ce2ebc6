import assert from "node:assert/strict";
import { Reloader } from "@/lib/app/reloader.ts";
import { reloaded } from "@/lib/app/reloaded.ts";
import type { Fields, Log } from "@/lib/app/log.ts";
import type { Config } from "@/lib/config/config.ts";
import { ConfigError } from "@/lib/config/config_error.ts";
import { parseConfig } from "@/lib/config/parse_config.ts";

const env = { DATABASE_URL: "postgres://reader@127.0.0.1/shop" };
const read = (text: string, environment: Record<string, string> = env) =>
  parseConfig({ file: { path: "marketpulse.yaml", text }, env: environment, flags: {} });

Deno.test("reloaded() takes over what a running process can, and names the sections that wait", () => {
  const current = read("");
  const next = read(`
server: { port: 9000 }
business: { low_stock: 3 }
interval: { metrics: 1s }
redis: { url: "redis://127.0.0.1" }
`);
  const { applied, waiting } = reloaded(current, next);
  assert.equal(applied.business.low_stock, 3);
  assert.equal(applied.interval.metrics, 1_000);
  assert.deepEqual(applied.server, current.server);
  assert.deepEqual(applied.redis, current.redis);
  assert.deepEqual(waiting, ["server", "redis"]);
});

Deno.test("reloaded() takes over limits and names of the server, and says that its port waits", () => {
  const limits = "max_clients: 7, max_clients_per_address: 2, allowed_hosts: [shop.example.com]";
  const current = read("");
  const { applied, waiting } = reloaded(current, read(`server: { ${limits} }`));
  assert.deepEqual([applied.server.max_clients, applied.server.allowed_hosts], [7, ["shop.example.com"]]);
  assert.deepEqual(waiting, []);
  const both = reloaded(current, read(`server: { ${limits}, port: 9000 }`));
  assert.deepEqual([both.applied.server.max_clients, both.applied.server.port, both.waiting], [7, 8765, [
    "server",
  ]]);
});

Deno.test("reloaded() does not turn a live shop into a demo under its viewers", () => {
  const current = read("");
  const { applied, waiting } = reloaded(current, read("", {}));
  assert.equal(applied.demo, false);
  assert.equal(applied.database.url, current.database.url);
  assert.deepEqual(waiting, ["demo"]);
});

Deno.test("Reloader.reload() refuses a configuration with faults, says so, and goes on with the next good one", async () => {
  const logged: [string, string, Fields | undefined][] = [];
  const at = (level: string) => (message: string, fields?: Fields) =>
    void logged.push([level, message, fields]);
  const log: Log = { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
  const taken: Config[] = [];
  const audited: string[] = [];
  const texts = ["business: { low_stok: 3 }", "business: { low_stock: 3 }"];
  const told: unknown[] = [];
  const reloader = new Reloader({
    running: {
      reload: (config) => {
        taken.push(config);
        return Promise.resolve(["server"]);
      },
    },
    log,
    audit: ({ action, outcome, detail }) => audited.push(`${action} ${outcome} ${detail?.because}`),
    tell: (news) => told.push(news && { ...news, faults: news.faults.map(({ line }) => line) }),
    // deno-lint-ignore require-await -- a fault has to reject, as one of the real file does
    read: async () => read(texts.shift()!),
  });
  await Promise.all([reloader.reload("file"), reloader.reload("signal")]);
  assert.deepEqual(logged.map(([level]) => level), ["error", "info"]);
  assert.match(String(logged[0]![2]!.faults), /low_stok.*low_stock/);
  assert.equal(logged[1]![2]!.waits_for_restart, "server");
  assert.deepEqual(told, [
    { state: "refused", faults: [1], waiting: [] },
    { state: "waits", faults: [], waiting: ["server"] },
  ]);
  assert.deepEqual(taken.map(({ business }) => business.low_stock), [3]);
  assert.deepEqual(audited, ["config.reload failed file", "config.reload ok signal"]);
  assert.throws(() => read("business: { low_stok: 3 }"), ConfigError);
});
