import type { Context } from "fresh";
import { errorResponse } from "@/lib/web/error_response.ts";
import { record } from "@/lib/web/record.ts";
import { saleTexts } from "@/lib/web/sale_texts.ts";
import { define, type State } from "@/lib/web/state.ts";

/** Big-sale mode: until when it lasts, its beginning and its end. */
export const handler = define.handlers({
  GET: (ctx) => answer(ctx),
  async POST(ctx) {
    const { sale } = ctx.state.services;
    const hours = await hoursOf(ctx.req);
    try {
      if (hours === 0) await sale.stop();
      else await sale.start(hours);
      record(ctx, { kind: "change", action: hours === 0 ? "sale.stop" : "sale.start", detail: { hours } });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return errorResponse(400, { code: "bad_hours", message: saleTexts.badHours });
    }
    return ctx.req.headers.get("accept")?.includes("text/html") ? backToPage(ctx) : answer(ctx);
  },
});

/** `hours` of a JSON object or of a form; NaN where there is none. */
async function hoursOf(request: Request): Promise<number> {
  const text = await request.text();
  if (request.headers.get("content-type")?.includes("application/x-www-form-urlencoded")) {
    return Number(new URLSearchParams(text).get("hours") || NaN);
  }
  try {
    const hours: unknown = JSON.parse(text)?.hours;
    return typeof hours === "number" ? hours : NaN;
  } catch {
    return NaN;
  }
}

function answer({ state: { services } }: Context<State>): Response {
  const { sale } = services.snapshot();
  return Response.json({ until: sale?.until ?? null }, { headers: { "cache-control": "no-store" } });
}

function backToPage({ state: { services } }: Context<State>): Response {
  return new Response(null, { status: 303, headers: { location: `${services.basePath}/` } });
}
