import assert from "node:assert/strict";
import { localTarget } from "@/lib/web/local_target.ts";

Deno.test("a login leads to the page that was asked for", () => {
  for (
    const path of [
      "/",
      "/markets/coupang?lang=en",
      "/markets/%EC%BF%A0%ED%8C%A1",
      "/?to=https://evil.example",
    ]
  ) {
    assert.equal(localTarget(path, ""), path);
  }
  assert.equal(localTarget("/pulse/markets/coupang", "/pulse"), "/pulse/markets/coupang");
  assert.equal(localTarget("/markets/쿠팡", ""), "/markets/%EC%BF%A0%ED%8C%A1");
});

Deno.test("a login never leads to another site, nor out of the base path", () => {
  const elsewhere = [
    "https://evil.example/",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    " //evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "http:evil.example",
    "/..//evil.example",
    "/.//evil.example",
    "/x/..//evil.example",
    "@evil.example",
    "/\u0000/evil.example",
    "/\u2028/evil.example",
    "/".padEnd(3_000, "a"),
    "evil.example",
    "?to=/",
    "",
    null,
    undefined,
  ];
  for (const to of elsewhere) {
    assert.equal(localTarget(to, ""), "/", JSON.stringify(to));
    assert.equal(localTarget(to, "/pulse"), "/pulse/", JSON.stringify(to));
  }
  for (
    const to of ["/", "/other", "/pulse", "/pulsed/x", "/pulse/../other", "/pulse/%2e%2e/other", "//pulse/"]
  ) {
    assert.equal(localTarget(to, "/pulse"), "/pulse/", to);
  }
  assert.equal(localTarget("/login?to=/login", ""), "/");
  assert.equal(localTarget("/pulse/logout", "/pulse"), "/pulse/");
});
