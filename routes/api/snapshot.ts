import { define } from "@/lib/web/state.ts";

export const handler = define.handlers({
  GET: (ctx) => ctx.json(ctx.state.services.snapshot(), { headers: { "cache-control": "no-store" } }),
});
