import assert from "node:assert/strict";
import { deliveries } from "../live/fakes.ts";
import { buildRoutes } from "../support/test_app.ts";
import { openTestServices } from "../support/test_services.ts";

const open = await buildRoutes();
const get = (path: string, headers: HeadersInit = {}) =>
  new Request(`http://127.0.0.1:8765${path}`, { headers });

Deno.test("GET /api/snapshot answers the hub's snapshot, uncached", async () => {
  const { services, hub, clock } = await openTestServices();
  hub.publish(deliveries(clock));
  const response = await open(services)(get("/api/snapshot"));
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("cache-control"), "no-store");
  assert.deepEqual(await response.json(), JSON.parse(JSON.stringify(hub.snapshot)));
});

Deno.test("GET /api/history answers recorded figures with nulls where nothing was measured", async () => {
  const { services, state, clock } = await openTestServices();
  const start = clock.now();
  await state.recordSamples(start, { "sales.today.today_orders": 3 });
  await state.recordSamples(start + 30_000, { "sales.today.today_orders": 5 });
  const [from, to] = [start, start + 120_000].map((time) => new Date(time).toISOString());
  const response = await open(services)(
    get(`/api/history?metric=sales.today.today_orders&from=${from}&to=${to}&step=60`),
  );
  const history = await response.json();
  assert.equal(response.status, 200);
  assert.deepEqual(history.points, [[start, 4], [start + 60_000, null]]);
  assert.deepEqual(
    [history.from, history.to],
    ["2026-11-24T12:00:00.000+09:00", "2026-11-24T12:02:00.000+09:00"],
    "in the business's zone, however they were asked for",
  );
});

Deno.test("GET /api/history says what is wrong with a query", async () => {
  const { services } = await openTestServices();
  const response = await open(services)(get("/api/history?metric=x"));
  assert.equal(response.status, 400);
  const { error } = await response.json();
  assert.equal(error.code, "bad_query");
  assert.match(error.message.en, /metric/);
});

Deno.test("GET /healthz answers while nothing is known, GET /readyz names the sources that do not deliver", async () => {
  const { services, hub, clock } = await openTestServices();
  const handler = open(services);
  assert.equal((await handler(get("/healthz"))).status, 200);
  const before = await handler(get("/readyz"));
  assert.equal(before.status, 503);
  assert.ok("database" in (await before.json()).sick);
  const at = new Date(clock.now()).toISOString();
  hub.publish([
    ...deliveries(clock),
    { kind: "delivered", source: "database", at, data: null },
    { kind: "delivered", source: "jobs", at, data: { scheduled_jobs: [] } },
    { kind: "delivered", source: "checks", at, data: {} },
    {
      kind: "delivered",
      source: "system",
      at,
      data: { error_rate: 0, error_ratio: 0, warning_count: 0, api_metrics: null },
    },
  ]);
  const after = await handler(get("/readyz"));
  assert.equal(after.status, 200);
  assert.deepEqual(await after.json(), { ready: true, sick: {} });
});

Deno.test("what was recorded and cannot be read is 503 with reason and remedy, and no error of the server's own", async () => {
  const { services, state, logged, telemetry } = await openTestServices();
  await state.close();
  for (const path of ["/api/history?metric=sales.today.today_orders", "/api/checks", "/api/checks.csv"]) {
    const response = await open(services)(get(path));
    assert.equal(response.status, 503, path);
    const { error } = await response.json();
    assert.equal(error.code, "state_unavailable");
    assert.match(error.message.en, /state file failed\. If it goes on, name another file with STATE_URL/);
    assert.match(error.message.ko, /STATE_URL/);
  }
  assert.deepEqual(logged, []);
  assert.match(await telemetry.text(), /http_requests_total\{method="GET",status="503"\} 3/);
});

Deno.test("what fails or is refused below /api/ answers in JSON, and tells no internals", async () => {
  const { services } = await openTestServices();
  services.snapshot = () => {
    throw new Error("hidden-detail");
  };
  const failed = await open(services)(get("/api/snapshot"));
  assert.equal(failed.status, 500);
  const text = await failed.text();
  assert.equal(JSON.parse(text).error.code, "internal");
  assert.doesNotMatch(text, /hidden/);
  const posted = await open(services)(new Request("http://127.0.0.1:8765/api/snapshot", { method: "POST" }));
  assert.equal(posted.status, 405);
  assert.equal((await posted.json()).error.code, "wrong_method");
  assert.equal(posted.headers.get("allow"), "GET");
});

Deno.test("answers that tell of an error have the headers of every other", async () => {
  const { services } = await openTestServices();
  services.snapshot = () => {
    throw new Error("broken");
  };
  for (const path of ["/nothing", "/", "/api/nothing", "/api/snapshot", "/healthz"]) {
    const { headers } = await open(services)(get(path));
    assert.deepEqual([headers.get("x-content-type-options"), headers.get("referrer-policy")], [
      "nosniff",
      "same-origin",
    ], path);
  }
});

Deno.test("an unknown address is 404, as JSON below /api/ and as a page elsewhere", async () => {
  const { services } = await openTestServices();
  const handler = open(services);
  const api = await handler(get("/api/nothing"));
  assert.equal(api.status, 404);
  assert.equal((await api.json()).error.code, "not_found");
  const page = await handler(get("/nothing"));
  assert.equal(page.status, 404);
  assert.match(page.headers.get("content-type")!, /text\/html/);
});

Deno.test("every page and answer works below a base path", async () => {
  const { services } = await openTestServices({ server: { base_path: "/pulse" } });
  const handler = open(services);
  assert.equal((await handler(get("/pulse/healthz"))).status, 200);
  assert.equal((await handler(get("/healthz"))).status, 404);
  const page = await handler(get("/pulse/"));
  const html = await page.text();
  assert.equal(page.status, 200);
  const local = [...html.matchAll(/(?:href|src|action)="(\/[^"]*)"/g)].map(([, path]) => path!);
  assert.ok(local.length > 0);
  assert.deepEqual(local.filter((path) => !path.startsWith("/pulse/")), []);
});
