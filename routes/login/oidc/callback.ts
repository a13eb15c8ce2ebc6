import { callerOf, letIn } from "@/lib/web/log_in.ts";
import { backToLogin, callbackUrl } from "@/lib/web/oidc_pages.ts";
import { cookiePlace, readCookie, setCookie } from "@/lib/web/session_cookie.ts";
import { define } from "@/lib/web/state.ts";

/** Where the OpenID provider sends who has said there who they are. */
export const handler = define.handlers({
  async GET(ctx) {
    const { auth } = ctx.state.services;
    if (!auth.oidc.isOn) return backToLogin(ctx, "off");
    const place = cookiePlace(ctx);
    const kept = readCookie(ctx.req.headers, "oidc", place);
    const [, pending = null, to = ""] = /^([\w-]+\.[\w-]+)\.(.*)$/.exec(kept ?? "") ?? [];
    const caller = callerOf(ctx);
    const answer = new URL(callbackUrl(ctx) + ctx.url.search);
    const result = await auth.oidc.complete(answer, { pending, address: caller.address });
    // The first user closes the door.
    if (result.ok) await auth.refresh();
    const response = result.ok
      ? await letIn(ctx, await auth.login.begin(result.user, caller), decoded(to))
      : backToLogin(ctx, result.fault);
    // What was begun is over, however it ended.
    setCookie(response.headers, "oidc", { ...place, value: "", maxAge: 0 });
    return response;
  },
});

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
