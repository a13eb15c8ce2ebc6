import { errorResponse } from "@/lib/web/error_response.ts";
import { orderedBy } from "@/lib/web/record.ts";
import { define } from "@/lib/web/state.ts";
import { tokenApiTexts } from "@/lib/web/token_texts.ts";

/** Ends a token, and at once what is open for it. */
export const handler = define.handlers({
  async DELETE(ctx) {
    const { params: { id = "" }, state: { services: { tokenDesk, tokens } } } = ctx;
    const revoked = await tokenDesk.revoke(id, orderedBy(ctx));
    tokens.end(id);
    if (!revoked) return errorResponse(404, { code: "not_found", message: tokenApiTexts.noSuch });
    return new Response(null, { status: 204 });
  },
});
