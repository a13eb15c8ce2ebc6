import type { Context } from "fresh";
import { settingsPath } from "@/lib/ui/settings_path.ts";
import type { Page } from "@/lib/shared/layout.ts";
import { settingsText } from "@/lib/shared/i18n/settings_texts.ts";
import { errorResponse } from "@/lib/web/error_response.ts";
import { layoutWish } from "@/lib/web/layout_wish.ts";
import { record } from "@/lib/web/record.ts";
import { define, type State } from "@/lib/web/state.ts";

/** Which cards pages show; `{ "dashboard": null }` goes back to the configuration file, and `market` likewise. */
export const handler = define.handlers({
  GET: (ctx) => answer(ctx),
  async POST(ctx) {
    const wish = await layoutWish(ctx.req);
    if (!wish) return refused();
    try {
      await ctx.state.services.layout.save(wish.page, wish.arrangement);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return refused();
    }
    record(ctx, {
      kind: "change",
      target: wish.page,
      action: wish.arrangement === null ? "layout.reset" : "layout.save",
    });
    const fromForm = ctx.req.headers.get("accept")?.includes("text/html");
    return fromForm ? backToForm(ctx, wish.page) : answer(ctx);
  },
});

function answer({ state: { services } }: Context<State>): Response {
  const { dashboard, market } = services.layout.shown;
  const isSaved = (page: Page) => services.layout.saved(page) !== null;
  const body = { dashboard, saved: isSaved("dashboard"), market, market_saved: isSaved("market") };
  return Response.json(body, { headers: { "cache-control": "no-store" } });
}

function refused(): Response {
  return errorResponse(400, { code: "bad_layout", message: settingsText("badArrangement") });
}

function backToForm({ state: { services } }: Context<State>, page: Page): Response {
  const location = settingsPath(page, services.basePath);
  return new Response(null, { status: 303, headers: { location } });
}
