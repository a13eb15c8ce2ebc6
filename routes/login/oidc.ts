import { localTarget } from "@/lib/web/local_target.ts";
import { backToLogin, callbackUrl } from "@/lib/web/oidc_pages.ts";
import { cookiePlace, setCookie } from "@/lib/web/session_cookie.ts";
import { define } from "@/lib/web/state.ts";

/** Seconds that one may take at the provider. */
const GOOD_FOR = 600;

/** Leads to the OpenID provider, where one says who one is. */
export const handler = define.handlers({
  async GET(ctx) {
    const { auth, basePath } = ctx.state.services;
    if (!auth.oidc.isOn) return backToLogin(ctx, "off");
    const begun = await auth.oidc.begin(callbackUrl(ctx));
    if (!begun) return backToLogin(ctx, "failed");
    const to = localTarget(ctx.url.searchParams.get("to"), basePath);
    const headers = new Headers({ location: begun.url, "cache-control": "no-store" });
    const value = `${begun.pending}.${encodeURIComponent(to)}`;
    setCookie(headers, "oidc", { ...cookiePlace(ctx), value, maxAge: GOOD_FOR });
    return new Response(null, { status: 303, headers });
  },
});
