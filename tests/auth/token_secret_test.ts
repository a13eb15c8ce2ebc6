import assert from "node:assert/strict";
import { hashOfSecret, kindOfSecret, newSecret, TOKEN_PATTERN } from "@/lib/auth/token_secret.ts";

Deno.test("newSecret() is another one each time, and says of itself what it is", () => {
  const secrets = Array.from({ length: 200 }, (_, n) => newSecret(n % 2 ? "screen" : "api"));
  assert.equal(new Set(secrets).size, 200);
  for (const [n, secret] of secrets.entries()) {
    assert.match(secret, n % 2 ? /^mps_[0-9A-Za-z]{49}$/ : /^mp_[0-9A-Za-z]{49}$/);
    assert.equal(kindOfSecret(secret), n % 2 ? "screen" : "api");
    assert.equal(`see ${secret}.`.replace(TOKEN_PATTERN, "***"), "see ***.");
  }
});

Deno.test("newSecret() uses all of its 256 bits", () => {
  // The first of the 43 digits only takes part of its 62 values; the others should have taken nearly all.
  const columns = Array.from({ length: 43 }, () => new Set<string>());
  for (let n = 0; n < 2_000; n++) {
    [...newSecret("api").slice(3, 46)].forEach((digit, at) => columns[at]!.add(digit));
  }
  assert.ok(columns.slice(1).every(({ size }) => size === 62), columns.map(({ size }) => size).join(" "));
  assert.ok(columns[0]!.size > 5);
});

Deno.test("kindOfSecret() knows what was mistyped, cut off, or never was a secret", () => {
  const secret = newSecret("api");
  const other = secret[20] === "a" ? "b" : "a";
  const wrong = [
    secret.slice(0, 20) + other + secret.slice(21),
    secret.slice(0, -1),
    `${secret}0`,
    ` ${secret}`,
    secret.replace("mp_", "mps_"),
    `mp_${"0".repeat(49)}`,
    "mp_",
    "",
    "한".repeat(52),
  ];
  assert.deepEqual(wrong.map(kindOfSecret), wrong.map(() => null));
});

Deno.test("hashOfSecret() is the SHA-256 that every tool computes", () => {
  // Source: FIPS 180-2, B.1
  const expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  assert.equal(hashOfSecret("abc"), expected);
});
