/** Who may have what: every route and every topic, asked of the built application by everybody there is. */
import assert from "node:assert/strict";
import { filePattern } from "@/lib/fresh/file_pattern.ts";
import { METHODS } from "@/lib/fresh/types.ts";
import type { Role, Scope, Viewer } from "@/lib/shared/viewer.ts";
import { ROUTES, TOPIC_ACCESS, topicsFor } from "@/lib/web/access.ts";
import type { WhoAsks } from "@/lib/web/who_asks.ts";
import type { HubUpdate } from "@/lib/live/hub_update.ts";
import { CLOSE } from "@/lib/shared/close_codes.ts";
import { PROTOCOL_V1 } from "@/lib/shared/protocol.ts";
import { TOPICS } from "@/lib/shared/snapshot.ts";
import { dayOf, inventory, iso, orders, sales } from "./live/fakes.ts";
import { EventClient } from "./support/event_client.ts";
import { SocketClient } from "./support/socket_client.ts";
import { buildRoutes, listen } from "./support/test_app.ts";
import { openTestServices, type TestServices } from "./support/test_services.ts";

const open = await buildRoutes();

const { signal: ended } = new AbortController();
const user = (role: Role, masked = false): Viewer => ({ name: role, kind: "user", role, masked, ended });
const token = (role: Role, ...scopes: Scope[]): Viewer => ({ ...user(role), kind: "token", scopes });

/** The columns of {@linkcode EXPECTED}. */
const VIEWERS: Readonly<Record<string, Viewer | null>> = {
  nobody: null,
  viewer: user("viewer"),
  masked: user("viewer", true),
  operator: user("operator"),
  admin: user("admin"),
  screen: { ...user("viewer"), kind: "screen" },
  hiding: { ...user("viewer", true), kind: "screen" },
  read: token("viewer", "read"),
  metrics: token("viewer", "metrics"),
  operate: token("operator", "operate"),
};

// deno-fmt-ignore
/** `yes`: answered; `masked`: answered without amounts; `no`: refused (403); `login`: whoever asks has to say first who they are (401, a page 303). */
const EXPECTED: Readonly<Record<string, string>> = {
  //                              nobody viewer masked operator admin screen hiding read metrics operate
  "GET /":                        "login yes    masked yes      yes   yes    masked   yes  no      yes",
  "GET /ws":                      "login yes    yes    yes      yes   yes    yes    yes  no      yes",
  "GET /markets/:code":           "login yes    yes    yes      yes   yes    yes    yes  no      yes",
  "GET /api/snapshot":            "login yes    masked yes      yes   yes    masked   yes  no      yes",
  "GET /api/stream":              "login yes    masked yes      yes   yes    masked   yes  no      yes",
  "GET /api/history":             "login yes    yes    yes      yes   yes    yes    yes  no      yes",
  "GET /api/checks":              "login yes    yes    yes      yes   yes    yes    yes  no      yes",
  "GET /api/checks.csv":          "login yes    yes    yes      yes   yes    yes    yes  no      yes",
  "POST /api/checks/:code/now":   "login no     no     yes      yes   no     no     no   no      yes",
  "GET /api/sale":                "login yes    yes    yes      yes   yes    yes    yes  no      yes",
  "POST /api/sale":               "login no     no     yes      yes   no     no     no   no      yes",
  "GET /api/tokens":              "login no     no     no       yes   no     no     no   no      no",
  "POST /api/tokens":             "login no     no     no       yes   no     no     no   no      no",
  "DELETE /api/tokens/:id":       "login no     no     no       yes   no     no     no   no      no",
  "GET /api/audit":               "login no     no     no       yes   no     no     no   no      no",
  "GET /api/audit.csv":           "login no     no     no       yes   no     no     no   no      no",
  "GET /api/openapi.json":        "login yes    yes    yes      yes   yes    yes    yes  no      yes",
  "GET /screen/:secret":          "yes   yes    yes    yes      yes   yes    yes    yes  yes     yes",
  "GET /api/sessions":            "login yes    yes    yes      yes   no     no     no   no      no",
  "DELETE /api/sessions/:id":     "login yes    yes    yes      yes   no     no     no   no      no",
  "GET /login":                   "yes   yes    yes    yes      yes   yes    yes    yes  yes     yes",
  "POST /login":                  "yes   yes    yes    yes      yes   yes    yes    yes  yes     yes",
  "POST /logout":                 "yes   yes    yes    yes      yes   yes    yes    yes  yes     yes",
  "GET /healthz":                 "yes   yes    yes    yes      yes   yes    yes    yes  yes     yes",
  "GET /readyz":                  "yes   yes    yes    yes      yes   yes    yes    yes  yes     yes",
  "GET /metrics":                 "login yes    no     yes      yes   no     no     no   yes     no",
};

