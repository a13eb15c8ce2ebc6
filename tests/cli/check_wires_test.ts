import assert from "node:assert/strict";
import { checkWires } from "@/lib/check/check_wires.ts";
import { isNear, wireOf } from "@/lib/check/wire.ts";

Deno.test("wireOf() tells how npm:pg and the Redis client connect", () => {
  const cases: readonly (readonly [string, ReturnType<typeof wireOf>])[] = [
    ["postgres://u:p@db.example.com/x", { host: "db.example.com", protection: "plain" }],
    ["postgres://u@db.example.com:6432/x?sslmode=disable", { host: "db.example.com", protection: "plain" }],
    ["postgresql://u@db.example.com/x?sslmode=require", { host: "db.example.com", protection: "verified" }],
    ["postgres://u@db.example.com/x?ssl=true", { host: "db.example.com", protection: "verified" }],
    ["postgres://u@db.example.com/x?sslmode=no-verify", { host: "db.example.com", protection: "unverified" }],
    ["postgres://u@h.example/x?sslmode=require&uselibpqcompat=true", {
      host: "h.example",
      protection: "unverified",
    }],
    ["postgres://u@h.example/x?sslmode=require&uselibpqcompat=true&sslrootcert=/ca.pem", {
      host: "h.example",
      protection: "verified",
    }],
    ["postgres://u@/x?host=/run/postgresql", { host: "/run/postgresql", protection: "plain" }],
    ["redis://:p@cache.example.com:6379/1", { host: "cache.example.com", protection: "plain" }],
    ["rediss://:p@cache.example.com", { host: "cache.example.com", protection: "verified" }],
    ["sqlite:data/x.db", null],
    ["", null],
  ];
  for (const [url, wire] of cases) assert.deepEqual(wireOf(url), wire, url);
});

Deno.test("isNear() is this machine and the shop's own network", () => {
  const near = ["localhost", "127.0.0.1", "[::1]", "postgres", "10.0.0.7", "172.31.9.9", "192.168.0.4"];
  for (const host of [...near, "[fd00::1]", "/run/postgresql", "db.internal", "nas.local"]) {
    assert.ok(isNear(host), host);
  }
  for (const host of ["db.example.com", "203.0.113.9", "172.32.0.1", "[2001:db8::1]"]) {
    assert.ok(!isNear(host), host);
  }
});

Deno.test("checkWires() warns of what can be read on its way to a server far away, and shows no password", () => {
  const findings = checkWires({
    database: {
      url: "postgres://u:geheim@db.example.com/shop?sslmode=no-verify",
    } as Parameters<typeof checkWires>[0]["database"],
    redis: { url: "redis://:geheim@cache.example.com", ca: "" },
    state: { url: "postgres://u:geheim@192.168.0.4/state" },
    demo: false,
  });
  assert.deepEqual(findings.map(({ name, grade }) => [name, grade]), [
    ["database.url.tls", "warning"],
    ["redis.url.tls", "warning"],
  ]);
  assert.match(findings[0]!.remedy!.ko, /sslmode=verify-full/);
  assert.match(findings[1]!.remedy!.en, /rediss:\/\//);
  assert.doesNotMatch(JSON.stringify(findings), /geheim/);
});
