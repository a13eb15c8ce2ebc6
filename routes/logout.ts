import { peerAddress } from "@/lib/web/peer_address.ts";
import { cookiePlace, readCookie, setCookie } from "@/lib/web/session_cookie.ts";
import { define } from "@/lib/web/state.ts";

/** Ends the session; the device stays a known one. */
export const handler = define.handlers({
  async POST(ctx) {
    const { req, state: { services } } = ctx;
    const { auth, audit, basePath, server } = services;
    const place = cookiePlace(ctx);
    const secret = readCookie(req.headers, "session", place);
    const current = secret === null ? null : await auth.sessions.sessionOf(secret);
    if (current) {
      await auth.sessions.end(current);
      const { user: { name: actor }, session: { id: target } } = current;
      const address = peerAddress(ctx, server.trust_proxy);
      audit({ actor, kind: "login", action: "session.end", target, address, outcome: "ok" });
    }
    const headers = new Headers({ location: `${basePath}/login`, "cache-control": "no-store" });
    setCookie(headers, "session", { ...place, value: "", maxAge: 0 });
    return new Response(null, { status: 303, headers });
  },
});
