/** Tokens at the door of the built application, whose door is closed otherwise. */
import assert from "node:assert/strict";
import type { NewToken } from "@/lib/auth/token_desk.ts";
import { newSecret } from "@/lib/auth/token_secret.ts";
import { CLOSE } from "@/lib/shared/close_codes.ts";
import type { WhoAsks } from "@/lib/web/who_asks.ts";
import { deliveries } from "../live/fakes.ts";
import { SocketClient } from "../support/socket_client.ts";
import { buildRoutes, listen } from "../support/test_app.ts";
import { openTestServices, type TestServicesOptions } from "../support/test_services.ts";

const routes = await buildRoutes();
const DAY = 24 * 3_600_000;
const CLOSED: WhoAsks = () => null;

async function serve({ whoAsks = CLOSED, ...options }: TestServicesOptions & { whoAsks?: WhoAsks } = {}) {
  const parts = await openTestServices(options);
  parts.hub.publish(deliveries(parts.clock));
  const server = listen(routes(parts.services, whoAsks));
  const give = async (wish: Partial<NewToken> = {}) => {
    const given = await parts.services.tokenDesk.create(
      { kind: "api", name: crypto.randomUUID(), scopes: ["read"], masked: false, life: 90 * DAY, ...wish },
      { actor: null, address: null },
    );
    assert.ok(given.ok);
    return given;
  };
  const ask = async (path: string, headers: Record<string, string> = {}, method = "GET") => {
    const response = await fetch(`http://${server.host}${path}`, { method, headers, redirect: "manual" });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text };
  };
  return {
    ...parts,
    host: server.host,
    give,
    ask,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

Deno.test("a token opens what its scope is for, and nothing else", async () => {
  await using app = await serve();
  const [read, metrics] = [await app.give(), await app.give({ scopes: ["metrics"] })];
  const status = async (...args: Parameters<typeof app.ask>) => (await app.ask(...args)).status;
  assert.equal(await status("/api/snapshot"), 401);
  assert.equal(await status("/api/snapshot", bearer(read.secret)), 200);
  assert.equal(await status("/api/snapshot", { authorization: `bearer  ${read.secret}` }), 200);
  assert.equal(await status("/metrics", bearer(read.secret)), 403);
  assert.equal(await status("/metrics", bearer(metrics.secret)), 200);
  assert.equal(await status("/api/snapshot", bearer(metrics.secret)), 403);
  assert.equal(await status("/api/checks/coupang/now", bearer(read.secret), "POST"), 403);
  const operate = await app.give({ scopes: ["operate"] });
  assert.equal(await status("/api/checks/coupang/now", bearer(operate.secret), "POST"), 202);
});

Deno.test("a token that opens nothing is told why, also where no token is needed", async () => {
  for (const whoAsks of [CLOSED, undefined]) {
    await using app = await serve({ whoAsks });
    const [revoked, expiring] = [await app.give(), await app.give({ life: DAY })];
    await app.services.tokenDesk.revoke(revoked.token.id, { actor: null, address: null });
    app.clock.advance(DAY);
    const secrets = [newSecret("api"), revoked.secret, expiring.secret, `${expiring.secret}x`];
    const answers = await Promise.all(secrets.map((secret) => app.ask("/api/snapshot", bearer(secret))));
    assert.deepEqual(
      answers.map(({ status, text }) => [status, JSON.parse(text).error.code]),
      [[401, "token_unknown"], [401, "token_revoked"], [401, "token_expired"], [401, "token_malformed"]],
    );
    assert.ok(
      answers.every(({ headers }) => headers.get("www-authenticate") === 'Bearer error="invalid_token"'),
    );
  }
});

Deno.test("what is no token of ours is left to others", async () => {
  await using app = await serve();
  for (const authorization of ["Basic bXBfOm1wXw==", "Bearer eyJhbGciOiJub25lIn0.e30.", "Bearer", "mp_x"]) {
    const { status, text } = await app.ask("/api/snapshot", { authorization });
    assert.deepEqual([status, JSON.parse(text).error.code], [401, "login_required"]);
  }
});

Deno.test("a token in an address opens nothing", async () => {
  await using app = await serve();
  const { secret } = await app.give();
  for (const name of ["token", "access_token", "api_key"]) {
    assert.equal((await app.ask(`/api/snapshot?${name}=${secret}`)).status, 401);
  }
});

Deno.test("a WebSocket opens by header or by subprotocol, and ends with its token", async () => {
  await using app = await serve();
  const { secret, token } = await app.give();
  const url = `ws://${app.host}/ws`;
  await assert.rejects(SocketClient.open(url, ["marketpulse.v1"]));
  await assert.rejects(SocketClient.open(url, ["marketpulse.v1", `marketpulse.token.${newSecret("api")}`]));
  await using client = await SocketClient.open(url, ["marketpulse.v1", `marketpulse.token.${secret}`]);
  assert.equal(client.protocol, "marketpulse.v1");
  await client.next("initial");
  assert.equal(
    (await app.ask("/api/snapshot", { "sec-websocket-protocol": `marketpulse.token.${secret}` })).status,
    401,
  );
  await app.services.tokenDesk.revoke(token.id, { actor: null, address: null });
  app.services.tokens.end(token.id);
  assert.equal((await client.closed).code, CLOSE.signedOut.code);
  await assert.rejects(SocketClient.open(url, ["marketpulse.v1", `marketpulse.token.${secret}`]));
});

Deno.test("a masked token or screen is shown no amounts", async () => {
  await using app = await serve();
  const [token, screen] = [
    await app.give({ masked: true }),
    await app.give({ kind: "screen", masked: true }),
  ];
  for (const headers of [bearer(token.secret), { cookie: `mp_screen=${screen.secret}` }]) {
    const { sales } = JSON.parse((await app.ask("/api/snapshot", headers)).text);
    assert.equal(sales.today.today_revenue ?? null, null);
    assert.equal(typeof sales.today.today_orders, "number");
  }
});

Deno.test("an event stream opens by header", async () => {
  await using app = await serve();
  const { secret } = await app.give();
  const response = await fetch(`http://${app.host}/api/stream`, { headers: bearer(secret) });
  assert.equal(response.status, 200);
  await response.body!.cancel();
});

Deno.test("a screen's address becomes a cookie, which only shows, until it is revoked", async () => {
  await using app = await serve();
  const { secret, token } = await app.give({ kind: "screen" });
  const opened = await app.ask(`/screen/${secret}`, { accept: "text/html" });
  assert.deepEqual([opened.status, opened.headers.get("location")], [303, "/"]);
  assert.equal(opened.headers.get("referrer-policy"), "no-referrer");
  assert.equal(opened.headers.get("cache-control"), "no-store");
  const set = opened.headers.get("set-cookie")!;
  assert.equal(
    set,
    `mp_screen=${secret}; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax`,
  );
  const cookie = { cookie: `theme=dark; ${set.split(";")[0]}` };
  const page = await app.ask("/", { ...cookie, accept: "text/html" });
  assert.equal(page.status, 200);
  assert.equal(page.headers.get("set-cookie"), set);
  assert.ok(!page.text.includes(secret));
  assert.equal((await app.ask("/api/snapshot", cookie)).status, 200);
  assert.equal((await app.ask("/metrics", cookie)).status, 403);
  assert.equal((await app.ask("/api/checks/coupang/now", cookie, "POST")).status, 403);
  assert.equal((await app.ask("/api/snapshot", bearer(secret))).status, 401);
  await app.services.tokenDesk.revoke(token.id, { actor: null, address: null });
  app.services.tokens.end(token.id);
  assert.equal((await app.ask("/api/snapshot", cookie)).status, 401);
  const again = await app.ask(`/screen/${secret}`, { "accept-language": "en" });
  assert.deepEqual([again.status, again.headers.get("set-cookie")], [404, null]);
  assert.match(again.text, /^This screen's address opens nothing/);
});

Deno.test("a screen's cookie is bound to HTTPS and to the base path where there is one", async () => {
  for (
    const [base_path, expected] of [
      ["", /^__Host-mp_screen=mps_\w+; Path=\/; .*; Secure$/],
      ["/pulse", /^__Secure-mp_screen=mps_\w+; Path=\/pulse; .*; Secure$/],
    ] as const
  ) {
    await using app = await serve({ server: { base_path } });
    const { secret } = await app.give({ kind: "screen" });
    const request = new Request(`https://localhost${base_path}/screen/${secret}`);
    const opened = await routes(app.services, CLOSED)(request);
    assert.equal(opened.headers.get("location"), `${base_path}/`);
    assert.match(opened.headers.get("set-cookie")!, expected);
  }
});

Deno.test("who has logged in stays who they are on a browser that was a screen's", async () => {
  const { signal } = new AbortController();
  const whoAsks: WhoAsks = () => ({
    name: "kim",
    kind: "user",
    role: "operator",
    masked: false,
    ended: signal,
  });
  await using app = await serve({ whoAsks });
  const { secret } = await app.give({ kind: "screen" });
  const cookie = `mp_screen=${secret}`;
  assert.equal((await app.ask("/api/checks/coupang/now", { cookie }, "POST")).status, 202);
});

Deno.test("no secret is logged, wherever in a path it stands", async () => {
  const parts = await openTestServices();
  const lines: string[] = [];
  const all = Promise.withResolvers<void>();
  const info = (message: string, fields = {}) => {
    lines.push(message + JSON.stringify(fields));
    if (lines.filter((line) => line.startsWith("Answered")).length === 3) all.resolve();
  };
  const services = { ...parts.services, access: "all" as const, log: { ...parts.services.log, info } };
  await using server = listen(routes(services, CLOSED));
  const secret = newSecret("screen");
  for (const path of [`/screen/${secret}`, `/screen/${secret.slice(0, 20)}%20`, `/x/${secret}/y`]) {
    await (await fetch(`http://${server.host}${path}`)).text();
  }
  await all.promise;
  assert.ok(!lines.join("\n").includes(secret.slice(4, 20)), lines.join("\n"));
  assert.match(lines.join("\n"), /"path":"\/screen\/\*\*\*".*"path":"\/x\/\*\*\*\/y"/s);
});

Deno.test("while the state cannot be read, a token that is not known gets 503", async () => {
  await using app = await serve();
  await app.state.close();
  const { status, text } = await app.ask("/api/snapshot", bearer(newSecret("api")));
  assert.deepEqual([status, JSON.parse(text).error.code], [503, "state_unavailable"]);
});
