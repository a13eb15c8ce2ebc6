import type { Context } from "fresh";
import { originAllowed } from "../live/origin.ts";
import { errorResponse } from "./error_response.ts";
import { peerAddress } from "./peer_address.ts";
import type { State } from "./state.ts";
import { appTexts } from "./texts.ts";

export type Admission =
  | { readonly ok: true; readonly address: string }
  | { readonly ok: false; readonly refusal: Response };

/** Whether a further live client may come in: 403 for a foreign page, 503 or 429 when there is no room. */
export function admitLive(ctx: Context<State>): Admission {
  const { sessions, server } = ctx.state.services;
  const origin = ctx.req.headers.get("origin");
  if (!originAllowed({ origin, host: ctx.url.host, allowed: server.allowed_origins })) {
    const message = appTexts.originRefused(origin ?? "");
    return { ok: false, refusal: errorResponse(403, { code: "origin_refused", message }) };
  }
  const address = peerAddress(ctx, server.trust_proxy);
  const code = sessions.refusal(address);
  if (!code) return { ok: true, address };
  const message = code === "draining" ? appTexts.draining : appTexts.full;
  return { ok: false, refusal: errorResponse(code === "full_for_address" ? 429 : 503, { code, message }) };
}
