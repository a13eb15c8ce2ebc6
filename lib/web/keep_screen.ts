import type { Middleware } from "fresh";
import { screenCookie, screenSecret } from "./screen_cookie.ts";
import type { State } from "./state.ts";

/** Gives a screen its cookie anew with each page that it opens, because browsers forget one after 400 days. */
export function keepScreen(): Middleware<State> {
  return async function keepScreenMiddleware(ctx) {
    const response = await ctx.next();
    const { req, url, state: { viewer, services: { basePath } } } = ctx;
    if (viewer?.kind !== "screen" || response.status !== 200) return response;
    if (!response.headers.get("content-type")?.startsWith("text/html")) return response;
    const secret = screenSecret(req);
    const place = { basePath, secure: url.protocol === "https:" };
    if (secret !== null) response.headers.append("set-cookie", screenCookie(secret, place));
    return response;
  };
}
