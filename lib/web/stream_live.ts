/** The live messages as Server-Sent Events, for where a proxy lets no WebSocket through. */
import type { Context } from "fresh";
import { readPosition } from "../live/position.ts";
import { admitLive } from "./admit_live.ts";
import { rightsOf } from "./rights_of.ts";
import type { State } from "./state.ts";

const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  // What transforms also collects: a compressed event would wait for the next ones.
  "cache-control": "no-store, no-transform",
  // Source: https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffering
  "x-accel-buffering": "no",
};

/** Answers with a stream that lasts as long as the client stays, or says why not, as for a WebSocket. */
export function streamLive(ctx: Context<State>): Response {
  const admitted = admitLive(ctx);
  if (!admitted.ok) return admitted.answer;
  const position = readPosition(ctx.req.headers.get("last-event-id"), ctx.url.searchParams);
  const { sessions } = ctx.state.services;
  return new Response(sessions.addStream({ address: admitted.address, position, ...rightsOf(ctx) }), {
    headers: HEADERS,
  });
}
