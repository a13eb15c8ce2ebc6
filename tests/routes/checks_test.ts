import assert from "node:assert/strict";
import { listMarkets, recordChecks } from "../support/recorded_checks.ts";
import { buildRoutes } from "../support/test_app.ts";
import { openTestServices } from "../support/test_services.ts";

const open = await buildRoutes();
const get = (path: string) => new Request(`http://127.0.0.1:8765${path}`);
const MINUTE = 60_000;
const PHASES = { dns: 1.5, connect: 20, tls: 30.1, first_byte: 80 };

/** Two markets, four checks. */
async function serve() {
  const parts = await openTestServices();
  const now = parts.clock.now();
  await recordChecks(parts.state, [
    { market: "coupang", at: now - 3 * MINUTE },
    { market: "naver", at: now - 2 * MINUTE, class: "AUTH", status_code: 401, error: "token refused" },
    { market: "coupang", at: now - MINUTE, class: "DOWN", response_time: null, status_code: null },
    { market: "coupang", at: now - 25 * 60 * MINUTE },
  ]);
  return { ...parts, now, handler: open(parts.services) };
}

Deno.test("GET /api/checks answers the checks of the last 24 hours, newest first, with the zone's offset", async () => {
  const { handler } = await serve();
  const response = await handler(get("/api/checks"));
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("cache-control"), "no-store");
  const { checks } = await response.json();
  assert.deepEqual(checks.map(({ market, at }: Record<string, string>) => [market, at]), [
    ["coupang", "2026-11-24T11:59:00.000+09:00"],
    ["naver", "2026-11-24T11:58:00.000+09:00"],
    ["coupang", "2026-11-24T11:57:00.000+09:00"],
  ]);
  assert.deepEqual(checks[1], {
    market: "naver",
    at: "2026-11-24T11:58:00.000+09:00",
    class: "AUTH",
    status: "healthy",
    probe: "signed",
    status_code: 401,
    response_time: 120,
    error: "token refused",
    confirmed: true,
    reason: null,
    phases: null,
  });
});

Deno.test("GET /api/checks narrows down to a market, a time and a number", async () => {
  const { handler } = await serve();
  const times = async (query: string) => {
    const { checks } = await (await handler(get(`/api/checks?${query}`))).json();
    return checks.map(({ at }: { at: string }) => at.slice(8, 16));
  };
  assert.deepEqual(await times("market=coupang"), ["24T11:59", "24T11:57"]);
  assert.deepEqual(await times("market=coupang&limit=1"), ["24T11:59"]);
  assert.deepEqual(await times("since=2026-11-24T11:58:00%2B09:00"), ["24T11:59", "24T11:58"]);
  assert.deepEqual(await times("since=2026-11-24T02:58:30Z"), ["24T11:59"]);
  assert.deepEqual(await times("market=coupang&since=2026-11-22T00:00:00Z"), [
    "24T11:59",
    "24T11:57",
    "23T11:00",
  ]);
});

Deno.test("GET /api/checks and its CSV say in both languages what is wrong with a query", async () => {
  const { handler } = await serve();
  const wrong = {
    "market=constructor": /coupang, naver, 11st/,
    "since=yesterday": /offset/,
    "since=2026-11-24T11:58:00": /offset/,
    "limit=0": /1 to 10000/,
    "limit=10001": /1 to 10000/,
    "limit=1.5": /1 to 10000/,
    "limit=many": /1 to 10000/,
  };
  for (const path of ["/api/checks", "/api/checks.csv"]) {
    for (const [query, expected] of Object.entries(wrong)) {
      const response = await handler(get(`${path}?${query}`));
      assert.equal(response.status, 400, query);
      const { error } = await response.json();
      assert.equal(error.code, "bad_query");
      assert.match(error.message.en, expected, query);
      assert.match(error.message.ko, /[가-힣]/, query);
    }
  }
});

Deno.test("GET /api/checks knows a market that is checked without being configured, as in a demo", async () => {
  const { handler, hub, clock } = await serve();
  hub.publish(listMarkets(["my-mall"], clock.now()));
  assert.equal((await handler(get("/api/checks?market=my-mall"))).status, 200);
});

