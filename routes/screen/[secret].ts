import type { Context } from "fresh";
import { orderedBy } from "@/lib/web/record.ts";
import { screenCookie } from "@/lib/web/screen_cookie.ts";
import { define, type State } from "@/lib/web/state.ts";
import { screenRefused } from "@/lib/web/token_texts.ts";

/** Neither this address nor that of the next page may learn the secret that stands in it. */
const HEADERS = { "cache-control": "no-store", "referrer-policy": "no-referrer" };

/** What a screen on a wall opens once: takes its secret out of the address and into a cookie. */
export const handler = define.handlers({
  async GET(ctx) {
    const { params: { secret = "" }, state: { services: { tokens, basePath } } } = ctx;
    const { address } = orderedBy(ctx);
    const found = await tokens.find(secret, { kind: "screen", address });
    if (!found.ok) return refusal(ctx);
    const cookie = screenCookie(secret, { basePath, secure: ctx.url.protocol === "https:" });
    return new Response(null, {
      status: 303,
      headers: { ...HEADERS, location: `${basePath}/`, "set-cookie": cookie },
    });
  },
});

function refusal({ state: { language } }: Context<State>): Response {
  const headers = { ...HEADERS, "content-type": "text/plain; charset=utf-8" };
  return new Response(`${screenRefused[language]}\n`, { status: 404, headers });
}
