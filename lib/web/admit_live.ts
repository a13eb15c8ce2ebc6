import type { Context } from "fresh";
import { originAllowed } from "../live/origin.ts";
import { errorResponse } from "./error_response.ts";
import { peerAddress } from "./peer_address.ts";
import { refusedLive } from "./refused_live.ts";
import type { State } from "./state.ts";
import { webTexts } from "./texts.ts";

/** A client for which a place is reserved, or what it is answered instead. */
export type Admitted =
  | { readonly ok: true; readonly address: string }
  | { readonly ok: false; readonly answer: Response };

/** Reserves a place for a further live client. It is answered 403 for a foreign page, 503 or 429 when there is no room. */
export function admitLive(ctx: Context<State>): Admitted {
  const { sessions, server } = ctx.state.services;
  const origin = ctx.req.headers.get("origin");
  if (!originAllowed({ origin, host: ctx.url.host, allowed: server.allowed_origins })) {
    const message = webTexts.originRefused(origin ?? "");
    return { ok: false, answer: errorResponse(403, { code: "origin_refused", message }) };
  }
  const address = peerAddress(ctx, server.trust_proxy);
  const refused = sessions.reserve(address);
  return refused ? { ok: false, answer: refusedLive(refused) } : { ok: true, address };
}
