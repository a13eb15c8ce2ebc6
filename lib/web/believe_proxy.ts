import type { Middleware } from "fresh";
import { fromTrustedProxy } from "./peer_address.ts";
import type { State } from "./state.ts";

/**
 * Takes the host and protocol of `ctx.url` from what a trusted proxy says of them; anybody else's word changes nothing.
 * Each proxy adds to a list, whose first entry is what the client asked for.
 */
export function believeProxy(services: State["services"]): Middleware<State> {
  return async function believeProxyMiddleware(ctx) {
    // A reload may have changed it.
    if (fromTrustedProxy(ctx, services.server.trust_proxy)) {
      const { url, req } = ctx;
      const first = (name: string) => req.headers.get(name)?.split(",")[0]?.trim();
      const protocol = first("x-forwarded-proto");
      if (protocol === "http" || protocol === "https") url.protocol = protocol;
      const host = first("x-forwarded-host");
      if (host) {
        // A host without a port would keep the one that the proxy has connected to.
        url.port = "";
        url.host = host;
      }
    }
    return await ctx.next();
  };
}
