import assert from "node:assert/strict";
import { parse } from "yaml";
import { DASHBOARD_CARDS, MARKET_CARDS } from "@/lib/shared/layout.ts";
import { listMarkets } from "../support/recorded_checks.ts";
import { buildRoutes } from "../support/test_app.ts";
import { openTestServices } from "../support/test_services.ts";

const open = await buildRoutes();
const ORIGIN = "http://127.0.0.1:8765";

async function start() {
  const parts = await openTestServices();
  const handler = open(parts.services);
  const info = {
    remoteAddr: { transport: "tcp", hostname: "127.0.0.1", port: 40_000 },
    completed: Promise.resolve(),
  } as Deno.ServeHandlerInfo;
  const post = (body: string, headers: Record<string, string> = {}) =>
    handler(new Request(`${ORIGIN}/api/layout`, { method: "POST", headers, body }), info);
  const get = (path: string) => handler(new Request(`${ORIGIN}${path}`), info);
  return { ...parts, post, get };
}

const FORM = { "content-type": "application/x-www-form-urlencoded", accept: "text/html,*/*" };

Deno.test("POST /api/layout arranges the cards for everybody, and null goes back to the file", async () => {
  const { post, get, hub, state } = await start();
  const hidden = DASHBOARD_CARDS.slice(2);
  const answer = await post(JSON.stringify({ dashboard: { order: ["health", "sales"], hidden } }));
  assert.deepEqual([answer.status, await answer.json()], [200, {
    dashboard: ["health", "sales"],
    saved: true,
    market: [...MARKET_CARDS],
    market_saved: false,
  }]);
  assert.deepEqual(hub.snapshot.layout.dashboard, ["health", "sales"]);
  assert.deepEqual(await state.kept("layout.dashboard"), { order: ["health", "sales"], hidden });
  const file = await get("/api/layout.yaml");
  assert.deepEqual(parse(await file.text()), {
    layout: { dashboard: ["health", "sales"], market: [...MARKET_CARDS] },
  });
  const back = await post('{"dashboard":null}');
  assert.deepEqual(await back.json(), {
    dashboard: [...DASHBOARD_CARDS],
    saved: false,
    market: [...MARKET_CARDS],
    market_saved: false,
  });
  assert.deepEqual((await (await get("/api/layout")).json()).dashboard, DASHBOARD_CARDS);
});

Deno.test("POST /api/layout takes the form of the page, in the order of its numbers", async () => {
  const { post, hub } = await start();
  const form = new URLSearchParams([
    ["card", "sales"],
    ["position", "1"],
    ["show", "sales"],
    ["card", "jobs"],
    ["position", "1"],
    ["show", "jobs"],
    ["card", "health"],
    ["position", "x"],
  ]);
  const rest = DASHBOARD_CARDS.filter((card) => !["sales", "jobs", "health"].includes(card));
  const answer = await post(form.toString(), FORM);
  assert.deepEqual([answer.status, answer.headers.get("location")], [303, "/settings"]);
  assert.deepEqual(hub.snapshot.layout.dashboard, ["jobs", "sales", ...rest]);
  assert.equal((await post("reset=1&card=sales", FORM)).status, 303);
  assert.deepEqual(hub.snapshot.layout.dashboard, DASHBOARD_CARDS);
});

Deno.test("POST /api/layout refuses what it cannot read and other sites' pages, and nothing changes", async () => {
  const { post, hub } = await start();
  for (
    const body of [
      "",
      "{",
      "[]",
      '{"dashboard":1}',
      '{"dashboard":{"order":[1],"hidden":[]}}',
      '{"market":1}',
      '{"orders":null}',
      '{"market":null,"dashboard":null}',
    ]
  ) {
    const answer = await post(body);
    assert.deepEqual([answer.status, (await answer.json()).error.code], [400, "bad_layout"], body);
  }
  const large = JSON.stringify({ dashboard: { order: Array(5_000).fill("sales".repeat(8)), hidden: [] } });
  assert.ok([400, 413].includes((await post(large)).status));
  assert.equal((await post("page=orders&card=sales&show=sales", FORM)).status, 400);
  const foreign = await post('{"dashboard":null}', { origin: "https://elsewhere.example" });
  assert.equal(foreign.status, 403);
  assert.deepEqual(hub.snapshot.layout.dashboard, DASHBOARD_CARDS);
});

Deno.test("POST /api/layout is written to the audit log", async () => {
  const { post, audit, services } = await start();
  await post('{"dashboard":null}');
  await audit.written();
  const [entry] = await services.audited({ since: 0, limit: 1 } as never);
  assert.equal(entry!.action, "layout.reset");
});

Deno.test("GET /settings lists every card, those that are hidden too", async () => {
  const { get, services } = await start();
  await services.layout.save("dashboard", { order: ["jobs"], hidden: ["sales"] });
  const html = await (await get("/settings")).text();
  const cards = [...html.matchAll(/name="card" value="([\w.]+)"/g)].map(([, card]) => card);
  assert.deepEqual(cards, ["jobs", ...DASHBOARD_CARDS.filter((card) => card !== "jobs")]);
  const shown = [...html.matchAll(/<input [^>]*name="show"[^>]*>/g)].filter(([tag]) => / checked/.test(tag!));
  assert.equal(shown.length, DASHBOARD_CARDS.length - 1);
});

Deno.test("POST /api/layout arranges the market pages, by JSON and by form, and leaves the dashboard", async () => {
  const { post, hub, get, clock } = await start();
  hub.publish(listMarkets(["coupang"], clock.now()));
  const json = await post(JSON.stringify({ market: { order: ["checks"], hidden: ["state"] } }));
  const answer = await json.json();
  assert.deepEqual([answer.market, answer.market_saved, answer.saved], [
    ["checks", "responses"],
    true,
    false,
  ]);
  assert.deepEqual(hub.snapshot.layout.market, ["checks", "responses"]);
  const page = await (await get("/markets/coupang")).text();
  assert.ok(page.indexOf("panel--checks") < page.indexOf("panel--response"));
  assert.equal(page.includes("panel--state"), false);
  assert.ok(page.includes('href="/settings?page=market"'));
  const rows = [["page", "market"], ["card", "state"], ["position", "1"], ["show", "state"]];
  const form = await post(new URLSearchParams(rows).toString(), FORM);
  assert.deepEqual([form.status, form.headers.get("location")], [303, "/settings?page=market"]);
  assert.deepEqual(hub.snapshot.layout.market, ["state", "responses", "checks"]);
  assert.deepEqual(hub.snapshot.layout.dashboard, DASHBOARD_CARDS);
  assert.equal((await get("/settings?page=orders")).status, 404);
});
