/** Members called `__proto__` or `constructor` in what is merged, read and looked up: every object would get them. */
import assert from "node:assert/strict";
import { applyMessage } from "@/lib/client/apply_message.ts";
import { parseServerMessage } from "@/lib/client/server_message.ts";
import { ConfigError } from "@/lib/config/config_error.ts";
import { parseConfig } from "@/lib/config/parse_config.ts";
import { diff, merge } from "@/lib/shared/merge_patch.ts";
import { emptySnapshot } from "@/lib/shared/snapshot.ts";

const ATTACKS = [
  '{"__proto__":{"polluted":1}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
  '{"a":{"__proto__":{"polluted":1}}}',
  '{"a":{"b":{"constructor":{"prototype":{"polluted":1}}}}}',
  '{"__proto__":null,"constructor":null,"toString":null}',
  '{"__defineGetter__":1,"hasOwnProperty":1,"valueOf":1}',
];

/** Nothing but what the language itself gives to every object. */
function assertClean(what: string): void {
  assert.equal(({} as { polluted?: unknown }).polluted, undefined, what);
  assert.equal(([] as { polluted?: unknown }).polluted, undefined, what);
  assert.equal(typeof {}.toString, "function", what);
  assert.equal(Object.keys(Object.prototype).length, 0, what);
}

Deno.test("merge() and diff() change no prototype, neither everybody's nor that of what they return", () => {
  for (const attack of ATTACKS) {
    const patch = JSON.parse(attack);
    const before = { a: { b: { c: 1 } } };
    const merged = merge<object>(before, patch);
    assert.equal(Object.getPrototypeOf(merged), Object.prototype, attack);
    assert.equal((merged as { polluted?: unknown }).polluted, undefined, attack);
    assert.deepEqual(before, { a: { b: { c: 1 } } });
    const made = diff(before, patch);
    if (made) assert.equal(Object.getPrototypeOf(merge(before, made)), Object.prototype, attack);
    assertClean(attack);
  }
});

Deno.test("a page's snapshot survives whatever a message brings", () => {
  const snapshot = emptySnapshot("live", "epoch-1", "2026-01-01T00:00:00Z");
  for (const data of ATTACKS) {
    for (const type of ["initial", "patch"]) {
      const text = `{"type":"${type}","seq":1,"epoch":"epoch-1","at":"2026-01-01T00:00:01Z","data":${data}}`;
      const message = parseServerMessage(text);
      if (message && "seq" in message && (message.type === "initial" || message.type === "patch")) {
        const after = applyMessage(snapshot, message as never);
        assert.ok(after === "gap" || Object.getPrototypeOf(after) === Object.prototype, text);
      }
      assertClean(text);
    }
  }
});

Deno.test("a configuration's keys are looked up, never taken over", () => {
  for (
    const text of [
      ...ATTACKS,
      "server: { __proto__: { port: 1 } }",
      "markets: { constructor: { enabled: true } }",
    ]
  ) {
    assert.throws(
      () => parseConfig({ file: { path: "a.yaml", text }, env: {}, flags: {} }),
      ConfigError,
      text,
    );
    assertClean(text);
  }
  for (const name of ["__proto__", "constructor", "toString"]) {
    const text = `business: { day_start: "\${${name}}" }`;
    assert.throws(
      () => parseConfig({ file: { path: "a.yaml", text }, env: {}, flags: {} }),
      ConfigError,
      text,
    );
  }
});
