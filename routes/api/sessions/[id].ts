import { errorResponse } from "@/lib/web/error_response.ts";
import { fromOwnPage } from "@/lib/web/from_own_page.ts";
import { loginTexts } from "@/lib/web/login_texts.ts";
import { endOwnSession } from "@/lib/web/own_sessions.ts";
import { define } from "@/lib/web/state.ts";
import { webTexts } from "@/lib/web/texts.ts";

export const handler = define.handlers({
  /** Logs out on one of one's devices. */
  async DELETE(ctx) {
    if (!fromOwnPage(ctx.req, ctx.url)) {
      return errorResponse(403, { code: "origin_refused", message: loginTexts.foreign });
    }
    const ended = await endOwnSession(ctx, ctx.params.id ?? "");
    return ended
      ? new Response(null, { status: 204 })
      : errorResponse(404, { code: "not_found", message: webTexts.notFound });
  },
});
