import assert from "node:assert/strict";
import type { AuditEvent } from "@/lib/auth/audit.ts";
import { type NewToken, TOKEN_LIMITS, TokenDesk } from "@/lib/auth/token_desk.ts";
import { newSecret } from "@/lib/auth/token_secret.ts";
import { Tokens } from "@/lib/auth/tokens.ts";
import type { Viewer } from "@/lib/shared/viewer.ts";
import { openSqliteState } from "@/lib/state/state_store_sqlite.ts";
import type { TokenStore } from "@/lib/state/token_store.ts";
import { FakeClock } from "../live/fakes.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
const HERE = "203.0.113.7";
const ADMIN = { actor: "kim", address: HERE };

const wish = (overrides: Partial<NewToken> = {}): NewToken => ({
  kind: "api",
  name: "warehouse",
  scopes: ["read"],
  masked: false,
  life: 90 * DAY,
  ...overrides,
});

/** Two processes on one state: `desk` is another one's unless a test says otherwise. */
async function open() {
  const clock = new FakeClock();
  const state = await openSqliteState(":memory:");
  const audited: AuditEvent[] = [];
  const failed: string[] = [];
  const audit = (event: AuditEvent) => void audited.push(event);
  const log = { error: (message: string) => void failed.push(message) };
  let broken = false;
  const store: TokenStore = new Proxy(state.tokens, {
    get: (target, name: keyof TokenStore) =>
      broken
        ? () => Promise.reject(new Error("The disk is gone"))
        : (target[name] as (...args: unknown[]) => unknown).bind(target),
  });
  const tokens = new Tokens({ store, clock, audit, log });
  const desk = new TokenDesk({ store: state.tokens, clock, audit });
  const give = async (overrides: Partial<NewToken> = {}) => {
    const given = await desk.create(wish(overrides), ADMIN);
    assert.ok(given.ok);
    return given;
  };
  const find = (secret: string, kind: "api" | "screen" = "api", address = HERE) =>
    tokens.find(secret, { kind, address });
  const viewer = async (secret: string, kind: "api" | "screen" = "api"): Promise<Viewer> => {
    const found = await find(secret, kind);
    assert.ok(found.ok);
    return found.viewer;
  };
  const setBroken = (now: boolean) => void (broken = now);
  return { clock, state, tokens, desk, give, find, viewer, audited, failed, setBroken };
}

