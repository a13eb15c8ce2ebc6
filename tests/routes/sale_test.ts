import assert from "node:assert/strict";
import { buildRoutes } from "../support/test_app.ts";
import { openTestServices } from "../support/test_services.ts";

const open = await buildRoutes();

interface Asking {
  readonly url?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly peer?: string;
}

async function start() {
  const { services, hub, clock, sale } = await openTestServices();
  const handler = open(services);
  const post = (
    { url = "http://127.0.0.1:8765/api/sale", headers = {}, body = '{"hours":2}', peer = "127.0.0.1" }:
      Asking,
  ) => {
    const info = {
      remoteAddr: { transport: "tcp", hostname: peer, port: 40_000 },
      completed: Promise.resolve(),
    };
    return handler(new Request(url, { method: "POST", headers, body }), info as Deno.ServeHandlerInfo);
  };
  const get = () => handler(new Request("http://127.0.0.1:8765/api/sale"));
  return { post, get, hub, clock, sale };
}

const codeOf = async (response: Response) => [response.status, (await response.json()).error.code];

Deno.test("POST /api/sale begins the big-sale mode, tells everybody, and ends it with 0 hours", async () => {
  const { post, get, hub, clock } = await start();
  const until = new Date(clock.now() + 7_200_000).toISOString();
  const began = await post({ headers: { origin: "http://127.0.0.1:8765", "sec-fetch-site": "same-origin" } });
  assert.deepEqual([began.status, await began.json()], [200, { until }]);
  assert.deepEqual(hub.snapshot.sale, { until });
  assert.deepEqual(await (await get()).json(), { until });
  const ended = await post({ body: '{"hours":0}' });
  assert.deepEqual([ended.status, await ended.json()], [200, { until: null }]);
  assert.equal(hub.snapshot.sale, null);
});

Deno.test("POST /api/sale refuses other sites' pages and other machines, and nothing begins", async () => {
  const { post, sale } = await start();
  const foreign: Asking[] = [
    { headers: { origin: "https://elsewhere.example" } },
    { headers: { origin: "null" } },
    { headers: { "sec-fetch-site": "cross-site" } },
    { headers: { "sec-fetch-site": "same-site", origin: "http://127.0.0.1:8765" } },
  ];
  for (const asking of foreign) {
    assert.deepEqual(await codeOf(await post(asking)), [403, "origin_refused"], JSON.stringify(asking));
  }
  const elsewhere: Asking[] = [
    { peer: "192.168.0.7" },
    { peer: "fe80::1" },
    { url: "http://192.168.0.5:8765/api/sale" },
    ...["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via"].map((
      name,
    ) => ({
      headers: { [name]: "127.0.0.1" },
    })),
  ];
  for (const asking of elsewhere) {
    assert.deepEqual(await codeOf(await post(asking)), [403, "not_here"], JSON.stringify(asking));
  }
  assert.equal(sale.until, null);
  for (const peer of ["127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1"]) {
    assert.equal((await post({ peer })).status, 200, peer);
  }
  for (const host of ["localhost:8765", "[::1]:8765", "127.0.0.1"]) {
    assert.equal((await post({ url: `http://${host}/api/sale` })).status, 200, host);
  }
});

Deno.test("POST /api/sale says what hours have to be", async () => {
  const { post, sale } = await start();
  const form = { "content-type": "application/x-www-form-urlencoded" };
  for (
    const body of ["", "{", "[]", "null", '{"hours":"2"}', '{"hours":0.4}', '{"hours":49}', '{"hours":-1}']
  ) {
    assert.deepEqual(await codeOf(await post({ body })), [400, "bad_hours"], body);
  }
  for (const body of ["", "hours=", "hours=two", "hours=49"]) {
    assert.deepEqual(await codeOf(await post({ body, headers: form })), [400, "bad_hours"], body);
  }
  assert.equal(sale.until, null);
});

Deno.test("POST /api/sale leads a form without scripts back to its page", async () => {
  const { post, sale, clock } = await start();
  const headers = { "content-type": "application/x-www-form-urlencoded", accept: "text/html,*/*" };
  const response = await post({ body: "hours=4", headers });
  assert.deepEqual([response.status, response.headers.get("location")], [303, "/"]);
  assert.equal(sale.until, clock.now() + 4 * 3_600_000);
});
