/** Cross-origin resource sharing (https://fetch.spec.whatwg.org/#http-cors-protocol) with the sites of a list, and no others. */
import type { Middleware } from "fresh";
import { isApi } from "./is_api.ts";
import type { State } from "./state.ts";

/** Seconds for which a browser may remember what a preflight was answered. */
const REMEMBERED = "600";

/**
 * Lets pages of `server.allowed_origins` read the API, as they may read the live connection: with the viewer's cookie,
 * where the browser sends it, and with a token. They may change nothing. To come before whoever asks is known, because a
 * preflight brings neither cookie nor token.
 */
export function shareWithListed(services: State["services"]): Middleware<State> {
  return async function shareMiddleware({ req, url, next }) {
    if (!isApi(url, services.basePath)) return await next();
    const origin = req.headers.get("origin");
    // A reload may have changed the list.
    const listed = origin !== null && services.server.allowed_origins.includes(origin);
    const isPreflight = req.method === "OPTIONS" && req.headers.has("access-control-request-method");
    const response = isPreflight && listed ? preflight() : await next();
    if (response.status === 101) return response;
    response.headers.append("vary", "origin");
    if (listed) {
      response.headers.set("access-control-allow-origin", origin);
      response.headers.set("access-control-allow-credentials", "true");
      response.headers.set("access-control-expose-headers", "retry-after");
    }
    return response;
  };
}

function preflight(): Response {
  const headers = {
    "access-control-allow-methods": "GET, HEAD",
    "access-control-allow-headers": "authorization, last-event-id",
    "access-control-max-age": REMEMBERED,
  };
  return new Response(null, { status: 204, headers });
}
