import type { Context } from "fresh";
import type { Refused } from "../live/admission.ts";
import { originAllowed } from "../live/origin.ts";
import { errorResponse } from "./error_response.ts";
import { peerAddress } from "./peer_address.ts";
import type { State } from "./state.ts";
import { appTexts } from "./texts.ts";

/** A client for which a place is reserved, or what it is answered instead. */
export type Admitted =
  | { readonly ok: true; readonly address: string }
  | { readonly ok: false; readonly answer: Response };

/**
 * Reserves a place for a further live client, and lets it wait for its turn when many come at once. It is answered 403
 * for a foreign page, and 503 or 429 with `Retry-After` when there is no room.
 */
export function admitLive(ctx: Context<State>): Admitted | Promise<Admitted> {
  const { sessions, server } = ctx.state.services;
  const origin = ctx.req.headers.get("origin");
  if (!originAllowed({ origin, host: ctx.url.host, allowed: server.allowed_origins })) {
    const message = appTexts.originRefused(origin ?? "");
    return { ok: false, answer: errorResponse(403, { code: "origin_refused", message }) };
  }
  const address = peerAddress(ctx, server.trust_proxy);
  const turn = sessions.reserve(address);
  if (typeof turn !== "number") return { ok: false, answer: refused(turn) };
  const admitted = { ok: true, address } as const;
  return turn === 0 ? admitted : new Promise((resolve) => setTimeout(() => resolve(admitted), turn));
}

function refused({ code, retryAfter }: Refused): Response {
  const status = code === "full_for_address" ? 429 : 503;
  const response = errorResponse(status, { code, message: appTexts[code](retryAfter) });
  response.headers.set("retry-after", String(retryAfter));
  return response;
}
