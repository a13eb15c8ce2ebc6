import assert from "node:assert/strict";
import type { NewToken } from "@/lib/auth/token_desk.ts";
import type { Role, Scope } from "@/lib/shared/viewer.ts";
import type { TestServices } from "./test_services.ts";

const DAY = 24 * 3_600_000;

/** What somebody shows at the door: headers of each of their requests. */
export type Shown = Readonly<Record<string, string>>;

/** Lets users in and gives out tokens, as the login and the command line do, and says what each then shows. */
export class Everybody {
  readonly #parts: TestServices;

  constructor(parts: TestServices) {
    this.#parts = parts;
  }

  /** A user who has logged in. */
  async user(name: string, { role = "viewer", masked = false }: { role?: Role; masked?: boolean } = {}) {
    const { state, auth, clock } = this.#parts;
    const user = { id: crypto.randomUUID(), name, role, masked, password: null, created_at: clock.now() };
    assert.ok(await state.users.add(user));
    const { secret, session } = await auth.sessions.begin(user, { address: "127.0.0.1", agent: "test" });
    await auth.refresh();
    return { shown: { cookie: `mp_session${auth.cookieSuffix}=${secret}` }, session, user };
  }

  async screen(name: string, { masked = false } = {}) {
    const { secret, token } = await this.#give({ kind: "screen", name, masked, scopes: [], life: null });
    return { shown: { cookie: `mp_screen=${secret}` }, token };
  }

  async token(name: string, { scopes, life = 90 * DAY }: { scopes: readonly Scope[]; life?: number }) {
    const { secret, token } = await this.#give({ kind: "api", name, masked: false, scopes, life });
    return { shown: { authorization: `Bearer ${secret}` }, token };
  }

  async #give(wish: NewToken) {
    const given = await this.#parts.services.tokenDesk.create(wish, { actor: null, address: null });
    assert.ok(given.ok);
    return given;
  }
}

/** Who there is, by name, and what each shows. */
export async function everybody(parts: TestServices): Promise<Record<string, Shown>> {
  const all = new Everybody(parts);
  return {
    nobody: {},
    viewer: (await all.user("viewer")).shown,
    masked: (await all.user("masked", { masked: true })).shown,
    operator: (await all.user("operator", { role: "operator" })).shown,
    admin: (await all.user("admin", { role: "admin" })).shown,
    screen: (await all.screen("screen")).shown,
    hiding: (await all.screen("hiding", { masked: true })).shown,
    read: (await all.token("read", { scopes: ["read"] })).shown,
    metrics: (await all.token("metrics", { scopes: ["metrics"] })).shown,
    operate: (await all.token("operate", { scopes: ["operate"] })).shown,
  };
}

/** Those who had rights once. */
export async function formerly(parts: TestServices): Promise<Record<string, Shown>> {
  const { clock, auth, services: { tokens, tokenDesk }, state } = parts;
  const all = new Everybody(parts);
  const by = { actor: null, address: null };
  const idle = await all.user("idle", { role: "admin" });
  const expired = await all.token("expired", { scopes: ["read", "metrics", "operate"], life: DAY });
  clock.advance(31 * DAY);
  auth.tick();
  const [out, removed] = [
    await all.user("out", { role: "admin" }),
    await all.user("removed", { role: "admin" }),
  ];
  await auth.sessions.end(out);
  await state.users.remove("removed");
  await auth.refresh();
  const [screen, token] = [
    await all.screen("off"),
    await all.token("revoked", { scopes: ["read", "operate"] }),
  ];
  for (const { token: { id } } of [screen, token]) {
    await tokenDesk.revoke(id, by);
    tokens.end(id);
  }
  return {
    "expired session": idle.shown,
    "revoked session": out.shown,
    "removed user": removed.shown,
    "revoked screen": screen.shown,
    "expired token": expired.shown,
    "revoked token": token.shown,
  };
}
