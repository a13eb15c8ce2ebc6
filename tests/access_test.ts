/** Who may have what: every route and every topic, asked of the built application by everybody there is. */
import assert from "node:assert/strict";
import { filePattern } from "@/lib/fresh/file_pattern.ts";
import { METHODS } from "@/lib/fresh/types.ts";
import type { Role, Scope, Viewer } from "@/lib/shared/viewer.ts";
import { ROUTES } from "@/lib/web/access.ts";
import type { WhoAsks } from "@/lib/web/who_asks.ts";
import { deliveries } from "./live/fakes.ts";
import { buildRoutes, listen } from "./support/test_app.ts";
import { openTestServices } from "./support/test_services.ts";

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
/** `yes`: answered; `no`: refused (403); `login`: whoever asks has to say first who they are (401, a page 303). */
const EXPECTED: Readonly<Record<string, string>> = {
  //                              nobody viewer masked operator admin screen hiding read metrics operate
  "GET /":                        "login yes    yes    yes      yes   yes    yes    yes  no      yes",
  "GET /ws":                      "login yes    yes    yes      yes   yes    yes    yes  no      yes",
  "GET /markets/:code":           "login yes    yes    yes      yes   yes    yes    yes  no      yes",
  "GET /api/snapshot":            "login yes    yes    yes      yes   yes    yes    yes  no      yes",
  "GET /api/stream":              "login yes    yes    yes      yes   yes    yes    yes  no      yes",
  "GET /api/history":             "login yes    yes    yes      yes   yes    yes    yes  no      yes",
  "GET /api/checks":              "login yes    yes    yes      yes   yes    yes    yes  no      yes",
  "GET /api/checks.csv":          "login yes    yes    yes      yes   yes    yes    yes  no      yes",
  "POST /api/checks/:code/now":   "login no     no     yes      yes   no     no     no   no      yes",
  "GET /api/sale":                "login yes    yes    yes      yes   yes    yes    yes  no      yes",
  "POST /api/sale":               "login no     no     yes      yes   no     no     no   no      yes",
  "GET /api/openapi.json":        "login yes    yes    yes      yes   yes    yes    yes  no      yes",
  "GET /healthz":                 "yes   yes    yes    yes      yes   yes    yes    yes  yes     yes",
  "GET /readyz":                  "yes   yes    yes    yes      yes   yes    yes    yes  yes     yes",
  "GET /metrics":                 "login yes    no     yes      yes   no     no     no   yes     no",
};

/** An address of each pattern that has more to it than the pattern. */
const ADDRESSES: Readonly<Record<string, string>> = {
  "/markets/:code": "/markets/coupang",
  "/api/checks/:code/now": "/api/checks/coupang/now",
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

/** A server whose clients say in the address who they are. */
async function serve() {
  const parts = await openTestServices();
  parts.hub.publish(deliveries(parts.clock));
  const whoAsks: WhoAsks = ({ url }) => VIEWERS[new URL(url).searchParams.get("who")!] ?? null;
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
  await response.body?.cancel();
  switch (response.status) {
    case 401:
      assert.equal(response.headers.get("www-authenticate"), "Bearer");
      return "login";
    case 403:
      return "no";
    // A WebSocket without its headers, a market that was just checked, sources that do not deliver.
    case 200:
    case 202:
    case 400:
    case 429:
    case 503:
      return "yes";
    default:
      throw new Error(`${method} ${url} answered ${response.status}`);
  }
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
