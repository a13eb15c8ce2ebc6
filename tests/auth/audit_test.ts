import assert from "node:assert/strict";
import { Audit, type AuditEvent } from "@/lib/auth/audit.ts";
import type { AuditStore } from "@/lib/state/audit_store.ts";
import { openSqliteState } from "@/lib/state/state_store_sqlite.ts";
import { FakeClock } from "../live/fakes.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const refused = (address: string): AuditEvent => ({
  actor: "admin",
  kind: "login",
  action: "session.begin",
  target: null,
  address,
  outcome: "refused",
});
const done: AuditEvent = { ...refused("203.0.113.7"), kind: "export", action: "checks.csv", outcome: "ok" };

async function open(store?: AuditStore) {
  const clock = new FakeClock();
  const state = await openSqliteState(":memory:");
  const logged: string[] = [];
  const at = (level: string) => (message: string, fields: Record<string, unknown>) =>
    void logged.push(`${level} ${message} ${JSON.stringify(fields)}`);
  const audit = new Audit({
    store: store ?? state.audit,
    clock,
    log: { info: at("info"), error: at("error") },
  });
  const entries = async () => {
    await audit.written();
    return await state.audit.entries({ since: 0, limit: 100_000 });
  };
  return { audit, clock, entries, logged, [Symbol.asyncDispose]: () => state.close() };
}

Deno.test("Audit.record() writes each event to the state and as one line of the log", async () => {
  await using opened = await open();
  opened.audit.record({ ...done, detail: { rows: 12 } });
  const [written] = await opened.entries();
  const { id: _, ...entry } = written!;
  assert.deepEqual(entry, { ...done, at: opened.clock.now(), detail: { rows: 12 } });
  const { kind, action, target, outcome } = done;
  const fields = { kind, action, outcome, actor: "admin", target, address: "203.0.113.7", rows: 12 };
  assert.deepEqual(opened.logged.map((line) => JSON.parse(line.slice("info Audit ".length))), [fields]);
});

Deno.test("Audit.record() cuts what strangers may send in any length", async () => {
  await using opened = await open();
  opened.audit.record({ ...refused("x".repeat(10_000)), actor: "y".repeat(10_000) });
  const [entry] = await opened.entries();
  assert.deepEqual([entry!.actor!.length, entry!.address!.length], [200, 200]);
});

Deno.test("An attack costs a few rows a minute, and the summary tells how large it was", async () => {
  await using opened = await open();
  for (let n = 0; n < 5_000; n++) opened.audit.record(refused(`198.51.100.${n % 10 === 0 ? 1 : n % 250}`));
  assert.equal((await opened.entries()).length, 20);
  opened.audit.record(done);
  opened.clock.advance(MINUTE);
  opened.audit.tick();
  opened.audit.record(refused("203.0.113.9"));
  const [next, summary, own, ...caused] = await opened.entries();
  assert.deepEqual([next!.address, own!.kind, caused.length], ["203.0.113.9", "export", 20]);
  assert.deepEqual([summary!.kind, summary!.outcome], ["summary", "ok"]);
  const { entries, addresses, most, ...byAction } = summary!.detail;
  assert.deepEqual([entries, byAction], [4_980, { "session.begin.refused": 4_980 }]);
  assert.equal(addresses, 225);
  assert.match(String(most), /^198\.51\.100\.1 \(5\d\d\), /);
  assert.equal(opened.logged.length, 23);
});

Deno.test("An attack from many addresses is counted in bounded memory", async () => {
  await using opened = await open();
  for (let n = 0; n < 3_000; n++) opened.audit.record(refused(`2001:db8::${n.toString(16)}`));
  opened.clock.advance(MINUTE);
  opened.audit.tick();
  assert.equal((await opened.entries())[0]!.detail.addresses, "1000 or more");
});

Deno.test("An attack that goes on for days costs a summary a minute after 2,000 rows of a day", async () => {
  await using opened = await open();
  const start = Math.ceil(opened.clock.now() / DAY) * DAY;
  opened.clock.advance(start - opened.clock.now());
  for (let minute = 0; minute < 24 * 60; minute++) {
    for (let n = 0; n < 25; n++) opened.audit.record(refused("198.51.100.1"));
    opened.clock.advance(MINUTE);
  }
  opened.audit.tick();
  const entries = await opened.entries();
  const summaries = entries.filter(({ kind }) => kind === "summary");
  assert.deepEqual([entries.length - summaries.length, summaries.length], [2_000, 24 * 60]);
  const counted = summaries.reduce((sum, { detail }) => sum + Number(detail.entries), 0);
  assert.equal(counted + 2_000, 24 * 60 * 25);
});

Deno.test("A state that cannot be written loses entries, which is said once and leaves them in the log", async () => {
  let broken = true;
  const add = () => broken ? Promise.reject(new Error("The disk is full")) : Promise.resolve();
  await using opened = await open({
    add,
    entries: () => Promise.resolve([]),
    prune: () => Promise.resolve(),
  });
  opened.audit.record(done);
  opened.audit.record(done);
  await opened.audit.written();
  broken = false;
  opened.audit.record(done);
  await opened.audit.written();
  const messages = opened.logged.map((line) => line.slice(0, line.indexOf(" {")));
  assert.deepEqual(messages, [
    "info Audit",
    "info Audit",
    "error The audit log cannot be written",
    "info Audit",
    "info The audit log is being written again",
  ]);
});
