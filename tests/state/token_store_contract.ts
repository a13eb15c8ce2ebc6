/** What every store of tokens has to do, whatever it keeps them in. */
import assert from "node:assert/strict";
import { StateError } from "@/lib/state/state_error.ts";
import type { StateStore } from "@/lib/state/state_store.ts";
import { isInForce, type TokenRecord, type TokenStore } from "@/lib/state/token_store.ts";

const DAY = 24 * 3_600_000;
const NOW = Date.parse("2026-11-24T05:00:00Z");

export const aToken = (id: string, overrides: Partial<TokenRecord> = {}): TokenRecord => ({
  id,
  kind: "api",
  name: "창고 모니터 O'Brien",
  hash: `hash of ${id}`,
  scopes: ["read", "metrics"],
  masked: false,
  created_at: NOW,
  created_by: "kim",
  expires_at: NOW + 90 * DAY,
  revoked_at: null,
  last_use: null,
  ...overrides,
});

/** Registers the suite for the stores that `open` makes, each empty. */
export function testTokenStore(
  name: string,
  open: () => Promise<StateStore>,
  register: (name: string, run: () => Promise<void>) => void,
): void {
  const test = (title: string, body: (tokens: TokenStore, state: StateStore) => Promise<void>) =>
    register(`${name}.tokens.${title}`, async () => {
      const state = await open();
      await body(state.tokens, state).finally(() => state.close());
    });

  test("all() gives back what was added, newest first", async (tokens) => {
    const screen = aToken("b", {
      kind: "screen",
      scopes: ["read"],
      masked: true,
      created_at: NOW + 1,
      created_by: null,
      expires_at: null,
    });
    await tokens.add(aToken("a"));
    await tokens.add(screen);
    assert.deepEqual(await tokens.all(), [screen, aToken("a")]);
  });

  test("find() knows a token by its hash", async (tokens) => {
    await tokens.add(aToken("a"));
    await tokens.add(aToken("b", { revoked_at: NOW }));
    assert.deepEqual(await tokens.find("hash of b"), aToken("b", { revoked_at: NOW }));
    assert.equal(await tokens.find("hash of c"), null);
  });

  test("add() refuses an id or a hash that there is", async (tokens) => {
    await tokens.add(aToken("a"));
    await assert.rejects(tokens.add(aToken("a", { hash: "another" })), StateError);
    await assert.rejects(tokens.add(aToken("b", { hash: "hash of a" })), StateError);
    assert.deepEqual(await tokens.all(), [aToken("a")]);
  });

  test("revoke() ends one token once, and says so of none that there is not", async (tokens) => {
    await tokens.add(aToken("a"));
    await tokens.add(aToken("b"));
    const ended = aToken("a", { revoked_at: NOW + 5 });
    assert.deepEqual(await tokens.revoke("a", NOW + 5), ended);
    assert.deepEqual(await tokens.revoke("a", NOW + 9), ended);
    assert.equal(await tokens.revoke("c", NOW), null);
    assert.deepEqual(await tokens.all(), [ended, aToken("b")]);
    assert.deepEqual([isInForce(ended, NOW + 6), isInForce(aToken("b"), NOW + 6)], [false, true]);
  });

  test("used() remembers the latest use, in whatever order they come", async (tokens) => {
    await tokens.add(aToken("a"));
    await tokens.used("a", { at: NOW + 2, address: "203.0.113.7" });
    await tokens.used("a", { at: NOW + 1, address: "2001:db8::1" });
    await tokens.used("none", { at: NOW, address: "2001:db8::1" });
    const last_use = { at: NOW + 2, address: "203.0.113.7" };
    assert.deepEqual(await tokens.all(), [aToken("a", { last_use })]);
  });

  test("prune() of the state forgets tokens 400 days after their end", async (tokens, state) => {
    const kept = [
      aToken("endless", { expires_at: null }),
      aToken("just", { expires_at: NOW - 400 * DAY }),
      aToken("valid"),
    ];
    for (const token of kept) await tokens.add(token);
    await tokens.add(aToken("expired", { expires_at: NOW - 400 * DAY - 1 }));
    await tokens.add(aToken("revoked", { expires_at: null, revoked_at: NOW - 400 * DAY - 1 }));
    await state.prune(NOW);
    assert.deepEqual(await tokens.all(), kept);
  });
}
