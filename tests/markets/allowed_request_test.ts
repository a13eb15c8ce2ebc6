import assert from "node:assert/strict";
import { parseConfig } from "../../lib/config/parse_config.ts";
import { seededRandom } from "../../lib/demo/random.ts";
import { allowedRequest, type Outgoing } from "../../lib/markets/allowed_request.ts";
import type { Market } from "../../lib/markets/market.ts";
import { type MarketCode, markets, USUAL_MARKETS } from "../../lib/markets/markets.ts";

Deno.test("markets can be asked for these calls and no others", () => {
  const calls = Object.entries(markets).flatMap(([code, market]: [string, Market]) =>
    Object.values(market.calls).map(({ method, path }) => `${code} ${method} ${path}`)
  );
  assert.deepEqual(calls, [
    "coupang GET /v2/providers/seller_api/apis/api/v1/marketplace/meta/display-categories/56137/status",
    "naver POST /v1/oauth2/token",
    "naver GET /v1/seller/account",
    "11st GET /areaservice/outboundarea",
    "11st GET /cateservice/category/1097",
    "esm GET /item/v1/categories/site-cats",
    "ssg GET /venInfo/0.1/listStdCtgKeyPath.ssg",
    "lotteon GET /v1/openapi/common/v1/identity",
    "kakao GET /v1/shopping/bizseller/seller-addresses/search",
    "cafe24 GET /admin/products?limit=1",
    "shopify POST /graphql.json",
    "amazon GET /sellers/v1/marketplaceParticipations",
  ]);
});

Deno.test("allowedRequest() refuses what is not on the list, inherited names included", () => {
  const list = { calls: markets["11st"].calls, baseUrl: "https://api.11st.co.kr/rest" };
  for (const name of ["reqdelivery", "", "toString", "__proto__"]) {
    assert.throws(() => allowedRequest(list, { name }), {
      name: "RangeError",
      message: `Cannot request "${name}": allowed are outbound, category`,
    });
  }
});

Deno.test("allowedRequest() joins the base URL and the exact path", () => {
  const list = { calls: markets["11st"].calls, baseUrl: "https://api.11st.co.kr/rest" };
  assert.deepEqual(allowedRequest(list, { name: "outbound", message: { headers: { openapikey: "k" } } }), {
    call: "outbound",
    method: "GET",
    url: "https://api.11st.co.kr/rest/areaservice/outboundarea",
    headers: { openapikey: "k" },
  });
});

Deno.test("connection.ts alone connects, and nothing fetches", async () => {
  const folder = new URL("../../lib/markets/", import.meta.url);
  const callers: string[] = [];
  for await (const { name } of Deno.readDir(folder)) {
    const text = await Deno.readTextFile(new URL(name, folder));
    if (/\bfetch\(|Deno\.(connect|connectTls|startTls|createHttpClient)/.test(text)) callers.push(name);
  }
  assert.deepEqual(callers, ["connection.ts"]);
});

/** What people write, paste or are made to write as a base URL. */
const BASES = [
  "https://api.example.com",
  "https://api.example.com/rest",
  "https://api.example.com/rest/../../admin",
  "https://api.example.com/%2e%2e/rest",
  "https://api.example.com?",
  "https://api.example.com#",
  "https://api.example.com/?key=1&path=",
  "https://api.example.com/#/",
  "https://api.example.com@evil.example",
  "https://user:password@api.example.com",
  "https:\\\\api.example.com\\x",
  "https://api.example.com/a b\t\n",
  "http://127.0.0.1:1",
  "http://[::1]:8080/x",
  "ftp://api.example.com",
  "javascript:alert(1)",
  "file:///etc",
  "//api.example.com",
  "api.example.com",
  "",
  "https://",
  "https://api.example.com/\u202e",
  "https://xn--oj4bp9f.example/한글",
];

/** Parts that a hostile name, base URL or message could be made of. */
const PARTS = [
  "..",
  "/",
  "?",
  "#",
  "@",
  "\\",
  "%2e%2e",
  "%00",
  "\r\n",
  "status",
  "reqdelivery",
  "constructor",
  "evil.example",
  ":443",
  " ",
  "한",
];

Deno.test("whatever the base URL, the name and the message are, nothing but a listed call of that host is sent", () => {
  const random = seededRandom(20_260_115);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const some = (most: number) =>
    Array.from({ length: Math.floor(random() * most) }, () => pick(PARTS)).join("");
  let sent = 0;
  for (let attempt = 0; attempt < 20_000; attempt += 1) {
    const market: Market = pick(Object.values(markets));
    const baseUrl = pick(BASES) + (random() < 0.3 ? some(4) : "");
    const name = random() < 0.7 ? pick(Object.keys(market.calls)) : some(4);
    const message = {
      headers: { "x-http-method-override": "DELETE" },
      body: some(6),
      method: "DELETE",
      url: "https://evil.example",
    };
    let outgoing: Outgoing;
    try {
      outgoing = allowedRequest({ calls: market.calls, baseUrl }, { name, message });
    } catch (error) {
      assert.ok(error instanceof RangeError, String(error));
      continue;
    }
    sent += 1;
    const call = market.calls[name]!;
    const url = new URL(outgoing.url);
    assert.equal(outgoing.method, call.method);
    assert.equal(url.origin, new URL(baseUrl).origin);
    assert.deepEqual([url.username, url.password, url.hash], ["", "", ""]);
    const [path, query = ""] = call.path.split("?");
    assert.ok(url.pathname.endsWith(path!), outgoing.url);
    assert.equal(url.search, query && `?${query}`, outgoing.url);
    if (call.body !== undefined) assert.equal(outgoing.body, call.body);
  }
  assert.ok(sent > 2_000, `${sent} of 20,000 were sent`);
});

Deno.test("a market's own base URL is one that its calls are sent to", () => {
  const { markets: configured } = parseConfig({ env: {}, flags: {} });
  for (const [code, market] of Object.entries(markets) as [MarketCode, Market][]) {
    const { base_url: baseUrl } = configured[code];
    assert.equal(configured[code].enabled, USUAL_MARKETS.includes(code), code);
    for (const name of Object.keys(market.calls)) {
      if (baseUrl !== "") assert.ok(allowedRequest({ calls: market.calls, baseUrl }, { name }));
    }
  }
});
