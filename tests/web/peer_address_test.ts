import assert from "node:assert/strict";
import type { TrustProxy } from "@/lib/config/config.ts";
import { fromTrustedProxy, peerAddress } from "@/lib/web/peer_address.ts";

function asked(peer: string, forwarded?: string) {
  const headers = new Headers(forwarded === undefined ? {} : { "x-forwarded-for": forwarded });
  const remoteAddr = { transport: "tcp", hostname: peer, port: 40_000 } as const;
  return {
    req: new Request("http://127.0.0.1/", { headers }),
    info: { remoteAddr, completed: Promise.resolve() },
  };
}

const LIST: TrustProxy = ["10.0.0.0/8", "127.0.0.1", "fd00::/8"];

Deno.test("peerAddress() believes nobody, whoever connects, or the proxies of the list", () => {
  for (
    const [peer, forwarded, trust, expected] of [
      ["127.0.0.1", "203.0.113.9", false, "127.0.0.1"],
      ["127.0.0.1", "6.6.6.6, 203.0.113.9", true, "203.0.113.9"],
      ["127.0.0.1", undefined, true, "127.0.0.1"],
      ["127.0.0.1", "6.6.6.6, 203.0.113.9", LIST, "203.0.113.9"],
      ["198.51.100.7", "203.0.113.9", LIST, "198.51.100.7"],
      ["::ffff:10.1.2.3", "203.0.113.9", LIST, "203.0.113.9"],
      ["fd12::1", "203.0.113.9", LIST, "203.0.113.9"],
      ["127.0.0.1", "6.6.6.6, 203.0.113.9, 10.1.2.3", LIST, "203.0.113.9"],
      ["127.0.0.1", "10.1.2.3, 10.1.2.4", LIST, "10.1.2.3"],
      ["127.0.0.1", "not an address", LIST, "not an address"],
      ["127.0.0.1", "203.0.113.9", [], "127.0.0.1"],
    ] as const
  ) {
    assert.equal(peerAddress(asked(peer, forwarded), trust), expected, `${peer} ${forwarded} ${trust}`);
  }
});

Deno.test("fromTrustedProxy() looks at who connects, not at what is claimed", () => {
  assert.equal(fromTrustedProxy(asked("10.200.0.1"), LIST), true);
  assert.equal(fromTrustedProxy(asked("11.0.0.1", "10.0.0.1"), LIST), false);
});
