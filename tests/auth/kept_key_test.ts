import assert from "node:assert/strict";
import { KeptKey } from "@/lib/auth/kept_key.ts";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

function memory() {
  const kept = new Map<string, unknown>();
  return {
    kept: (name: string) => Promise.resolve(kept.get(name) ?? null),
    keep: (name: string, value: unknown) => Promise.resolve(void kept.set(name, value)),
  };
}

Deno.test("KeptKey takes its own signature, also after a restart, and in no other letters", async () => {
  const state = memory();
  const signature = await new KeptKey(state, "key").sign("device kim");
  const restarted = new KeptKey(state, "key");
  const taken: string[] = [];
  for (const last of LETTERS) {
    const written = signature.slice(0, -1) + last;
    if (await restarted.isSigned("device kim", written)) taken.push(written);
  }
  assert.deepEqual(taken, [signature]);
  assert.equal(await restarted.isSigned("device lee", signature), false);
  assert.equal(await new KeptKey(memory(), "key").isSigned("device kim", signature), false);
});
