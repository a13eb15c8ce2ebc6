import assert from "node:assert/strict";
import { listMarkets } from "../support/recorded_checks.ts";
import { buildRoutes } from "../support/test_app.ts";
import { openTestServices } from "../support/test_services.ts";

const open = await buildRoutes();

async function start() {
  const { services, ordered, hub, clock } = await openTestServices();
  const handler = open(services);
  const ask = (headers: Record<string, string> = {}, code = "coupang") =>
    handler(new Request(`http://localhost/api/checks/${code}/now`, { method: "POST", headers }));
  return { ask, ordered, handler, hub, clock };
}

Deno.test("POST /api/checks/:code/now orders a check and says so: 202", async () => {
  const { ask, ordered } = await start();
  const response = await ask({ origin: "http://localhost", "sec-fetch-site": "same-origin" });
  assert.equal(response.status, 202);
  const { code, message } = await response.json();
  assert.equal(code, "accepted");
  assert.match(message.ko, /확인하고 있습니다/);
  assert.deepEqual(ordered, ["coupang"]);
});

Deno.test("POST /api/checks/:code/now refuses other sites' pages, and nothing is ordered: 403", async () => {
  const { ask, ordered } = await start();
  const foreign: Record<string, string>[] = [
    { origin: "https://elsewhere.example" },
    { origin: "null" },
    { origin: "http://localhost:8080" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site", origin: "http://localhost" },
  ];
  for (const headers of foreign) {
    const response = await ask(headers);
    assert.equal(response.status, 403, JSON.stringify(headers));
    assert.equal((await response.json()).error.code, "origin_refused");
  }
  assert.deepEqual(ordered, []);
  assert.equal((await ask()).status, 202, "what is no browser sends no origin");
});

Deno.test("POST /api/checks/:code/now says what, why and the remedy: 404, 409, 429", async () => {
  const { ask, hub, clock, ordered } = await start();
  const codeOf = async (response: Response) => [response.status, (await response.json()).error.code];
  assert.deepEqual(await codeOf(await ask({}, "gmarket")), [404, "unknown_market"]);
  hub.publish(listMarkets(["naver"], clock.now(), { class: "QUOTA" }));
  assert.deepEqual(await codeOf(await ask({}, "naver")), [409, "market_paused"]);
  const resets_at = new Date(clock.now() + 60_000).toISOString();
  hub.publish(listMarkets(["11st"], clock.now(), { budget: { used: 5, limit: 5, resets_at } }));
  const spent = await ask({}, "11st");
  assert.equal(spent.headers.get("retry-after"), "60");
  assert.deepEqual(await codeOf(spent), [429, "budget_spent"]);
  assert.deepEqual(ordered, []);
});

Deno.test("a form without scripts is led back to its page, which says what became of it, for a while", async () => {
  const { ask, handler, clock } = await start();
  const html = { accept: "text/html,application/xhtml+xml", origin: "http://localhost" };
  const response = await ask(html);
  assert.equal(response.status, 303);
  const location = response.headers.get("location")!;
  assert.match(location, /^\/markets\/coupang\?asked=accepted&at=\d+#state$/);
  const page = async () => await (await handler(new Request(new URL(location, "http://localhost")))).text();
  assert.match(await page(), /지금 확인하고 있습니다/);
  assert.match((await ask(html)).headers.get("location")!, /asked=too_soon/);
  clock.advance(31_000);
  assert.doesNotMatch(await page(), /지금 확인하고 있습니다/);
});

Deno.test("GET /api/checks/:code/now changes nothing: 405", async () => {
  const { handler, ordered } = await start();
  const response = await handler(new Request("http://localhost/api/checks/coupang/now"));
  assert.equal(response.status, 405);
  assert.deepEqual(ordered, []);
});

Deno.test("who may only look cannot have a market checked, and is not offered it", async () => {
  const { ask, handler, ordered } = await start();
  const elsewhere = { "x-forwarded-for": "203.0.113.7" };
  const response = await ask(elsewhere);
  assert.deepEqual([response.status, (await response.json()).error.code], [403, "not_here"]);
  assert.deepEqual(ordered, []);
  const form = async (headers: Record<string, string>) =>
    (await (await handler(new Request("http://localhost/markets/coupang", { headers }))).text())
      .includes('action="/api/checks/coupang/now"');
  assert.deepEqual([await form({}), await form(elsewhere)], [true, false]);
});
