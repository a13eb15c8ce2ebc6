/**
 * Who may have what: every route and every topic, asked of the built application by everybody there is, with the cookies
 * and tokens that they would show.
 */
import assert from "node:assert/strict";
import type { Method } from "fresh";
import { PROTOCOL_V1 } from "@/lib/shared/protocol.ts";
import { TOPICS } from "@/lib/shared/snapshot.ts";
import type { Viewer } from "@/lib/shared/viewer.ts";
import { ROUTES, TOPIC_ACCESS, topicsFor } from "@/lib/web/access.ts";
import { AMOUNT, earning } from "./support/earning_shop.ts";
import { EventClient } from "./support/event_client.ts";
import { everybody, formerly, type Shown } from "./support/everybody.ts";
import { routePattern } from "./support/route_files.ts";
import { SocketClient } from "./support/socket_client.ts";
import { buildRoutes, listen } from "./support/test_app.ts";
import { openTestServices, type TestServicesOptions } from "./support/test_services.ts";

const open = await buildRoutes();

// deno-fmt-ignore
/** `yes`: answered; `masked`: answered without amounts; `no`: refused (403); `login`: one has to say first who one is (401). */
const EXPECTED: Readonly<Record<string, string>> = {
  //                              nobody viewer masked operator admin screen hiding read metrics operate
  "GET /":                        "login yes    masked yes      yes   yes    masked   yes  no      yes",
  "GET /ws":                      "login yes    yes    yes      yes   yes    yes    yes  no      yes",
  "GET /markets/:code":           "login yes    yes    yes      yes   yes    yes    yes  no      yes",
  "GET /api/snapshot":            "login yes    masked yes      yes   yes    masked   yes  no      yes",
  "GET /api/stream":              "login yes    masked yes      yes   yes    masked   yes  no      yes",
  "GET /api/history":             "login yes    yes    yes      yes   yes    yes    yes  no      yes",
  "GET /api/history.csv":        "login yes    yes    yes      yes   yes    yes    yes  no      yes",
  "GET /api/custom.csv":         "login yes    yes    yes      yes   yes    yes    yes  no      yes",
  "GET /api/checks":              "login yes    yes    yes      yes   yes    yes    yes  no      yes",
  "GET /api/checks.csv":          "login yes    yes    yes      yes   yes    yes    yes  no      yes",
  "POST /api/checks/:code/now":   "login no     no     yes      yes   no     no     no   no      yes",
  "GET /api/sale":                "login yes    yes    yes      yes   yes    yes    yes  no      yes",
  "POST /api/sale":               "login no     no     yes      yes   no     no     no   no      yes",
  "GET /settings":               "login no     no     yes      yes   no     no     no   no      no",
  "GET /api/layout":             "login yes    yes    yes      yes   yes    yes    yes  no      yes",
  "POST /api/layout":            "login no     no     yes      yes   no     no     no   no      yes",
  "GET /api/layout.yaml":        "login no     no     yes      yes   no     no     no   no      yes",
  "GET /api/tokens":              "login no     no     no       yes   no     no     no   no      no",
  "POST /api/tokens":             "login no     no     no       yes   no     no     no   no      no",
  "DELETE /api/tokens/:id":       "login no     no     no       yes   no     no     no   no      no",
  "GET /api/audit":               "login no     no     no       yes   no     no     no   no      no",
  "GET /api/audit.csv":           "login no     no     no       yes   no     no     no   no      no",
  "GET /api/openapi.json":        "login yes    yes    yes      yes   yes    yes    yes  no      yes",
  "GET /screen/:secret":          "yes   yes    yes    yes      yes   yes    yes    yes  yes     yes",
  "GET /account":                 "login yes    yes    yes      yes   no     no     no   no      no",
  "POST /account":                "login yes    yes    yes      yes   no     no     no   no      no",
  "GET /api/sessions":            "login yes    yes    yes      yes   no     no     no   no      no",
  "DELETE /api/sessions/:id":     "login yes    yes    yes      yes   no     no     no   no      no",
  "GET /login":                   "yes   yes    yes    yes      yes   yes    yes    yes  yes     yes",
  "GET /login/oidc":               "yes   yes    yes    yes      yes   yes    yes    yes  yes     yes",
  "GET /login/oidc/callback":      "yes   yes    yes    yes      yes   yes    yes    yes  yes     yes",
  "POST /login":                  "yes   yes    yes    yes      yes   yes    yes    yes  yes     yes",
  "POST /logout":                 "yes   yes    yes    yes      yes   yes    yes    yes  yes     yes",
  "GET /healthz":                 "yes   yes    yes    yes      yes   yes    yes    yes  yes     yes",
  "GET /readyz":                  "yes   yes    yes    yes      yes   yes    yes    yes  yes     yes",
  "GET /metrics":                 "login yes    no     yes      yes   no     no     no   yes     no",
};

