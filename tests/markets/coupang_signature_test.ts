import assert from "node:assert/strict";
import { coupangAuthorization, coupangSignature } from "../../lib/markets/coupang_signature.ts";
import { KEYS } from "./support/settings.ts";

const { access_key, secret_key } = KEYS.coupang;
const STATUS = "/v2/providers/seller_api/apis/api/v1/marketplace/meta/display-categories/56137/status";
const ORDERS = {
  method: "GET",
  path: "/v2/providers/openapi/apis/api/v5/vendors/A00012345/ordersheets",
  query: "createdAtFrom=2026-01-15%2B09%3A00&createdAtTo=2026-01-15%2B09%3A00&status=ACCEPT&maxPerPage=1",
  at: 1768469400_000,
};

Deno.test("coupangSignature() signs a GET without a query", async () => {
  assert.equal(
    await coupangSignature({ method: "GET", path: STATUS, at: 1768469400_000 }, secret_key),
    "57611ba052adbbcf2419ce88c37c46938f90f972bf4193d00d58bef56a733824",
  );
});

Deno.test("coupangSignature() signs the query as it is encoded, without a question mark", async () => {
  const signature = await coupangSignature(ORDERS, secret_key);
  assert.equal(signature, "970386bb6e0887af86cf905f1944ef1febffad9d6d57fba2c08a809946df4286");
});

Deno.test("coupangSignature() makes the known wrong signatures only from the known wrong queries", async () => {
  const asked = await coupangSignature({ ...ORDERS, query: `?${ORDERS.query}` }, secret_key);
  assert.equal(asked, "a1a092cad5e99cff59a50a82e21011e8d276263b20632409c277d4cb4daaf40e");
  const decoded = await coupangSignature({ ...ORDERS, query: decodeURIComponent(ORDERS.query) }, secret_key);
  assert.equal(decoded, "be7548ef7e00a25ed4157b77851c84ff5acf42dd188f6dde6b95d2cb5197700e");
  assert.ok(![asked, decoded].includes(await coupangSignature(ORDERS, secret_key)));
});

Deno.test("coupangSignature() dates in UTC when Korea already has another year", async () => {
  const request = {
    method: "GET",
    path: "/v2/providers/openapi/apis/api/v4/vendors/A00012345/returnRequests",
    query: "createdAtFrom=2018-08-09&createdAtTo=2018-08-09&status=UC",
    at: 1767193507_000,
  };
  assert.equal(
    await coupangSignature(request, secret_key),
    "f47d6f1aeaccf8d80423cb7f6a69af5e332965cd070aa9ce233ccf9733dedac4",
  );
});

Deno.test("coupangSignature() leaves the body of a POST out", async () => {
  const path = "/v2/providers/seller_api/apis/api/v1/marketplace/seller-products";
  assert.equal(
    await coupangSignature({ method: "POST", path, at: 1768469400_000 }, secret_key),
    "d12986c57f8b8636f7697435f7720cf9e518591ddecea0f996ed1df291b3c892",
  );
});

Deno.test("coupangAuthorization() separates its parts by comma and space", async () => {
  const request = { method: "GET", path: STATUS, at: 1768469400_000 };
  assert.equal(
    await coupangAuthorization(request, { access_key, secret_key }),
    "CEA algorithm=HmacSHA256, access-key=00000000-1111-2222-3333-444444444444, signed-date=260115T093000Z, " +
      "signature=57611ba052adbbcf2419ce88c37c46938f90f972bf4193d00d58bef56a733824",
  );
});
