import assert from "node:assert/strict";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { WhoAsks } from "@/lib/web/who_asks.ts";
import { ROUTES } from "@/lib/web/access.ts";
import { openapi } from "@/lib/web/openapi.ts";
import { deliveries, iso, sales } from "../live/fakes.ts";
import { buildRoutes } from "../support/test_app.ts";
import type { ApiStatus } from "@/lib/shared/snapshot.ts";
import { openTestServices } from "../support/test_services.ts";

const open = await buildRoutes();

interface Operation {
  readonly responses: Record<string, { content: Record<string, { schema: unknown }> }>;
}

interface Described {
  readonly paths: Record<string, { get: Operation }>;
  readonly components: { schemas: Record<string, unknown> };
  readonly servers: { url: string }[];
}

/** With every object closed, so that a member that nobody described is a fault. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const entries = Object.entries(schema).map(([key, value]) => [key, closed(value)]);
  const own = Object.fromEntries(entries);
  return own.type === "object" && own.properties ? { ...own, additionalProperties: false } : own;
}

const document = openapi("") as unknown as Described;
const ajv = new Ajv2020({ strict: true, allErrors: true, validateFormats: false, allowUnionTypes: true });
const components = { schemas: closed(document.components.schemas) };
ajv.addSchema({ $id: "api", components }, "api");
ajv.addVocabulary(["components"]);

/** What is wrong with an answer of `path`, by its description. */
function faults(path: string, { status, body }: { status: number; body: unknown }): unknown[] {
  const { schema } = document.paths[path]!.get.responses[status]!.content["application/json"]!;
  const text = JSON.stringify(closed(schema)).replaceAll('"#/', '"api#/');
  const validate = ajv.compile(JSON.parse(text));
  return validate(body)
    ? []
    : validate.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const text = { ko: "가", en: "a" };

function statusWithEverything(at: string): ApiStatus {
  return {
    status: "error",
    class: "DOWN",
    probe: "keyless",
    status_code: null,
    response_time: null,
    last_check: at,
    error: "no answer",
    remedy: text,
    phases: { dns: 1.5, connect: 2, tls: null, first_byte: null },
    usual: 120,
    clock_skew: -250,
    confirming: { class: "DOWN", status: "timeout", seen: 1, of: 3 },
    lag: 800,
    reason: text,
    fresh_for: 180_000,
    stale: false,
    credentials: [{ name: "access_key", issued: at, expires: at, days_left: -3 }],
    budget: { used: 1, limit: 120, resets_at: at },
    availability: { day: 0.5, month: null, since: at },
  };
}

async function openFull() {
  const parts = await openTestServices();
  const { hub, clock, state } = parts;
  const at = iso(clock.now());
  const trend = { weekly_trend: [{ date: "2026-11-24", orders: 1, revenue: 2 }] };
  const hours = { hourly_trend: [{ hour: 0, orders: 1, revenue: 2 }] };
  const api_metrics = {
    avg_response_time: 1.5,
    max_response_time: 2,
    p95_response_time: null,
    total_requests: 2,
  };
  const job = { job_type: "sync", status: "active", last_run_at: null, next_run_at: at };
  hub.publish([
    ...deliveries(clock).slice(1),
    { kind: "delivered", source: "sales", at, data: { ...sales("2026-11-24"), ...trend, ...hours } },
    {
      kind: "delivered",
      source: "system",
      at,
      data: { error_rate: 1, error_ratio: 0.5, warning_count: 0, api_metrics },
    },
    { kind: "delivered", source: "jobs", at, data: { scheduled_jobs: [job] } },
    {
      kind: "delivered",
      source: "checks",
      at,
      data: {
        coupang: statusWithEverything(at),
      },
    },
  ]);
  await state.recordSamples(clock.now(), { "sales.today.today_orders": 3 });
  await state.recordCheck({
    market: "coupang",
    at: clock.now(),
    status: "healthy",
    class: "UP",
    probe: "signed",
    status_code: 200,
    response_time: 120.5,
    error: null,
    confirmed: true,
    reason: { ko: "사유", en: "reason" },
    phases: { dns: null, connect: 1.5, tls: 2, first_byte: 3 },
  });
  const wish = { name: "a", scopes: ["read"], masked: false, life: null } as const;
  const by = { actor: "kim", address: "203.0.113.7" };
  await parts.services.tokenDesk.create({ ...wish, kind: "api" }, by);
  const screen = await parts.services.tokenDesk.create({ ...wish, kind: "screen", name: "b" }, by);
  if (screen.ok) await parts.services.tokens.find(screen.secret, { kind: "screen", address: "203.0.113.7" });
  return { ...parts, handler: open(parts.services, ADMIN) };
}

const { signal: ended } = new AbortController();
const ADMIN: WhoAsks = () => ({ name: "kim", kind: "user", role: "admin", masked: false, ended });

const get = (path: string) => new Request(`http://127.0.0.1:8765${path}`);

Deno.test("GET /api/openapi.json describes every route below routes/api and the probes", async () => {
  const { handler } = await openFull();
  const described = await (await handler(get("/api/openapi.json"))).json() as Described;
  const files = [...Deno.readDirSync("routes/api")].map(({ name }) => `/api/${name.replace(/\.ts$/, "")}`);
  assert.ok(files.includes("/api/snapshot"));
  const missing = [...files, "/healthz", "/readyz", "/metrics"].filter((path) => !described.paths[path]);
  assert.deepEqual(missing, []);
});

Deno.test("GET /api/openapi.json says where the paths begin", () => {
  assert.deepEqual(document.servers, [{ url: "/" }]);
  assert.deepEqual(openapi("/pulse").servers, [{ url: "/pulse" }]);
});

Deno.test("openapi() describes the answers as they are, full, empty and refused", async () => {
  const full = await openFull();
  const empty = open((await openTestServices()).services);
  const asked: [string, (request: Request) => Promise<Response>][] = [
    ["/api/snapshot", full.handler],
    ["/api/snapshot", empty],
    ["/api/history?metric=sales.today.today_orders", full.handler],
    ["/api/history?metric=x", full.handler],
    ["/api/checks", full.handler],
    ["/api/checks?limit=0", full.handler],
    ["/api/tokens", full.handler],
    ["/api/audit", full.handler],
    ["/api/audit?kind=x", full.handler],
    ["/readyz", full.handler],
    ["/readyz", empty],
  ];
  for (const [path, handler] of asked) {
    const response = await handler(get(path));
    const body = await response.json();
    assert.deepEqual(faults(path.split("?")[0]!, { status: response.status, body }), [], path);
  }
  await full.state.close();
  for (const path of ["/api/history?metric=sales.today.today_orders", "/api/checks"]) {
    const unreadable = await full.handler(get(path));
    assert.equal(unreadable.status, 503);
    assert.deepEqual(faults(path.split("?")[0]!, { status: 503, body: await unreadable.json() }), [], path);
  }
  full.sessions.drain();
  const refused = await full.handler(get("/api/stream"));
  assert.deepEqual(faults("/api/stream", { status: refused.status, body: await refused.json() }), []);
});

Deno.test("openapi() is not satisfied by a member that is missing, or one that nobody described", async () => {
  const body = await (await (await openFull()).handler(get("/api/snapshot"))).json();
  const { seq: _seq, ...less } = body;
  assert.equal(faults("/api/snapshot", { status: 200, body: less }).length, 1);
  assert.equal(faults("/api/snapshot", { status: 200, body: { ...body, more: 1 } }).length, 1);
  assert.ok(faults("/api/snapshot", { status: 200, body: { ...body, sales: { today: 3 } } }).length > 0);
});

Deno.test("openapi() says of every operation who may have it, as the table does, and describes the refusals", async () => {
  const { paths, components } = openapi("") as unknown as {
    paths: Record<string, Record<string, Secured>>;
    components: { securitySchemes: Record<string, unknown> };
  };
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, { security, responses }] of Object.entries(operations)) {
      const access = ROUTES[path.replace(/\{(\w+)\}/g, ":$1")]![method.toUpperCase() as "GET"]!;
      const ways = security.flatMap((way) => Object.entries(way));
      assert.deepEqual(ways.filter(([name]) => !components.securitySchemes[name]), []);
      assert.equal(ways.length === 0, access.least === "nobody", `${method} ${path}`);
      assert.deepEqual(
        ways.find(([name]) => name === "token")?.[1],
        access.scope ? [access.scope] : undefined,
      );
      assert.equal("401" in responses && "403" in responses, access.least !== "nobody", `${method} ${path}`);
    }
  }
  const { services } = await openTestServices({ auth: "password" });
  const refused = await open(services)(get("/api/snapshot"));
  assert.equal(refused.status, 401);
  assert.deepEqual(faults("/api/snapshot", { status: 401, body: await refused.json() }), []);
});

interface Secured {
  readonly security: Record<string, string[]>[];
  readonly responses: Record<string, unknown>;
}
