/** What every store of the audit log has to do, whatever it keeps it in. */
import assert from "node:assert/strict";
import type { AuditEntry, AuditStore } from "@/lib/state/audit_store.ts";
import type { StateStore } from "@/lib/state/state_store.ts";

const DAY = 24 * 3_600_000;
const NOW = Date.parse("2026-11-24T05:00:00Z");

const entry = (at: number, overrides: Partial<AuditEntry> = {}): AuditEntry => ({
  at,
  actor: "kim",
  kind: "login",
  action: "session.begin",
  target: null,
  address: "203.0.113.7",
  outcome: "ok",
  detail: {},
  ...overrides,
});

/** Registers the suite for the stores that `open` makes, each empty. */
export function testAuditStore(
  name: string,
  open: () => Promise<StateStore>,
  register: (name: string, run: () => Promise<void>) => void,
): void {
  const test = (title: string, body: (audit: AuditStore, state: StateStore) => Promise<void>) =>
    register(`${name}.audit.${title}`, async () => {
      const state = await open();
      await body(state.audit, state).finally(() => state.close());
    });
  const moments = async (audit: AuditStore, query: Partial<Parameters<AuditStore["entries"]>[0]> = {}) =>
    (await audit.entries({ since: 0, limit: 100, ...query })).map(({ at }) => at - NOW);

  test("entries() gives back what was added, newest first", async (audit) => {
    const odd = entry(NOW + 1, {
      actor: null,
      kind: "change",
      action: "user.role",
      target: "박'; DROP TABLE audit; --",
      address: null,
      outcome: "refused",
      detail: { role: "admin", tries: 3, first: true, before: null },
    });
    await audit.add(entry(NOW));
    await audit.add(odd);
    const entries = await audit.entries({ since: NOW, limit: 10 });
    assert.deepEqual(entries.map(({ id: _, ...rest }) => rest), [odd, entry(NOW)]);
    assert.ok(entries[0]!.id > entries[1]!.id);
  });

  test("entries() filters by moment and kind, and goes on where an answer ended", async (audit) => {
    for (const at of [-1, 0, 1, 2]) await audit.add(entry(NOW + at));
    await audit.add(entry(NOW + 3, { kind: "token" }));
    assert.deepEqual(await moments(audit, { since: NOW }), [3, 2, 1, 0]);
    assert.deepEqual(await moments(audit, { since: NOW, kind: "login" }), [2, 1, 0]);
    assert.deepEqual(await moments(audit, { kind: "export" }), []);
    const first = await audit.entries({ since: 0, limit: 2 });
    assert.deepEqual(await moments(audit, { before: first.at(-1)!.id, limit: 2 }), [1, 0]);
  });

  test("entries() come as they were added, also when the clock was set back", async (audit) => {
    await audit.add(entry(NOW));
    await audit.add(entry(NOW - DAY));
    assert.deepEqual(await moments(audit), [-DAY, 0]);
  });

  test("prune() of the state forgets entries older than 400 days", async (audit, state) => {
    for (const at of [-400 * DAY - 1, -400 * DAY, 0]) await audit.add(entry(NOW + at));
    await state.prune(NOW);
    assert.deepEqual(await moments(audit), [0, -400 * DAY]);
  });
}
