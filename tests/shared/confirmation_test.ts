import assert from "node:assert/strict";
import { confirmationOf, isConfirmed } from "@/lib/shared/confirmation.ts";
import { SOURCE_NAMES, type SourceName } from "@/lib/shared/snapshot.ts";

Deno.test("isConfirmed() reads of every confirmationOf() exactly the sources that delivered", () => {
  const subsets = (names: readonly SourceName[]): SourceName[][] =>
    names.reduce<SourceName[][]>((all, name) => [...all, ...all.map((some) => [...some, name])], [[]]);
  for (const ok of subsets(SOURCE_NAMES)) {
    for (const delivered of subsets(ok)) {
      const confirmation = confirmationOf({ ok, delivered });
      assert.deepEqual(ok.filter((name) => isConfirmed(name, confirmation)), delivered);
    }
  }
});

Deno.test("confirmationOf() says nothing of a whole tick of the shop's figures", () => {
  const ok: SourceName[] = ["database", "redis", "sales", "checks"];
  assert.deepEqual(confirmationOf({ ok, delivered: ["database", "sales"] }), {});
  assert.deepEqual(confirmationOf({ ok, delivered: ["database"] }), { late: ["sales"] });
  assert.deepEqual(confirmationOf({ ok, delivered: ["checks"] }), { from: ["checks"] });
  assert.deepEqual(confirmationOf({ ok, delivered: [] }), { from: [] });
});
