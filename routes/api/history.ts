import { errorResponse } from "@/lib/web/error_response.ts";
import { parseHistoryQuery } from "@/lib/web/history_query.ts";
import { define } from "@/lib/web/state.ts";

/** One recorded figure over time: `?metric=sales.today.today_orders&from=&to=&step=60`. */
export const handler = define.handlers({
  async GET(ctx) {
    const query = parseHistoryQuery(ctx.url.searchParams, ctx.state.services.now());
    if (!query.ok) {
      return errorResponse(400, { code: "bad_query", message: query.problem });
    }
    const history = await ctx.state.services.history(query.value);
    return ctx.json(history, { headers: { "cache-control": "no-store" } });
  },
});
