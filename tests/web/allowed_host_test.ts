import assert from "node:assert/strict";
import { hostAllowed, hostnameOf } from "@/lib/web/allowed_host.ts";

const NAMED = {
  host: "Pulse.LAN",
  allowed_hosts: ["shop.example.com", "판매.example"],
  allowed_origins: ["https://old.example.com", "http://[2001:db8::1]:3000"],
};

const HEADERS: [header: string, hostname: string | null, allowed: boolean][] = [
  ["127.0.0.1:8765", "127.0.0.1", true],
  ["127.1", "127.0.0.1", true],
  ["[::1]:8765", "[::1]", true],
  ["[::ffff:192.168.0.2]", "[::ffff:c0a8:2]", true],
  ["192.168.0.20:8765", "192.168.0.20", true],
  ["localhost", "localhost", true],
  ["LOCALHOST:80", "localhost", true],
  ["localhost.:8765", "localhost", true],
  ["pulse.localhost:8765", "pulse.localhost", true],
  ["pulse.lan:8765", "pulse.lan", true],
  ["shop.example.com", "shop.example.com", true],
  ["SHOP.example.com.:443", "shop.example.com", true],
  ["xn--9i1b68r.example", "xn--9i1b68r.example", false],
  ["xn--9z2b937b.example", "xn--9z2b937b.example", true],
  ["old.example.com", "old.example.com", true],
  ["evil.example", "evil.example", false],
  ["shop.example.com.evil.example", "shop.example.com.evil.example", false],
  ["notlocalhost", "notlocalhost", false],
  ["localhost.evil.example", "localhost.evil.example", false],
  ["127.0.0.1.evil.example", "127.0.0.1.evil.example", false],
  ["1.2.3.4.5", null, false],
  ["127.0.0.1@evil.example", null, false],
  ["evil.example/127.0.0.1", null, false],
  ["", null, false],
  ["a b", null, false],
  ["host:99999", null, false],
];

Deno.test("hostnameOf() reads a Host header, hostAllowed() knows this server's own names from others", () => {
  for (const [header, expected, allowed] of HEADERS) {
    const hostname = hostnameOf(header);
    assert.equal(hostname, expected, header);
    assert.equal(hostname !== null && hostAllowed(hostname, NAMED), allowed, header);
  }
});
