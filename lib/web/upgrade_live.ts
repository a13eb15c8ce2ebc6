/** The live connection: checks who asks, then hands the socket to the sessions. */
import type { Context } from "fresh";
import { readPosition } from "../live/position.ts";
import { PROTOCOL_V1 } from "../shared/protocol.ts";
import { admitLive } from "./admit_live.ts";
import { rightsOf } from "./rights_of.ts";
import { errorResponse } from "./error_response.ts";
import { isUpgrade } from "./is_upgrade.ts";
import type { State } from "./state.ts";
import { webTexts } from "./texts.ts";

/**
 * Seconds without an answer to the runtime's own pings after which a socket is closed. Deno's default of 30 closes
 * every socket of a process whose event loop was busy for that long.
 */
const IDLE_TIMEOUT = 120;

/** Upgrades the request, or answers why not. */
export function upgradeLive(ctx: Context<State>): Response {
  const admitted = admitLive(ctx);
  if (!admitted.ok) return admitted.answer;
  const { sessions } = ctx.state.services;
  if (isUpgrade(ctx.req) && !ctx.req.headers.has("sec-websocket-key")) {
    sessions.release(admitted.address);
    return errorResponse(400, { code: "bad_upgrade", message: webTexts.badUpgrade });
  }
  try {
    return upgrade(ctx, admitted.address);
  } catch (error) {
    sessions.release(admitted.address);
    throw error;
  }
}

function upgrade(ctx: Context<State>, address: string): Response {
  // Split as the runtime does it, which throws for a protocol that it does not find in the list.
  const offered = ctx.req.headers.get("sec-websocket-protocol")?.split(", ") ?? [];
  const patches = offered.includes(PROTOCOL_V1);
  const { socket, response } = ctx.upgrade({
    idleTimeout: IDLE_TIMEOUT,
    ...(patches ? { protocol: PROTOCOL_V1 } : {}),
  });
  const position = readPosition(null, ctx.url.searchParams);
  ctx.state.services.sessions.add(socket, { address, patches, position, ...rightsOf(ctx) });
  return response;
}
