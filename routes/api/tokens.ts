import type { Context } from "fresh";
import { tokenRefusals } from "@/lib/auth/token_refusals.ts";
import { errorResponse } from "@/lib/web/error_response.ts";
import { orderedBy } from "@/lib/web/record.ts";
import { define, type State } from "@/lib/web/state.ts";
import { type TokenAnswer, tokenAnswer } from "@/lib/web/token_answer.ts";
import { tokenApiTexts } from "@/lib/web/token_texts.ts";
import { tokenWish } from "@/lib/web/token_wish.ts";

const HEADERS = { "cache-control": "no-store" };

/** The tokens of programs and screens, without what they open by; a new one's secret is answered once. */
export const handler = define.handlers({
  async GET(ctx) {
    const tokens = await ctx.state.services.tokenDesk.list();
    return Response.json({ tokens: tokens.map((token) => shown(ctx, token)) }, { headers: HEADERS });
  },

  async POST(ctx) {
    const wish = tokenWish(await ctx.req.text());
    if (!wish) return errorResponse(400, { code: "bad_request", message: tokenApiTexts.badWish });
    const { tokenDesk, basePath } = ctx.state.services;
    const given = await tokenDesk.create(wish, orderedBy(ctx));
    if (!given.ok) {
      const { refusal } = given;
      return errorResponse(refusal === "name_taken" ? 409 : 400, {
        code: refusal,
        message: tokenRefusals[refusal],
      });
    }
    const { token, secret } = given;
    const url = token.kind === "screen" ? `${ctx.url.origin}${basePath}/screen/${secret}` : null;
    return Response.json({ token: shown(ctx, token), secret, url }, { status: 201, headers: HEADERS });
  },
});

function shown(
  { state: { services } }: Context<State>,
  token: Parameters<typeof tokenAnswer>[0],
): TokenAnswer {
  return tokenAnswer(token, { now: services.now(), timezone: services.timezone });
}
