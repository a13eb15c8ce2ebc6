import assert from "node:assert/strict";
import { allowedRequest } from "../../lib/markets/allowed_request.ts";
import type { Market } from "../../lib/markets/market.ts";
import { markets } from "../../lib/markets/markets.ts";

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