const COLUMNS = "nobody viewer masked operator admin screen hiding read metrics operate".split(" ");

/** An address of each pattern that has more to it than the pattern. */
const ADDRESSES: Readonly<Record<string, string>> = {
  "/markets/:code": "/markets/coupang",
  "/api/checks/:code/now": "/api/checks/coupang/now",
  "/api/sessions/:id": "/api/sessions/0",
  "/api/history": "/api/history?metric=sales.today.today_orders",
  "/api/history.csv": "/api/history.csv?metric=sales.today.today_orders",
};

/** What a handler that is one function answers. */
const METHODS: readonly Method[] = ["HEAD", "GET", "POST", "PATCH", "PUT", "DELETE", "OPTIONS"];

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
  const pattern = routePattern(path.replace(/^routes\//, ""));
  const methods = typeof handler === "object" ? Object.keys(handler) : handler ? METHODS : ["GET"];
  return methods.map((method) => `${method} ${pattern}`);
}

/** Routes whose answer has amounts in it for those who may see them. */
const HAS_AMOUNTS = /^\/$|^\/api\/(snapshot|stream)$/;

/** A server that lets in only who shows something. */
async function serve(options: TestServicesOptions = {}) {
  const parts = await openTestServices({ auth: "password", ...options });
  // In this order: time passes for those who are gone.
  const gone = await formerly(parts);
  const people = await everybody(parts);
  parts.hub.publish(earning(parts));
  const server = listen(open(parts.services));
  return {
    ...parts,
    people,
    gone,
    host: server.host,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
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
    await using app = await serve();
    const [method, pattern] = row.split(" ") as [string, string];
    const address = ADDRESSES[pattern] ?? pattern;
    const outcomes = async (people: Record<string, Shown>) =>
      Object.fromEntries(
        await Promise.all(
          Object.entries(people).map(async ([who, shown]) =>
            [who, await ask(app.host, { method, address, shown })] as const
          ),
        ),
      );
    const [nobody, ...others] = words.split(/ +/);
    assert.deepEqual(
      await outcomes(app.people),
      Object.fromEntries(COLUMNS.map((who, index) => [who, [nobody, ...others][index]])),
    );
    // Rights that have ended are no rights, and who shows a token is told at every address what is wrong with it.
    assert.deepEqual(await outcomes(app.gone), {
      "expired session": nobody,
      "revoked session": nobody,
      "removed user": nobody,
      "revoked screen": nobody,
      "expired token": "login",
      "revoked token": "login",
    });
  });
}

type Asked = { readonly method: string; readonly address: string; readonly shown: Shown };

async function ask(host: string, { method, address, shown }: Asked): Promise<string> {
  const body = method === "POST" ? '{"hours":1}' : null;
  const response = await fetch(`http://${host}${address}`, {
    method,
    body,
    headers: shown,
    redirect: "manual",
  });
  const text = await told(response);
  switch (response.status) {
    case 401:
      assert.match(response.headers.get("www-authenticate")!, /^Bearer/);
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
      throw new Error(`${method} ${address} answered ${response.status}`);
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
  await using app = await serve();
  assert.deepEqual(Object.keys(EXPECTED_TOPICS), [...TOPICS]);
  const found: Record<string, string[]> = Object.fromEntries(TOPICS.map((topic) => [topic, []]));
  for (const shown of Object.values(app.people)) {
    const initial = await initialBySocket(app.host, shown);
    assert.deepEqual(initial, await initialByStream(app.host, shown));
    for (const topic of TOPICS) found[topic]!.push(outcomeOf(topic, initial));
  }
  assert.deepEqual(
    found,
    Object.fromEntries(Object.entries(EXPECTED_TOPICS).map(([topic, words]) => [topic, words.split(/ +/)])),
  );
  for (const [who, shown] of Object.entries(app.gone)) {
    assert.deepEqual([await initialBySocket(app.host, shown), await initialByStream(app.host, shown)], [
      null,
      null,
    ], who);
  }
});