/** An address of each pattern that has more to it than the pattern. */
const ADDRESSES: Readonly<Record<string, string>> = {
  "/markets/:code": "/markets/coupang",
  "/api/checks/:code/now": "/api/checks/coupang/now",
  "/api/sessions/:id": "/api/sessions/0",
  "/api/history": "/api/history?metric=sales.today.today_orders",
};

interface RouteModule {
  readonly handler?: Readonly<Record<string, unknown>> | (() => unknown);
}

/** `METHOD pattern` of every file below `routes/` that answers requests of its own. */
async function routesOfFiles(folder = "routes"): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) found.push(...await routesOfFiles(path));
    else if (!name.startsWith("_")) found.push(...await routesOf(path));
  }
  return found.sort();
}

async function routesOf(path: string): Promise<string[]> {
  const { handler } = await import(new URL(`../${path}`, import.meta.url).href) as RouteModule;
  const pattern = filePattern(path.replace(/^routes\//, "").replace(/\.tsx?$/, ""));
  const methods = typeof handler === "object" ? Object.keys(handler) : handler ? METHODS : ["GET"];
  return methods.map((method) => `${method} ${pattern}`);
}

/** Every amount of the shop, and how pages and programs write it. */
const WON = 777_000_001;
const AMOUNT = /777,?000,?001|7억 7,700만/;
/** Routes whose answer has amounts in it for those who may see them. */
const HAS_AMOUNTS = /^\/$|^\/api\/(snapshot|stream)$/;

function earning({ clock }: TestServices): HubUpdate[] {
  const at = iso(clock.now());
  const [day, figures] = [dayOf(clock.now()), sales(dayOf(clock.now()))];
  const data = {
    ...figures,
    today: { ...figures.today, today_revenue: WON },
    yesterday_same_time: { orders: 1, revenue: WON },
    weekly_trend: [{ date: day, orders: 3, revenue: WON }],
    hourly_trend: [{ hour: 12, orders: 3, revenue: WON }],
  };
  const by_market = [{ market_code: "coupang", orders: 3, revenue: WON }];
  return [
    { kind: "delivered", source: "sales", at, data },
    { kind: "delivered", source: "orders", at, data: { ...orders, by_market } },
    { kind: "delivered", source: "inventory", at, data: { ...inventory, inventory_value: WON } },
  ];
}

/** A server whose clients say in the address who they are. */
async function serve(viewers = VIEWERS) {
  const parts = await openTestServices();
  parts.hub.publish(earning(parts));
  const whoAsks: WhoAsks = ({ url }) => viewers[new URL(url).searchParams.get("who")!] ?? null;
  return { ...parts, server: listen(open(parts.services, whoAsks)) };
}

Deno.test("every route has a row in the table of who may have what, and every row a route", async () => {
  const files = await routesOfFiles();
  const rows = Object.entries(ROUTES).flatMap(([pattern, methods]) =>
    Object.keys(methods).map((method) => `${method} ${pattern}`)
  );
  assert.deepEqual(rows.toSorted(), files);
  assert.deepEqual(Object.keys(EXPECTED).toSorted(), files, "and a row in this test");
});

for (const [row, words] of Object.entries(EXPECTED)) {
  Deno.test(`${row} is answered or refused as the table says, to everybody`, async () => {
    const { server } = await serve();
    await using _ = server;
    const [method, pattern] = row.split(" ") as [string, string];
    const address = ADDRESSES[pattern] ?? pattern;
    const outcomes = await Promise.all(
      Object.keys(VIEWERS).map((who) => ask(server.host, { method, address, who })),
    );
    assert.deepEqual(
      Object.fromEntries(Object.keys(VIEWERS).map((who, index) => [who, outcomes[index]])),
      Object.fromEntries(Object.keys(VIEWERS).map((who, index) => [who, words.split(/ +/)[index]])),
    );
  });
}

type Asked = { readonly method: string; readonly address: string; readonly who: string };

async function ask(host: string, { method, address, who }: Asked): Promise<string> {
  const url = `http://${host}${address}${address.includes("?") ? "&" : "?"}who=${who}`;
  const body = method === "POST" ? '{"hours":1}' : null;
  const response = await fetch(url, { method, body, redirect: "manual" });
  const text = await told(response);
  switch (response.status) {
    case 401:
      assert.equal(response.headers.get("www-authenticate"), "Bearer");
      return "login";
    case 403:
      return "no";
    case 200:
      return HAS_AMOUNTS.test(address) && !AMOUNT.test(text) ? "masked" : "yes";
    // A WebSocket without its headers, an order, a secret or session that there is not, a market that was just checked,
    // sources that do not deliver, and forms, which lead on.
    case 202:
    case 303:
    case 400:
    case 404:
    case 429:
    case 503:
      return "yes";
    default:
      throw new Error(`${method} ${url} answered ${response.status}`);
  }
}

/** What is answered; of a stream, which has no end, its first event. */
async function told(response: Response): Promise<string> {
  if (!response.headers.get("content-type")?.startsWith("text/event-stream")) return await response.text();
  let text = "";
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (text.includes("data: ")) break;
  }
  return text;
}

Deno.test("who opens a page without having said who they are is led to the login, and back to the page later", async () => {
  const { server } = await serve();
  await using _ = server;
  const headers = { accept: "text/html" };
  const response = await fetch(`http://${server.host}/markets/coupang?a=1`, { headers, redirect: "manual" });
  await response.body?.cancel();
  assert.deepEqual([response.status, response.headers.get("location")], [
    303,
    "/login?to=%2Fmarkets%2Fcoupang%3Fa%3D1",
  ]);
});

Deno.test("a page that one may not see says so, and not that it does not exist", async () => {
  const { services } = await openTestServices();
  const handler = open(services, () => VIEWERS.metrics!);
  const response = await handler(new Request("http://localhost/", { headers: { accept: "text/html" } }));
  assert.equal(response.status, 403);
  assert.match(await response.text(), /볼 권한이 없습니다/);
});

Deno.test("what is no route is 404 and a method that none has 405, whoever asks", async () => {
  const { services } = await openTestServices();
  for (const viewer of Object.values(VIEWERS)) {
    const handler = open(services, () => viewer);
    assert.equal((await handler(new Request("http://localhost/api/nothing"))).status, 404);
    const posted = await handler(new Request("http://localhost/api/snapshot", { method: "POST" }));
    assert.deepEqual([posted.status, posted.headers.get("allow")], [405, "GET"]);
    await posted.body?.cancel();
  }
});

Deno.test("GET /readyz tells those who may not look only whether, HEAD is as GET, a base path changes nothing", async () => {
  const { services } = await openTestServices({ server: { base_path: "/pulse" } });
  const ready = async (viewer: Viewer | null) => {
    const response = await open(services, () => viewer)(new Request("http://localhost/pulse/readyz"));
    return Object.keys(await response.json());
  };
  assert.deepEqual([await ready(null), await ready(VIEWERS.viewer!)], [["ready"], ["ready", "sick"]]);
  const head = await open(services, () => null)(
    new Request("http://localhost/pulse/api/snapshot", { method: "HEAD" }),
  );
  assert.equal(head.status, 401);
  const root = await open(services, () => null)(new Request("http://localhost/pulse/"));
  assert.equal(root.status, 401);
});

/** Of each topic who is sent it; a topic that is missing here fails. */
// deno-fmt-ignore
const EXPECTED_TOPICS: Readonly<Record<string, string>> = {
  //          nobody viewer masked operator admin screen hiding read metrics operate
  sales:      "no    yes    masked yes      yes   yes    masked yes  no      yes",
  orders:     "no    yes    masked yes      yes   yes    masked yes  no      yes",
  inventory:  "no    yes    masked yes      yes   yes    masked yes  no      yes",
  system:     "no    yes    yes    yes      yes   yes    yes    yes  no      yes",
  api_status: "no    yes    yes    yes      yes   yes    yes    yes  no      yes",
  custom:     "no    yes    yes    yes      yes   yes    yes    yes  no      yes",
};

Deno.test("every topic is sent over WebSocket and Server-Sent Events to whom the table says, and to nobody else", async () => {
  const { server } = await serve();
  await using _ = server;
  assert.deepEqual(Object.keys(EXPECTED_TOPICS), [...TOPICS]);
  const found: Record<string, string[]> = Object.fromEntries(TOPICS.map((topic) => [topic, []]));
  for (const who of Object.keys(VIEWERS)) {
    const [bySocket, byStream] = [
      await initialBySocket(server.host, who),
      await initialByStream(server.host, who),
    ];
    assert.deepEqual(bySocket, byStream, who);
    for (const topic of TOPICS) found[topic]!.push(outcomeOf(topic, bySocket));
  }
  assert.deepEqual(
    found,
    Object.fromEntries(
      Object.entries(EXPECTED_TOPICS).map(([topic, words]) => [topic, words.split(/ +/)]),
    ),
  );
});

type Initial = Record<string, unknown> | null;

async function initialBySocket(host: string, who: string): Promise<Initial> {
  try {
    await using client = await SocketClient.open(`ws://${host}/ws?who=${who}`, [PROTOCOL_V1]);
    return (await client.next<{ data: Record<string, unknown> }>("initial")).data;
  } catch {
    return null;
  }
}

async function initialByStream(host: string, who: string): Promise<Initial> {
  await using client = await EventClient.open(`http://${host}/api/stream?who=${who}`);
  if (!client.response.ok) return null;
  return (await client.next())!.message.data as Record<string, unknown>;
}

function outcomeOf(topic: string, initial: Initial): string {
  if (!initial || !(topic in initial)) return "no";
  const hasAmounts = ["sales", "orders", "inventory"].includes(topic);
  return hasAmounts && !AMOUNT.test(JSON.stringify(initial[topic])) ? "masked" : "yes";
}

Deno.test("patches reach a masked viewer without amounts, by WebSocket and by Server-Sent Events", async () => {
  const parts = await serve();
  await using _ = parts.server;
  const { host } = parts.server;
  await using socket = await SocketClient.open(`ws://${host}/ws?who=masked`, [PROTOCOL_V1]);
  await using stream = await EventClient.open(`http://${host}/api/stream?who=hiding`);
  await socket.next("initial");
  await stream.next();
  const [updates] = [earning(parts)];
  parts.hub.publish(
    updates.slice(1).concat({ ...updates[0]!, data: sales(dayOf(parts.clock.now()), 9) } as HubUpdate),
  );
  for (const message of [await socket.next("patch"), (await stream.next())!.message]) {
    assert.deepEqual(message.data, {
      sales: { today: { today_orders: 9, unique_customers: 9 }, hourly_trend: [], weekly_trend: [] },
    });
  }
});

Deno.test("GET /api/history refuses amounts to masked viewers, with a reason", async () => {
  const { server } = await serve();
  await using _ = server;
  const path = (who: string) =>
    `http://${server.host}/api/history?metric=inventory.inventory_value&who=${who}`;
  for (const who of ["masked", "hiding"]) {
    const response = await fetch(path(who));
    assert.deepEqual([response.status, (await response.json()).error.code], [403, "hidden"]);
  }
  const response = await fetch(path("viewer"));
  await response.body?.cancel();
  assert.equal(response.status, 200);
});

Deno.test("the old page of a masked viewer is closed with the reason, and shown to others as ever", async () => {
  const { server, clock, sessions } = await serve();
  await using _ = server;
  const timer = setInterval(() => {
    clock.advance(1_000);
    sessions.tick();
  }, 20);
  try {
    for (const path of ["/", "/ws"]) {
      await using client = await SocketClient.open(`ws://${server.host}${path}?who=masked`);
      client.send({ type: "subscribe", topic: "sales" });
      const { code, reason } = await client.closed;
      assert.deepEqual({ code, reason }, { code: CLOSE.hidden.code, reason: CLOSE.hidden.reason });
      await assert.rejects(client.next("initial", "update"), "nothing was sent before");
    }
    await using other = await SocketClient.open(`ws://${server.host}/?who=viewer`);
    assert.match(JSON.stringify(await other.next("initial")), AMOUNT);
  } finally {
    clearInterval(timer);
  }
});

Deno.test("who is revoked while connected is closed at once by WebSocket and stream, and does not come in again", async () => {
  const rights = new AbortController();
  const viewers: Record<string, Viewer | null> = {
    ...VIEWERS,
    leaving: { ...user("viewer"), ended: rights.signal },
  };
  const { server, hub, sessions, ...parts } = await serve(viewers);
  await using _ = server;
  await using v1 = await SocketClient.open(`ws://${server.host}/ws?who=leaving`, [PROTOCOL_V1]);
  await using old = await SocketClient.open(`ws://${server.host}/?who=leaving`);
  await using stream = await EventClient.open(`http://${server.host}/api/stream?who=leaving`);
  await using staying = await SocketClient.open(`ws://${server.host}/ws?who=viewer`, [PROTOCOL_V1]);
  for (const client of [v1, old, staying]) await client.next("initial");
  await stream.next();
  rights.abort();
  viewers.leaving = null;
  hub.publish([{
    kind: "delivered",
    source: "sales",
    at: iso(parts.clock.now()),
    data: sales("2026-11-24", 99),
  }]);
  for (const client of [v1, old]) {
    const { code, reason } = await client.closed;
    assert.deepEqual([code, reason], [4001, CLOSE.signedOut.reason]);
    await assert.rejects(client.next("patch", "update"), "no change was sent after that");
  }
  const { event, message } = (await stream.next())!;
  assert.deepEqual([event, message.code, await stream.next()], ["close", 4001, null]);
  assert.equal((await staying.next("patch")).seq, 2, "others stay");
  // The server hears of the end of a socket a little after its client.
  while (sessions.size > 1) await new Promise((resolve) => setTimeout(resolve));
  await assert.rejects(SocketClient.open(`ws://${server.host}/ws?who=leaving`, [PROTOCOL_V1]));
  const again = await fetch(`http://${server.host}/api/stream?who=leaving`);
  assert.deepEqual([again.status, (await again.json()).error.code], [401, "login_required"]);
});

Deno.test("a topic that is made rarer in the table is not sent any more", () => {
  const table = { ...TOPIC_ACCESS, system: { least: "operator", scope: "read" } } as const;
  assert.ok(!topicsFor(VIEWERS.viewer!, table).includes("system"));
  assert.ok(topicsFor(VIEWERS.operator!, table).includes("system"));
});
