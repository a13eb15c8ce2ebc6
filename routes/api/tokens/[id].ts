import { errorResponse } from "@/lib/web/error_response.ts";
import { fromOwnPage } from "@/lib/web/from_own_page.ts";
import { orderedBy } from "@/lib/web/record.ts";
import { define } from "@/lib/web/state.ts";
import { tokenApiTexts } from "@/lib/web/token_texts.ts";

/** Ends a token, and at once what is open for it. */
export const handler = define.handlers({
  async DELETE(ctx) {
    if (!fromOwnPage(ctx.req, ctx.url)) {
      return errorResponse(403, { code: "origin_refused", message: tokenApiTexts.originRefused });
    }
    const { params: { id = "" }, state: { services: { tokenDesk, tokens } } } = ctx;
    const revoked = await tokenDesk.revoke(id, orderedBy(ctx));
    tokens.end(id);
    if (!revoked) return errorResponse(404, { code: "not_found", message: tokenApiTexts.noSuch });
    return new Response(null, { status: 204 });
  },
});