type Initial = Record<string, unknown> | null;

async function initialBySocket(host: string, shown: Shown): Promise<Initial> {
  try {
    await using client = await SocketClient.open(`ws://${host}/ws`, [PROTOCOL_V1], shown);
    return (await client.next<{ data: Record<string, unknown> }>("initial")).data;
  } catch {
    return null;
  }
}

async function initialByStream(host: string, shown: Shown): Promise<Initial> {
  await using client = await EventClient.open(`http://${host}/api/stream`, shown);
  if (!client.response.ok) return null;
  return (await client.next())!.message.data as Record<string, unknown>;
}

function outcomeOf(topic: string, initial: Initial): string {
  if (!initial || !(topic in initial)) return "no";
  const hasAmounts = ["sales", "orders", "inventory"].includes(topic);
  return hasAmounts && !AMOUNT.test(JSON.stringify(initial[topic])) ? "masked" : "yes";
}

Deno.test("a topic that is made rarer in the table is not sent any more", () => {
  const table = { ...TOPIC_ACCESS, system: { least: "operator", scope: "read" } } as const;
  const viewer: Viewer = {
    name: "kim",
    kind: "user",
    role: "viewer",
    masked: false,
    ended: new AbortController().signal,
  };
  assert.ok(!topicsFor(viewer, table).includes("system"));
  assert.ok(topicsFor({ ...viewer, role: "operator" }, table).includes("system"));
});

Deno.test("GET /api/history refuses amounts to masked viewers, with a reason", async () => {
  await using app = await serve();
  const url = `http://${app.host}/api/history?metric=inventory.inventory_value`;
  for (const headers of [app.people.masked!, app.people.hiding!]) {
    const response = await fetch(url, { headers });
    assert.deepEqual([response.status, (await response.json()).error.code], [403, "hidden"]);
  }
  const response = await fetch(url, { headers: app.people.viewer! });
  await response.body?.cancel();
  assert.equal(response.status, 200);
});

Deno.test("who opens a page without having said who they are is led to the login, and back to the page later", async () => {
  await using app = await serve();
  const headers = { accept: "text/html" };
  const response = await fetch(`http://${app.host}/markets/coupang?a=1`, { headers, redirect: "manual" });
  await response.body?.cancel();
  assert.deepEqual([response.status, response.headers.get("location")], [
    303,
    "/login?to=%2Fmarkets%2Fcoupang%3Fa%3D1",
  ]);
});

Deno.test("a page that one may not see says so, and not that it does not exist", async () => {
  await using app = await serve();
  const headers = { accept: "text/html", ...app.people.metrics };
  const response = await fetch(`http://${app.host}/`, { headers });
  assert.equal(response.status, 403);
  assert.match(await response.text(), /볼 권한이 없습니다/);
});

Deno.test("what is no route is 404 and a method that none has 405, whoever asks", async () => {
  await using app = await serve();
  for (const headers of Object.values(app.people)) {
    const nothing = await fetch(`http://${app.host}/api/nothing`, { headers });
    const posted = await fetch(`http://${app.host}/api/snapshot`, { method: "POST", headers });
    await Promise.all([nothing, posted].map(({ body }) => body?.cancel()));
    assert.deepEqual([nothing.status, posted.status, posted.headers.get("allow")], [404, 405, "GET"]);
  }
});

Deno.test("GET /readyz tells those who may not look only whether, HEAD is as GET, a base path changes nothing", async () => {
  await using app = await serve({ server: { base_path: "/pulse" } });
  const ready = async (headers: Shown) =>
    Object.keys(await (await fetch(`http://${app.host}/pulse/readyz`, { headers })).json());
  assert.deepEqual([await ready({}), await ready(app.people.viewer!)], [["ready"], ["ready", "sick"]]);
  for (
    const [method, path] of [["HEAD", "/pulse/api/snapshot"], ["GET", "/pulse/"], ["GET", "/pulse"]] as const
  ) {
    const response = await fetch(`http://${app.host}${path}`, { method });
    await response.body?.cancel();
    assert.equal(response.status, 401, path);
  }
});
