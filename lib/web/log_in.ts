/** What the login page is sent: somebody logs in, or makes the first user. */
import type { Context } from "fresh";
import { authTexts } from "../auth/texts.ts";
import type { Caller, LoginResult } from "../auth/login.ts";
import type { Text } from "../shared/text.ts";
import { StateError } from "../state/state_error.ts";
import { localTarget } from "./local_target.ts";
import { loginTexts } from "./login_texts.ts";
import { peerAddress } from "./peer_address.ts";
import { cookiePlace, DEVICE_AGE, readCookie, setCookie } from "./session_cookie.ts";
import type { State } from "./state.ts";

/** Nobody was let in; `name` is what they called themselves, to be corrected. */
export interface NotLoggedIn {
  readonly status: 200 | 400 | 403 | 429 | 503;
  /** Null: nothing is wrong, a code is to follow. */
  readonly fault: Text | null;
  readonly name: string;
  /** Seconds to wait, where that would help. */
  readonly retryAfter: number | null;
  /** The password was right, and the code comes with this. */
  readonly ticket?: string;
}

/** Seconds after which another attempt may be worth it. */
const STATE_AWAY_FOR = 10;

/** The answer for who was let in, or why they were not. */
export async function logIn(ctx: Context<State>, form: URLSearchParams): Promise<Response | NotLoggedIn> {
  try {
    return await attempt(ctx, form);
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    const name = form.get("name") ?? "";
    return { status: 503, fault: loginTexts.stateAway, name, retryAfter: STATE_AWAY_FOR };
  }
}

async function attempt(ctx: Context<State>, form: URLSearchParams): Promise<Response | NotLoggedIn> {
  const { auth } = ctx.state.services;
  await auth.known();
  const field = (name: string) => form.get(name) ?? "";
  const [name, password] = [field("name"), field("password")];
  const caller = callerOf(ctx);
  if (form.has("ticket")) {
    const ticket = field("ticket");
    const result = await auth.login.complete({ ticket, code: field("otp") }, caller);
    if (result.ok) return await letIn(ctx, result, form.get("to"));
    const again = notLoggedIn(result, name);
    return result.fault === "throttled" ? { ...again, ticket } : again;
  }
  if (!form.has("code")) {
    const result = await auth.login.attempt({ name, password }, caller);
    return result.ok ? await letIn(ctx, result, form.get("to")) : notLoggedIn(result, name);
  }
  const refused = (status: 400 | 403, fault: Text): NotLoggedIn => ({
    status,
    fault,
    name,
    retryAfter: null,
  });
  if (password !== field("again")) return refused(400, loginTexts.different);
  const made = await auth.firstUser.accept({ code: field("code"), name, password }, caller.address);
  if (!made.ok) return refused(made.fault === authTexts.wrongCode ? 403 : 400, made.fault);
  await auth.refresh();
  return await letIn(ctx, await auth.login.begin(made.user, caller), form.get("to"));
}

export function callerOf(ctx: Context<State>): Caller {
  const { req, state: { services } } = ctx;
  return {
    address: peerAddress(ctx, services.server.trust_proxy),
    agent: req.headers.get("user-agent") ?? "",
    mark: readCookie(req.headers, "device", cookiePlace(ctx)),
  };
}

/** A session of its own, whatever cookie the browser came with: nobody can have it use one that they know. */
export async function letIn(
  ctx: Context<State>,
  { secret, mark }: Extract<LoginResult, { ok: true }>,
  to: string | null,
): Promise<Response> {
  const { req, state: { services: { auth, basePath } } } = ctx;
  const place = cookiePlace(ctx);
  const before = readCookie(req.headers, "session", place);
  const replaced = before === null ? null : await auth.sessions.sessionOf(before);
  if (replaced) await auth.sessions.end(replaced);
  const headers = new Headers({ location: localTarget(to, basePath), "cache-control": "no-store" });
  setCookie(headers, "session", { ...place, value: secret, maxAge: auth.sessions.longest / 1_000 });
  setCookie(headers, "device", { ...place, value: mark, maxAge: DEVICE_AGE });
  return new Response(null, { status: 303, headers });
}

/** The same for a name that there is not and for a wrong password. */
export function notLoggedIn(result: Extract<LoginResult, { ok: false }>, name: string): NotLoggedIn {
  if (result.fault === "code") {
    const { ticket, wrong } = result;
    const [status, text] = wrong ? [403, loginTexts.wrongCode] as const : [200, null] as const;
    return { status, fault: text, name, retryAfter: null, ticket };
  }
  const { fault, wait } = result;
  if (fault === "expired") return { status: 403, fault: loginTexts.expired, name, retryAfter: null };
  if (fault === "wrong") return { status: 403, fault: loginTexts.wrong, name, retryAfter: null };
  const retryAfter = Math.max(1, Math.ceil(wait / 1_000));
  return fault === "busy"
    ? { status: 503, fault: loginTexts.busy(retryAfter), name, retryAfter }
    : { status: 429, fault: loginTexts.throttled(retryAfter), name, retryAfter };
}
