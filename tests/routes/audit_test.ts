/** What an administrator has of tokens and of the audit log, over the API. */
import assert from "node:assert/strict";
import type { Role } from "@/lib/shared/viewer.ts";
import type { WhoAsks } from "@/lib/web/who_asks.ts";
import { buildRoutes, listen } from "../support/test_app.ts";
import { openTestServices } from "../support/test_services.ts";

const routes = await buildRoutes();
const DAY = 24 * 3_600_000;
const { signal: ended } = new AbortController();
const user = (role: Role): WhoAsks => () => ({
  name: `${role}@shop`,
  kind: "user",
  role,
  masked: false,
  ended,
});

async function serve(role: Role = "admin") {
  const parts = await openTestServices();
  const server = listen(routes(parts.services, user(role)));
  const ask = async (method: string, path: string, { body, ...headers }: Record<string, string> = {}) => {
    const response = await fetch(`http://${server.host}${path}`, { method, headers, body: body ?? null });
    const text = await response.text();
    const json = response.headers.get("content-type")?.includes("json") ? JSON.parse(text) : null;
    return { status: response.status, text, json, headers: response.headers };
  };
  const audited = async () => {
    await parts.audit.written();
    const entries = await parts.state.audit.entries({ since: 0, limit: 100 });
    return entries.map(({ action, actor, target, outcome }) => [action, actor, target, outcome]);
  };
  return { ...parts, ask, audited, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

Deno.test("an administrator makes a token, sees it, and ends it", async () => {
  await using app = await serve();
  const wish = { name: "grafana", scopes: ["metrics"], expires_in_days: 7 };
  const made = await app.ask("POST", "/api/tokens", { body: JSON.stringify(wish) });
  assert.equal(made.status, 201);
  assert.equal(made.headers.get("cache-control"), "no-store");
  const { token, secret, url } = made.json;
  assert.match(secret, /^mp_\w{49}$/);
  assert.deepEqual([url, token.name, token.scopes, token.state, token.created_by], [
    null,
    "grafana",
    ["metrics"],
    "in_force",
    "admin@shop",
  ]);
  assert.equal(Date.parse(token.expires_at) - app.clock.now(), 7 * DAY);
  const listed = await app.ask("GET", "/api/tokens");
  assert.deepEqual(listed.json, { tokens: [token] });
  assert.ok(!listed.text.includes(secret) && !listed.text.includes("hash"));
  const found = await app.services.tokens.find(secret, { kind: "api", address: "here" });
  assert.ok(found.ok);
  assert.equal((await app.ask("DELETE", `/api/tokens/${token.id}`)).status, 204);
  assert.equal(found.viewer.ended.aborted, true);
  assert.equal((await app.ask("GET", "/api/tokens")).json.tokens[0].state, "revoked");
  assert.equal((await app.ask("DELETE", "/api/tokens/none")).status, 404);
  assert.deepEqual(await app.audited(), [
    ["token.revoke", "admin@shop", "none", "failed"],
    ["token.revoke", "admin@shop", token.id, "ok"],
    ["token.use", "grafana", token.id, "ok"],
    ["token.create", "admin@shop", token.id, "ok"],
  ]);
});

Deno.test("a screen's token comes with the address to open", async () => {
  await using app = await serve();
  const body = JSON.stringify({ name: "TV", kind: "screen", masked: true });
  const { json: { url, secret, token } } = await app.ask("POST", "/api/tokens", { body });
  assert.ok(url.endsWith(`/screen/${secret}`) && URL.canParse(url));
  assert.deepEqual([token.kind, token.masked, token.expires_at], ["screen", true, null]);
});

Deno.test("what is no token to be made is refused, and says what would be", async () => {
  await using app = await serve();
  const code = async (body: string) => {
    const { status, json } = await app.ask("POST", "/api/tokens", { body });
    return `${status} ${json.error?.code}`;
  };
  const wrong = [
    "",
    "[]",
    "null",
    '"a"',
    "{}",
    '{"name":1}',
    '{"name":"a","scope":["read"]}',
    '{"name":"a","scopes":["all"]}',
    '{"name":"a","scopes":"read"}',
    '{"name":"a","masked":"yes"}',
    '{"name":"a","kind":"root"}',
    '{"name":"a","expires_in_days":"never"}',
    '{"name":"a","__proto__":{"masked":true}}',
  ];
  for (const body of wrong) assert.equal(await code(body), "400 bad_request", body);
  assert.equal(await code('{"name":""}'), "400 bad_name");
  assert.equal(await code('{"name":"a","scopes":[]}'), "400 no_scope");
  assert.equal(await code('{"name":"a","expires_in_days":0}'), "400 bad_life");
  assert.equal(await code('{"name":"a","expires_in_days":null}'), "201 undefined");
  assert.equal(await code('{"name":"a"}'), "409 name_taken");
});

Deno.test("a page of another site makes and ends no token", async () => {
  await using app = await serve();
  const foreign = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
  const made = await app.ask("POST", "/api/tokens", { body: '{"name":"a"}', ...foreign });
  assert.deepEqual([made.status, made.json.error.code], [403, "origin_refused"]);
  assert.equal((await app.ask("DELETE", "/api/tokens/x", foreign)).status, 403);
  assert.deepEqual(await app.state.tokens.all(), []);
});

Deno.test("the audit log is answered newest first, by kind and in parts, as JSON and as a table", async () => {
  await using app = await serve();
  for (const name of ["a", "b", "=cmd()"]) {
    await app.ask("POST", "/api/tokens", { body: JSON.stringify({ name }) });
  }
  await app.ask("POST", "/api/sale", { body: '{"hours":2}' });
  await app.ask("POST", "/api/checks/coupang/now");
  await app.ask("GET", "/api/checks.csv");
  await app.audit.written();
  const { json: { entries } } = await app.ask("GET", "/api/audit?kind=change");
  assert.deepEqual(
    entries.map(({ action, target }: Record<string, string>) => `${action} ${target}`).slice(0, 2),
    ["check.now coupang", "sale.start null"],
  );
  assert.deepEqual(entries[1].detail, { hours: 2 });
  assert.match(entries[0].at, /\+09:00$/);
  const rest = await app.ask("GET", `/api/audit?before=${entries[1].id}&limit=2`);
  assert.deepEqual(
    rest.json.entries.map(({ action }: { action: string }) => action),
    ["token.create", "token.create"],
  );
  assert.deepEqual((await app.ask("GET", "/api/audit?kind=login")).json.entries, []);
  const table = await app.ask("GET", "/api/audit.csv");
  assert.equal(table.headers.get("content-disposition"), 'attachment; filename="audit.csv"');
  const lines = table.text.split("\r\n");
  assert.match(lines[0]!, /id,at,outcome,kind,action,actor,target,address,detail$/);
  assert.match(lines[1]!, /,ok,export,checks\.csv,admin@shop,,127\.0\.0\.1,"\{""rows"":0\}"$/);
  assert.equal((await app.audited())[0]![0], "audit.csv");
  app.clock.advance(8 * DAY);
  assert.deepEqual((await app.ask("GET", "/api/audit")).json.entries, []);
  const since = encodeURIComponent(new Date(0).toISOString());
  assert.equal((await app.ask("GET", `/api/audit?since=${since}`)).json.entries.length, 7);
});

for (
  const query of [
    "since=yesterday",
    "kind=all",
    "before=-1",
    "before=x",
    "limit=0",
    "limit=10001",
    "limit=1e2.5",
  ]
) {
  Deno.test(`GET /api/audit?${query} says what is wrong`, async () => {
    await using app = await serve();
    const { status, json } = await app.ask("GET", `/api/audit?${query}`);
    assert.deepEqual([status, json.error.code], [400, "bad_query"]);
    assert.ok(json.error.message.en.includes(query.split("=")[0]!));
  });
}

Deno.test("who may only operate has neither tokens nor the audit log", async () => {
  await using app = await serve("operator");
  for (const path of ["/api/tokens", "/api/audit", "/api/audit.csv"]) {
    assert.equal((await app.ask("GET", path)).status, 403);
  }
  assert.equal((await app.ask("DELETE", "/api/tokens/x")).status, 403);
  assert.deepEqual((await app.audited()).slice(0, 2), [
    ["access.refuse", "operator@shop", "DELETE /api/tokens/:id", "refused"],
    ["access.refuse", "operator@shop", "GET /api/audit.csv", "refused"],
  ]);
});
