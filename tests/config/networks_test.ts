import assert from "node:assert/strict";
import { parseConfig } from "@/lib/config/parse_config.ts";
import { isNetwork, networkList } from "@/lib/config/networks.ts";

Deno.test("isNetwork() takes addresses and networks of both families, and nothing else", () => {
  for (const text of ["10.0.0.7", "10.0.0.0/8", "0.0.0.0/0", "::1", "fd00::/8", "2001:DB8::7/128"]) {
    assert.equal(isNetwork(text), true, text);
  }
  for (
    const text of [
      "",
      "*",
      "10.0.0",
      "10.0.0.256",
      "10.0.0.0/33",
      "fd00::/129",
      "10.0.0.0/",
      "a.example",
      "10.0.0.0/8/8",
    ]
  ) {
    assert.equal(isNetwork(text), false, text);
  }
});

Deno.test("networkList() knows an IPv4 address also as a dual-stack socket writes it", () => {
  const has = networkList(["10.0.0.0/8", "::1"]);
  assert.deepEqual(["10.9.9.9", "::ffff:10.9.9.9", "11.0.0.1", "::1", "::2", "local", ""].map(has), [
    ...[true, true, false, true, false, false, false],
  ]);
});

Deno.test("parseConfig() takes server.trust_proxy as a switch or a list", () => {
  const trust = (yaml: string) =>
    parseConfig({ file: { path: "a.yaml", text: `server: { trust_proxy: ${yaml} }` }, env: {}, flags: {} })
      .server
      .trust_proxy;
  assert.equal(trust("true"), true);
  assert.deepEqual(trust("[127.0.0.1, 10.0.0.0/8]"), ["127.0.0.1", "10.0.0.0/8"]);
  for (const bad of ["[shop.example]", "[10.0.0.0/40]", "10.0.0.1", "[1]"]) {
    assert.throws(() => trust(bad), /server\.trust_proxy/, bad);
  }
});
