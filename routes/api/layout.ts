import type { Context } from "fresh";
import { settingsText } from "@/lib/shared/i18n/settings_texts.ts";
import { errorResponse } from "@/lib/web/error_response.ts";
import { layoutWish } from "@/lib/web/layout_wish.ts";
import { record } from "@/lib/web/record.ts";
import { define, type State } from "@/lib/web/state.ts";

/** Which cards pages show; `{ "dashboard": null }` goes back to the configuration file. */
export const handler = define.handlers({
  GET: (ctx) => answer(ctx),
  async POST(ctx) {
    const wish = await layoutWish(ctx.req);
    try {
      await ctx.state.services.layout.save(wish);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return errorResponse(400, { code: "bad_layout", message: settingsText("badArrangement") });
    }
    record(ctx, { kind: "change", action: wish === null ? "layout.reset" : "layout.save" });
    return ctx.req.headers.get("accept")?.includes("text/html") ? backToPage(ctx) : answer(ctx);
  },
});

function answer({ state: { services } }: Context<State>): Response {
  const { saved, shown } = services.layout;
  const body = { dashboard: shown.dashboard, saved: saved !== null };
  return Response.json(body, { headers: { "cache-control": "no-store" } });
}

function backToPage({ state: { services } }: Context<State>): Response {
  return new Response(null, { status: 303, headers: { location: `${services.basePath}/settings` } });
}