Deno.test("GET /api/checks.csv is CSV for spreadsheets: names, quotes, CRLF, and no formulas", async () => {
  const { handler, state, now } = await serve();
  await recordChecks(state, [
    { market: "11st", at: now - 4 * MINUTE, error: '=HYPERLINK("http://x"),\r\nnext' },
    { market: "11st", at: now - 5 * MINUTE, error: "-1, 점검 중" },
    { market: "11st", at: now - 6 * MINUTE, error: "@SUM(A1)", phases: PHASES },
    { market: "11st", at: now - 7 * MINUTE, error: "+82", response_time: null, status_code: null },
  ]);
  const response = await handler(get("/api/checks.csv?market=11st"));
  assert.equal(response.status, 200);
  assert.match(response.headers.get("content-type")!, /^text\/csv; charset=utf-8/);
  assert.match(response.headers.get("content-disposition")!, /^attachment; filename="checks\.csv"$/);
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await response.arrayBuffer());
  assert.equal(
    text,
    "\ufeffmarket,at,class,status,probe,status_code,response_time,error,dns,connect,tls,first_byte,confirmed\r\n" +
      '11st,2026-11-24T11:56:00.000+09:00,UP,healthy,signed,200,120,"\'=HYPERLINK(""http://x""),\r\nnext",,,,,true\r\n' +
      '11st,2026-11-24T11:55:00.000+09:00,UP,healthy,signed,200,120,"\'-1, 점검 중",,,,,true\r\n' +
      "11st,2026-11-24T11:54:00.000+09:00,UP,healthy,signed,200,120,'@SUM(A1),1.5,20,30.1,80,true\r\n" +
      "11st,2026-11-24T11:53:00.000+09:00,UP,healthy,signed,,,'+82,,,,,true\r\n",
  );
});

Deno.test("GET /markets/:code is readable on the server's word alone: state, since, why and every check", async () => {
  const { handler, hub, clock } = await serve();
  hub.publish(listMarkets(["coupang"], clock.now() - MINUTE, {
    class: "DOWN",
    response_time: null,
    error: "connection refused",
  }));
  const response = await handler(get("/markets/coupang?lang=ko"));
  const html = await response.text();
  assert.equal(response.status, 200);
  assert.match(html, /<title>쿠팡 API · MarketPulse<\/title>/);
  assert.match(html, /<h1[^>]*>쿠팡 API<\/h1>/);
  assert.match(html, /응답 없음 <small[^>]*>11:59부터<\/small>/);
  assert.match(html, /<dd[^>]*>connection refused<\/dd>/);
  assert.equal(html.match(/class="checks__state"/g)?.length, 2);
  assert.match(html, /href="\/api\/checks\.csv\?market=coupang&amp;limit=10000"/);
});

Deno.test("GET /markets/:code of a market that was not checked yet says so, and makes nothing up", async () => {
  const { services } = await openTestServices();
  const html = await (await open(services)(get("/markets/11st"))).text();
  assert.equal(html.match(/is-unknown/g)?.length, 3);
  assert.doesNotMatch(html, /<data|NaN|undefined/);
});

Deno.test("GET /markets/:code of an unknown code is a 404 page", async () => {
  const { handler } = await serve();
  for (const code of ["nothing", "constructor", "__proto__", "%ED%95%9C"]) {
    const response = await handler(get(`/markets/${code}`));
    assert.equal(response.status, 404, code);
    assert.match(await response.text(), /<h1>페이지를 찾을 수 없습니다<\/h1>/);
  }
});

Deno.test("GET /markets/:code goes without the recorded checks where they cannot be read, says so and logs it", async () => {
  const { handler, hub, clock, state, logged } = await serve();
  hub.publish(listMarkets(["coupang"], clock.now()));
  await state.close();
  const response = await handler(get("/markets/coupang"));
  const html = await response.text();
  assert.equal(response.status, 200);
  assert.match(html, /기록된 확인 결과를 읽지 못해/);
  assert.match(html, /12:00 또는 그 이전부터/);
  assert.deepEqual(logged, ["error Cannot read the recorded checks for the page"]);
});

Deno.test("markets are linked from the dashboard to their pages, below a base path too", async () => {
  const { services, hub, clock } = await openTestServices({ server: { base_path: "/pulse" } });
  hub.publish(listMarkets(["coupang"], clock.now()));
  const handler = open(services);
  const html = await (await handler(get("/pulse/"))).text();
  assert.equal(html.match(/href="\/pulse\/markets\/coupang"/g)?.length, 2, "in the list and in the table");
  const page = await handler(get("/pulse/markets/coupang"));
  assert.equal(page.status, 200);
  const paths = [...(await page.text()).matchAll(/(?:href|src)="(\/[^"]*)"/g)].map(([, path]) => path!);
  assert.ok(paths.length > 0);
  assert.deepEqual(paths.filter((path) => !path.startsWith("/pulse/")), []);
});
