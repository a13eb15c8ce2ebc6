import assert from "node:assert/strict";
import type { AuditEntry } from "@/lib/state/audit_store.ts";
import { openSqliteState } from "@/lib/state/state_store_sqlite.ts";
import { runHere } from "./support/run_here.ts";

const HOUR = 3_600_000;

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

async function inFolder(
  entries: readonly AuditEntry[],
  test: (run: (args: string, language?: string) => ReturnType<typeof runHere>) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const env = { STATE_URL: `sqlite:${folder}/state.db`, DATABASE_URL: "postgres://shop.invalid/shop" };
  try {
    const state = await openSqliteState(env.STATE_URL);
    for (const one of entries) await state.audit.add(one);
    await state.close();
    await test((args, LANG = "en") => runHere(args.split(" "), { ...env, LANG }));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("marketpulse audit shows the last week, the latest at the end", () => {
  const now = Date.now();
  return inFolder([
    entry(now - 8 * 24 * HOUR),
    entry(now - 2 * HOUR, { outcome: "refused", actor: "침입자", detail: { tries: 3 } }),
    entry(now - HOUR, { kind: "change", action: "token.create", address: null, target: "ab12" }),
  ], async (run) => {
    const { code, out, error } = await run("audit");
    assert.deepEqual([code, error], [0, ""]);
    const [header, first, second, ...rest] = out.split("\n");
    assert.match(header!, /^WHEN {14}OUTCOME {2}ACTION {9}WHO {5}ADDRESS {6}WHAT {2}DETAIL$/);
    assert.match(
      first!,
      /^20\S+ \d\d:\d\d {2}refused {2}session\.begin {2}침입자 {2}203\.0\.113\.7 {2}- {5}tries=3$/,
    );
    assert.match(second!, / ok {7}token\.create {3}kim {5}- {12}ab12$/);
    assert.deepEqual(rest, [""]);
    assert.equal((await run("audit --since 30d")).out.split("\n").length, 5);
    assert.equal((await run("audit --kind change")).out.split("\n").length, 3);
    assert.equal((await run("audit --since 1m", "ko_KR.UTF-8")).out, "이 기간에는 기록이 없습니다\n");
  });
});

Deno.test("marketpulse audit --json is a line an entry, however many there are", () => {
  const now = Date.now();
  const many = Array.from({ length: 5_001 }, (_, n) => entry(now - HOUR, { target: String(n) }));
  return inFolder(many, async (run) => {
    const lines = (await run("audit --json")).out.trimEnd().split("\n").map((line) => JSON.parse(line));
    assert.deepEqual(lines.map(({ target }) => target), many.map(({ target }) => target));
    assert.match(lines[0].at, /\+09:00$/);
  });
});

for (
  const [args, reason] of [
    ["--since 7", "Cannot take 7 as a span: --since takes one such as 90d, 12h or 30m"],
    ["--kind all", "Unknown kind all: --kind takes login, change, export, token, summary"],
  ]
) {
  Deno.test(`marketpulse audit ${args} says what to write instead`, () =>
    inFolder([], async (run) => {
      assert.deepEqual(await run(`audit ${args}`), { code: 2, out: "", error: `${reason}\n` });
    }));
}
