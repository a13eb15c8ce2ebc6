import assert from "node:assert/strict";
import { isNaverSecret, naverSignature } from "../../lib/markets/naver_signature.ts";

const VECTORS = [
  {
    client_id: "aaaabbbbcccc",
    client_secret: "$2a$10$abcdefghijklmnopqrstuv",
    timestamp: 1643961623299,
    hash: "$2a$10$abcdefghijklmnopqrstuuBVWYJN6OEOtLu8V4p41kb.NzUiA3nk2",
    sign: "JDJhJDEwJGFiY2RlZmdoaWprbG1ub3BxcnN0dXVCVldZSk42T0VPdEx1OFY0cDQxa2IuTnpVaUEzbmsy",
  },
  {
    client_id: "aaaabbbb",
    client_secret: "$2a$04$abcdefghijklmnopqrstuu",
    timestamp: 1643956077762,
    hash: "$2a$04$abcdefghijklmnopqrstuu96hSJVvZsJ6iV0PS6n73r2w7s4nIRgu",
    sign: "JDJhJDA0JGFiY2RlZmdoaWprbG1ub3BxcnN0dXU5NmhTSlZ2WnNKNmlWMFBTNm43M3IydzdzNG5JUmd1",
  },
  {
    client_id: "1a2B3c4D5e6F7g8H9i0JkL",
    client_secret: "$2a$04$N9qo8uLOickgx2ZMRZoMye",
    timestamp: 1768469400000,
    hash: "$2a$04$N9qo8uLOickgx2ZMRZoMyem3bEquvLXGAblt1nk675XCbllnNtNQW",
    sign: "JDJhJDA0JE45cW84dUxPaWNrZ3gyWk1SWm9NeWVtM2JFcXV2TFhHQWJsdDFuazY3NVhDYmxsbk50TlFX",
  },
];

for (const { client_id, client_secret, timestamp, hash, sign } of VECTORS) {
  Deno.test(`naverSignature() is right to the byte for ${client_id}`, async () => {
    const signature = await naverSignature(timestamp, { client_id, client_secret });
    assert.equal(signature, sign);
    assert.equal(atob(signature), hash);
  });
}

Deno.test("isNaverSecret() takes bcrypt salts and nothing else", () => {
  for (const { client_secret } of VECTORS) assert.equal(isNaverSecret(client_secret), true, client_secret);
  const wrong = [
    "",
    "a$04$N9qo8uLOickgx2ZMRZoMye",
    "$2a$04$N9qo8uLOickgx2ZMRZoMy",
    "$2a$04$N9qo8uLOickgx2ZMRZoMyee",
    "$2a$04$N9qo8uLOickgx2ZMRZoMy!",
    "$2a$31$N9qo8uLOickgx2ZMRZoMye",
    " $2a$04$N9qo8uLOickgx2ZMRZoMye",
  ];
  for (const secret of wrong) assert.equal(isNaverSecret(secret), false, secret);
});
