import type { Context } from "fresh";
import type { Asked } from "@/lib/app/check_now.ts";
import { errorResponse } from "@/lib/web/error_response.ts";
import { record } from "@/lib/web/record.ts";
import { define, type State } from "@/lib/web/state.ts";

/** Has a market checked at once. A form of a page without scripts is led back to its page. */
export const handler = define.handlers({
  POST(ctx) {
    const { code = "" } = ctx.params;
    const asked = ctx.state.services.checkNow(code);
    const outcome = asked.status === 202 ? "ok" : "failed";
    record(ctx, { kind: "change", action: "check.now", target: code, outcome });
    const isPage = ctx.req.headers.get("accept")?.includes("text/html") && asked.status !== 404;
    return isPage ? backToPage(ctx, asked) : answer(asked);
  },
});

function answer({ status, code, message, retryAfter }: Asked): Response {
  const response = status === 202
    ? Response.json({ code, message }, { status, headers: { "cache-control": "no-store" } })
    : errorResponse(status, { code, message });
  if (retryAfter !== undefined) response.headers.set("retry-after", String(retryAfter));
  return response;
}

function backToPage({ params, state }: Context<State>, { code }: Asked): Response {
  const { basePath, now } = state.services;
  const location = `${basePath}/markets/${encodeURIComponent(params.code!)}?asked=${code}&at=${now()}#state`;
  return new Response(null, { status: 303, headers: { location } });
}
