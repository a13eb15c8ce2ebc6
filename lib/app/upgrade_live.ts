/** The live connection: checks who asks, then hands the socket to the sessions. */
import type { Context } from "fresh";
import { originAllowed } from "../live/origin.ts";
import type { Refusal } from "../live/sessions.ts";
import { PROTOCOL_V1 } from "../shared/protocol.ts";
import type { Text } from "../shared/text.ts";
import { errorResponse } from "./error_response.ts";
import { peerAddress } from "./peer_address.ts";
import type { State } from "./state.ts";
import { appTexts } from "./texts.ts";

/**
 * Seconds without an answer to the runtime's own pings after which a socket is closed. Deno's default of 30 closes
 * every socket of a process whose event loop was busy for that long.
 */
const IDLE_TIMEOUT = 120;

export function isUpgrade(request: Request): boolean {
  return request.headers.get("upgrade")?.toLowerCase() === "websocket";
}

/** Upgrades the request, or answers why not: 403 for a foreign page, 503 or 429 when there is no room. */
export function upgradeLive(ctx: Context<State>): Response {
  const { sessions, server } = ctx.state.services;
  const origin = ctx.req.headers.get("origin");
  if (!originAllowed({ origin, host: ctx.url.host, allowed: server.allowed_origins })) {
    return errorResponse(403, { code: "origin_refused", message: appTexts.originRefused(origin ?? "") });
  }
  const address = peerAddress(ctx, server.trust_proxy);
  const refusal = sessions.refusal(address);
  if (refusal) {
    return errorResponse(refusal === "full_for_address" ? 429 : 503, {
      code: refusal,
      message: refusalText(refusal),
    });
  }
  // Split as the runtime does it, which throws for a protocol that it does not find in the list.
  const offered = ctx.req.headers.get("sec-websocket-protocol")?.split(", ") ?? [];
  const patches = offered.includes(PROTOCOL_V1);
  const { socket, response } = ctx.upgrade({
    idleTimeout: IDLE_TIMEOUT,
    ...(patches ? { protocol: PROTOCOL_V1 } : {}),
  });
  sessions.add(socket, { address, patches });
  return response;
}

function refusalText(refusal: Refusal): Text {
  return refusal === "draining" ? appTexts.draining : appTexts.full;
}
