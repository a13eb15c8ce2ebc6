import { errorResponse } from "@/lib/web/error_response.ts";
import { endOwnSession } from "@/lib/web/own_sessions.ts";
import { define } from "@/lib/web/state.ts";
import { webTexts } from "@/lib/web/texts.ts";

export const handler = define.handlers({
  /** Logs out on one of one's devices. */
  async DELETE(ctx) {
    const ended = await endOwnSession(ctx, ctx.params.id ?? "");
    return ended
      ? new Response(null, { status: 204 })
      : errorResponse(404, { code: "not_found", message: webTexts.notFound });
  },
});
