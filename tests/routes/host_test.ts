/** A foreign site whose name points here (DNS rebinding) reads nothing, whatever it asks. */
import assert from "node:assert/strict";
import { deliveries } from "../live/fakes.ts";
import { rawUpgrade } from "../support/raw_upgrade.ts";
import { buildRoutes, listen } from "../support/test_app.ts";
import { openTestServices, type TestServicesOptions } from "../support/test_services.ts";

const open = await buildRoutes();

type Headers = Record<string, string>;

async function ask(path: string, headers: Headers, server: TestServicesOptions["server"] = {}) {
  const { services, hub, clock } = await openTestServices({ server });
  hub.publish(deliveries(clock));
  return await open(services)(new Request(`http://127.0.0.1:8765${path}`, { headers }));
}

Deno.test("every page and answer is refused under a foreign name, with 421 and how to allow it", async () => {
  const paths = [
    "/",
    "/markets/coupang",
    "/api/snapshot",
    "/api/checks",
    "/api/stream",
    "/metrics",
    "/healthz",
  ];
  for (const path of [...paths, "/css/page.css", "/nothing"]) {
    const response = await ask(path, { host: "evil.example:8765" });
    assert.equal(response.status, 421, path);
    const { error } = await response.json();
    assert.equal(error.code, "host_refused");
    assert.match(error.message.en, /server: \{ allowed_hosts: \[evil\.example\] \}/);
    assert.equal(response.headers.get("access-control-allow-origin"), null);
  }
});

Deno.test("who opens a page under a foreign name reads why in their language", async () => {
  const response = await ask("/", { host: "my-nas.lan", accept: "text/html,*/*", "accept-language": "ko" });
  assert.equal(response.status, 421);
  assert.match(response.headers.get("content-type")!, /^text\/plain; charset=utf-8$/);
  assert.match(await response.text(), /my-nas\.lan.*server: \{ allowed_hosts: \[my-nas\.lan\] \}\n$/);
});

Deno.test("names of the configuration, loopback and addresses are answered, also below a base path", async () => {
  const server = {
    base_path: "/pulse",
    host: "0.0.0.0",
    allowed_hosts: ["shop.example"],
    allowed_origins: ["https://old.example"],
  };
  const hosts = [
    "shop.example",
    "SHOP.example.:443",
    "old.example:8765",
    "localhost",
    "[::1]:8765",
    "10.0.0.7:80",
  ];
  for (const host of hosts) assert.equal((await ask("/pulse/", { host }, server)).status, 200, host);
  assert.equal((await ask("/pulse/", { host: "evil.example" }, server)).status, 421);
});

Deno.test("a Host that is none is 400", async () => {
  assert.equal((await ask("/", { host: "127.0.0.1@evil.example" })).status, 400);
});

Deno.test("behind a trusted proxy both its name and the one that it was asked for must be known", async () => {
  const server = { trust_proxy: true, allowed_hosts: ["shop.example"] };
  const asked = async (headers: Headers) => (await ask("/", headers, server)).status;
  const local = { host: "127.0.0.1:8765" };
  assert.equal(await asked({ host: "shop.example" }), 200);
  assert.equal(await asked({ ...local, "x-forwarded-host": "shop.example, proxy.internal" }), 200);
  assert.equal(await asked({ ...local, "x-forwarded-host": "evil.example" }), 421);
  assert.equal(await asked({ host: "evil.example", "x-forwarded-host": "shop.example" }), 421);
  assert.equal(
    (await ask("/", { ...local, "x-forwarded-host": "evil.example" })).status,
    200,
    "nobody believes that header where no proxy is trusted",
  );
});

Deno.test("no WebSocket opens under a foreign name, although its page has the same one", async () => {
  const { services, sessions } = await openTestServices();
  await using server = listen(open(services));
  const upgrade = (host: string) => rawUpgrade(server.host, { host, origin: `http://${host}` });
  assert.equal(await upgrade("evil.example:8765"), 421);
  assert.equal(sessions.size, 0);
  assert.equal(await upgrade(server.host), 101);
});
