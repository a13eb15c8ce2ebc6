import assert from "node:assert/strict";
import { RedisReply, redisTrouble } from "@/lib/bus/redis_trouble.ts";
import { troubles } from "@/lib/bus/texts.ts";

/** Replies and errors that a test's own server cannot easily be brought to give. */
const CASES: readonly (readonly [error: unknown, trouble: keyof typeof troubles])[] = [
  [
    new RedisReply("MISCONF Redis is configured to save RDB snapshots, but it's unable to persist to disk."),
    "cannotPersist",
  ],
  [new RedisReply("LOADING Redis is loading the dataset in memory"), "loading"],
  [
    new RedisReply("MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'."),
    "loading",
  ],
  [new RedisReply("ERR invalid password"), "wrongPassword"],
  [new RedisReply("ERR max number of clients reached"), "tooManyClients"],
  [new RedisReply("BUSY Redis is busy running a script."), "refused"],
  [Object.assign(new Error("connect EHOSTUNREACH 10.0.0.1:6379"), { code: "EHOSTUNREACH" }), "unreachable"],
  [Object.assign(new Error("getaddrinfo EAI_AGAIN redis"), { code: "EAI_AGAIN" }), "unknownHost"],
  [Object.assign(new Error("self-signed certificate"), { code: "DEPTH_ZERO_SELF_SIGNED_CERT" }), "tls"],
  [new Error("invalid peer certificate: UnknownIssuer"), "tls"],
  [new Error("something new"), "lost"],
  ["no error at all", "lost"],
];

for (const [error, trouble] of CASES) {
  Deno.test(`redisTrouble() takes "${error instanceof Error ? error.message : error}" for ${trouble}`, () =>
    assert.equal(redisTrouble(error), troubles[trouble]));
}
