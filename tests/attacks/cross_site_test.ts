/** Pages of other sites: they can have a viewer's browser ask us anything, and read what we allow. */
import assert from "node:assert/strict";
import { deliveries } from "../live/fakes.ts";
import { routePaths } from "../support/route_files.ts";
import { rawUpgrade } from "../support/raw_upgrade.ts";
import { buildRoutes, listen } from "../support/test_app.ts";
import { openTestServices, type TestServicesOptions } from "../support/test_services.ts";

const open = await buildRoutes();
const paths = await routePaths();
const HOST = "127.0.0.1:8765";

async function serve(server: TestServicesOptions["server"] = {}) {
  const parts = await openTestServices({ server });
  parts.hub.publish(deliveries(parts.clock));
  const handler = open(parts.services);
  const ask = (path: string, init: RequestInit = {}) => handler(new Request(`http://${HOST}${path}`, init));
  return { ...parts, ask };
}

/** What browsers say of a page that is none of ours; the old ones say only where it is from. */
const FOREIGN: Record<string, string>[] = [
  { origin: "https://evil.example" },
  { origin: "null" },
  { origin: "http://127.0.0.1:8766", "sec-fetch-site": "same-site" },
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
  { origin: `http://${HOST}`, "sec-fetch-site": "cross-site" },
  { origin: `http://${HOST}.evil.example` },
  { origin: `http://${HOST}@evil.example` },
  { origin: "file://" },
  { origin: "" },
];

Deno.test("no route does anything that another site's page has asked by POST, PUT, PATCH or DELETE", async () => {
  const { ask, ordered, sale } = await serve();
  for (const path of [...paths, "/nothing", "/css/page.css"]) {
    for (const method of ["POST", "PUT", "PATCH", "DELETE", "PROPFIND"]) {
      for (const headers of FOREIGN) {
        const response = await ask(path, { method, headers, ...(method === "POST" && { body: "hours=2" }) });
        assert.equal(response.status, 403, `${method} ${path} ${JSON.stringify(headers)}`);
        assert.equal((await response.json()).error.code, "origin_refused");
      }
    }
  }
  assert.deepEqual([ordered, sale.until], [[], null]);
});

Deno.test("no route changes anything on GET, so that an image's address cannot", async () => {
  const { ask, ordered, sale } = await serve();
  for (const path of paths) {
    const response = await ask(`${path}?hours=2&_method=POST`, {
      headers: { "x-http-method-override": "POST" },
    });
    await response.body?.cancel();
  }
  assert.deepEqual([ordered, sale.until], [[], null]);
});

Deno.test("a site that is not listed reads nothing of the API, whatever it asks", async () => {
  const { ask } = await serve({ allowed_origins: ["https://shop.example"] });
  for (
    const origin of [
      "https://evil.example",
      "null",
      "https://shop.example.evil.example",
      "http://shop.example",
    ]
  ) {
    for (const method of ["GET", "OPTIONS"]) {
      const preflight = method === "OPTIONS" ? { "access-control-request-method": "GET" } : undefined;
      const response = await ask("/api/snapshot", { method, headers: { origin, ...preflight } });
      await response.body?.cancel();
      assert.deepEqual(
        [...response.headers].filter(([name]) => name.startsWith("access-control")),
        [],
        `${method} ${origin}`,
      );
      assert.match(response.headers.get("vary")!, /origin/);
    }
  }
});

Deno.test("a listed site reads the API, asks first for a token, and changes nothing", async () => {
  const origin = "https://shop.example";
  const { ask, sale } = await serve({ allowed_origins: [origin] });
  const read = await ask("/api/snapshot", { headers: { origin, "sec-fetch-site": "cross-site" } });
  assert.equal(read.status, 200);
  assert.equal(read.headers.get("access-control-allow-origin"), origin);
  assert.equal(read.headers.get("access-control-allow-credentials"), "true");
  await read.body?.cancel();
  const asked = {
    origin,
    "access-control-request-method": "POST",
    "access-control-request-headers": "content-type",
  };
  const preflight = await ask("/api/sale", { method: "OPTIONS", headers: asked });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get("access-control-allow-methods"), "GET, HEAD");
  assert.equal(preflight.headers.get("access-control-allow-headers"), "authorization, last-event-id");
  const posted = await ask("/api/sale", { method: "POST", headers: { origin }, body: '{"hours":2}' });
  assert.equal(posted.status, 403);
  assert.equal(sale.until, null);
  const page = await ask("/", { headers: { origin } });
  assert.equal(page.headers.get("access-control-allow-origin"), null, "pages are nobody else's");
  await page.body?.cancel();
});

Deno.test("a foreign page opens neither a WebSocket nor an event stream", async () => {
  const { services, sessions, ask } = await serve();
  await using server = listen(open(services));
  const { host } = server;
  for (
    const origin of [
      "https://evil.example",
      "null",
      `http://${host}.evil.example`,
      `http://evil.example#${host}`,
    ]
  ) {
    assert.equal(await rawUpgrade(host, { host, origin }), 403, origin);
    assert.equal((await ask("/api/stream", { headers: { origin } })).status, 403, origin);
  }
  assert.equal(sessions.size, 0);
});

Deno.test("a list that was read again holds from the next request on", async () => {
  const origin = "https://shop.example";
  const { services } = await openTestServices();
  let allowed_origins: string[] = [];
  const server = { get: () => ({ ...services.server, allowed_origins }) };
  const handler = open(Object.create(services, { server }));
  const allowed = async () => {
    const response = await handler(new Request(`http://${HOST}/api/snapshot`, { headers: { origin } }));
    await response.body?.cancel();
    return response.headers.get("access-control-allow-origin");
  };
  assert.equal(await allowed(), null);
  allowed_origins = [origin];
  assert.equal(await allowed(), origin);
});