/** Lets run what waits for nothing but the store in memory. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

Deno.test("A token lets in by its scopes, and a screen's only looks", async () => {
  const { give, viewer } = await open();
  const rights = async (overrides: Partial<NewToken>) => {
    const { secret } = await give({ ...overrides, name: JSON.stringify(overrides) });
    const { ended: _, name: __, ...rest } = await viewer(secret, overrides.kind);
    return rest;
  };
  const token = { kind: "token", role: "viewer", masked: false };
  assert.deepEqual(await rights({ scopes: ["read"] }), { ...token, scopes: ["read"] });
  assert.deepEqual(await rights({ scopes: ["metrics"], masked: true }), {
    ...token,
    scopes: ["metrics"],
    masked: true,
  });
  const operate = { ...token, role: "operator", scopes: ["operate"] };
  assert.deepEqual(await rights({ scopes: ["operate", "operate"] }), operate);
  const screen = { kind: "screen", role: "viewer", masked: true };
  assert.deepEqual(await rights({ kind: "screen", scopes: ["operate"], masked: true, life: 1 }), screen);
});

Deno.test("Nothing of a token is kept that would open anything", async () => {
  const { give, state } = await open();
  const { secret, token } = await give();
  const kept = JSON.stringify([await state.tokens.all(), token]);
  assert.ok(!kept.includes(secret) && !kept.includes(secret.slice(3)));
});

Deno.test("What is no token, or another kind's, or one that ended, opens nothing, and it is said which", async () => {
  const { give, find, desk, clock } = await open();
  const [api, screen, revoked] = [
    await give(),
    await give({ kind: "screen", name: "TV" }),
    await give({ name: "old" }),
  ];
  await desk.revoke(revoked.token.id, ADMIN);
  const fault = async (...args: Parameters<typeof find>) => {
    const found = await find(...args);
    return found.ok ? "ok" : found.fault;
  };
  assert.deepEqual(
    [
      await fault(api.secret),
      await fault(screen.secret, "screen"),
      await fault(api.secret, "screen"),
      await fault(screen.secret, "api"),
      await fault(newSecret("api")),
      await fault(`${api.secret}x`),
      await fault(revoked.secret),
    ],
    ["ok", "ok", "malformed", "malformed", "unknown", "malformed", "revoked"],
  );
  clock.advance(90 * DAY - 1);
  assert.equal(await fault(api.secret), "ok");
  clock.advance(1);
  assert.equal(await fault(api.secret), "expired");
  clock.advance(4_000 * DAY);
  assert.equal(await fault(screen.secret, "screen"), "ok");
});

Deno.test("What is open for a token ends at its expiry", async () => {
  const { give, viewer, tokens, clock } = await open();
  const { ended } = await viewer((await give({ life: MINUTE })).secret);
  clock.advance(MINUTE - 1);
  tokens.tick();
  assert.equal(ended.aborted, false);
  clock.advance(1);
  tokens.tick();
  assert.equal(ended.aborted, true);
});

Deno.test("What is open for a token ends within two seconds after another process has revoked it", async () => {
  const { give, viewer, find, desk, tokens, clock } = await open();
  const [one, other] = [await give(), await give({ name: "other" })];
  const [first, second] = [await viewer(one.secret), await viewer(other.secret)];
  assert.equal(await viewer(one.secret), first);
  await desk.revoke(one.token.id, ADMIN);
  for (let second = 0; second < 2; second++) {
    clock.advance(SECOND);
    tokens.tick();
    await settled();
  }
  assert.deepEqual([first.ended.aborted, second.ended.aborted], [true, false]);
  assert.deepEqual(await find(one.secret), { ok: false, fault: "revoked" });
});

Deno.test("end() ends what is open for a token at once", async () => {
  const { give, viewer, tokens } = await open();
  const { secret, token } = await give();
  const { ended } = await viewer(secret);
  tokens.end(token.id);
  assert.equal(ended.aborted, true);
});

Deno.test("While the state cannot be read, tokens that are known stay good and others are not let in", async () => {
  const { give, viewer, find, tokens, clock, setBroken, failed } = await open();
  const [known, unknown] = [await give(), await give({ name: "other" })];
  const { ended } = await viewer(known.secret);
  setBroken(true);
  for (let n = 0; n < 3; n++) {
    clock.advance(2 * SECOND);
    tokens.tick();
    await settled();
  }
  assert.equal(ended.aborted, false);
  assert.deepEqual(failed, ["Tokens cannot be looked up"]);
  await assert.rejects(find(unknown.secret), /The disk is gone/);
  setBroken(false);
  await viewer(unknown.secret);
});

Deno.test("The last use of a token is written once a minute at most", async () => {
  const { give, viewer, state, clock } = await open();
  const { secret } = await give();
  const lastUse = async () => (await state.tokens.all())[0]!.last_use?.at;
  const start = clock.now();
  await viewer(secret);
  assert.equal(await lastUse(), start);
  clock.advance(MINUTE - 1);
  await viewer(secret);
  assert.equal(await lastUse(), start);
  clock.advance(1);
  await viewer(secret);
  assert.equal(await lastUse(), start + MINUTE);
});

Deno.test("The audit log has the first use of a token of each day and address, and refusals alike", async () => {
  const { give, find, audited, clock } = await open();
  const { secret, token } = await give();
  audited.length = 0;
  for (let n = 0; n < 3; n++) await find(secret);
  await find(secret, "api", "198.51.100.1");
  for (let n = 0; n < 3; n++) await find("mp_wrong");
  const rows = audited.map(({ action, actor, target, address, outcome, detail }) => [
    action,
    actor,
    target,
    address,
    outcome,
    detail?.fault,
  ]);
  assert.deepEqual(rows, [
    ["token.use", "warehouse", token.id, HERE, "ok", undefined],
    ["token.use", "warehouse", token.id, "198.51.100.1", "ok", undefined],
    ["token.use", null, null, HERE, "refused", "malformed"],
  ]);
  clock.advance(DAY);
  await find(secret);
  assert.equal(audited.length, 4);
});

Deno.test("A restarted process knows that a token was used from there today", async () => {
  const { give, find, state, clock } = await open();
  const { secret } = await give();
  await find(secret);
  const audited: AuditEvent[] = [];
  const tokens = new Tokens({
    store: state.tokens,
    clock,
    audit: (event) => audited.push(event),
    log: { error() {} },
  });
  await tokens.find(secret, { kind: "api", address: HERE });
  assert.equal(audited.length, 0);
  await tokens.find(secret, { kind: "api", address: "198.51.100.1" });
  assert.equal(audited.length, 1);
});

Deno.test("TokenDesk.create() refuses names, lives and scopes that make no sense", async () => {
  const { desk, give, clock } = await open();
  const refusal = async (overrides: Partial<NewToken>) => {
    const given = await desk.create(wish(overrides), ADMIN);
    return given.ok ? null : given.refusal;
  };
  const { least, most } = TOKEN_LIMITS.life;
  assert.equal(await refusal({ name: "  " }), "bad_name");
  assert.equal(await refusal({ name: "가".repeat(81) }), "bad_name");
  assert.equal(await refusal({ name: "a\u001b[2Jb" }), "bad_name");
  assert.equal(await refusal({ scopes: [] }), "no_scope");
  for (const life of [0, least - 1, most + 1, NaN, -1, Infinity]) {
    assert.equal(await refusal({ life }), "bad_life");
  }
  await give({ name: " 창고 ", life: DAY });
  assert.equal(await refusal({ name: "창고" }), "name_taken");
  clock.advance(DAY);
  assert.equal(await refusal({ name: "창고" }), null);
});

Deno.test("TokenDesk.create() gives out no more than 500 that are in force", async () => {
  const { desk, give, state } = await open();
  const { token } = await give();
  for (let n = 1; n < 500; n++) {
    await state.tokens.add({ ...token, id: `t${n}`, name: `t${n}`, hash: `h${n}` });
  }
  assert.deepEqual(await desk.create(wish({ name: "more" }), ADMIN), { ok: false, refusal: "too_many" });
  await desk.revoke("t7", ADMIN);
  assert.equal((await desk.create(wish({ name: "more" }), ADMIN)).ok, true);
});

Deno.test("Giving out and taking back is in the audit log, without the secret", async () => {
  const { give, desk, audited } = await open();
  const { secret, token } = await give();
  await desk.revoke(token.id, ADMIN);
  assert.equal(await desk.revoke("none", ADMIN), null);
  const rows = audited.map(({ action, actor, target, outcome }) => [action, actor, target, outcome]);
  assert.deepEqual(rows, [
    ["token.create", "kim", token.id, "ok"],
    ["token.revoke", "kim", token.id, "ok"],
    ["token.revoke", "kim", "none", "failed"],
  ]);
  assert.ok(!JSON.stringify(audited).includes(secret));
});
