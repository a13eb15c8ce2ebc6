import type { Context, Middleware } from "fresh";
import { hostAllowed, hostnameOf } from "./allowed_host.ts";
import { errorResponse } from "./error_response.ts";
import { fromTrustedProxy } from "./peer_address.ts";
import type { State } from "./state.ts";
import { webTexts } from "./texts.ts";

/**
 * Refuses requests for a name that is none of this server's with 421, which says how to allow it. The `Host` itself has
 * to be allowed also where a proxy is trusted: a page can make up the headers of a proxy, but not that one.
 */
export function refuseForeignHosts(): Middleware<State> {
  return async function foreignHostMiddleware(ctx) {
    const { services: { server } } = ctx.state;
    for (const header of hostsOf(ctx.req, fromTrustedProxy(ctx, server.trust_proxy))) {
      const hostname = hostnameOf(header);
      if (hostname === null) return errorResponse(400, { code: "bad_request", message: webTexts.badRequest });
      if (!hostAllowed(hostname, server)) return refusal(ctx, hostname);
    }
    return await ctx.next();
  };
}

/**
 * Whom a client says that it asks. A first line can name another host than `Host`, and routes go by it; HTTP/1.0 has no
 * `Host`, and no browser speaks it.
 */
function hostsOf({ headers, url }: Request, viaProxy: boolean): string[] {
  const forwarded = viaProxy ? headers.get("x-forwarded-host")?.split(",")[0]?.trim() : undefined;
  return [new URL(url).host, headers.get("host"), forwarded].filter((host) => typeof host === "string");
}

/** As text for who opened a page, as JSON for programs. */
function refusal({ req, state: { language } }: Context<State>, hostname: string): Response {
  const message = webTexts.hostRefused(hostname);
  if (!req.headers.get("accept")?.includes("text/html")) {
    return errorResponse(421, { code: "host_refused", message });
  }
  const headers = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" };
  return new Response(`${message[language]}\n`, { status: 421, headers });
}
