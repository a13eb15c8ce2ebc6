/** The sessions of who is logged in, and the end of one of them. */
import type { Context } from "fresh";
import { isoInZone } from "../metrics/business_day.ts";
import type { UserSession } from "../state/session_store.ts";
import { peerAddress } from "./peer_address.ts";
import { cookiePlace, readCookie } from "./session_cookie.ts";
import type { State } from "./state.ts";

/** One device on which somebody is logged in; times are ISO 8601 with offset. */
export interface OwnSession {
  readonly id: string;
  readonly began_at: string;
  /** Exact to a minute. */
  readonly seen_at: string;
  readonly address: string;
  /** What the browser says of itself. */
  readonly agent: string;
  /** Whether it is the one that asks. */
  readonly current: boolean;
}

export async function ownSessions(ctx: Context<State>): Promise<OwnSession[]> {
  const { auth, timezone } = ctx.state.services;
  const own = await current(ctx);
  if (!own) return [];
  return (await auth.sessions.ofUser(own.user)).map(({ id, created_at, seen_at, address, agent }) => ({
    id,
    began_at: isoInZone(created_at, timezone),
    seen_at: isoInZone(seen_at, timezone),
    address,
    agent,
    current: id === own.session.id,
  }));
}

/** Whether who asks had such a session. What is open for it is closed at once. */
export async function endOwnSession(ctx: Context<State>, id: string): Promise<boolean> {
  const { auth, audit, server } = ctx.state.services;
  const own = await current(ctx);
  const session = own && (await auth.sessions.ofUser(own.user)).find((session) => session.id === id);
  if (!own || !session || !await auth.sessions.end({ user: own.user, session })) return false;
  const { name: actor } = own.user;
  const address = peerAddress(ctx, server.trust_proxy);
  audit({ actor, kind: "change", action: "session.revoke", target: id, address, outcome: "ok" });
  return true;
}

async function current(ctx: Context<State>): Promise<UserSession | null> {
  const secret = readCookie(ctx.req.headers, "session", cookiePlace(ctx));
  return secret === null ? null : await ctx.state.services.auth.sessions.sessionOf(secret);
}
