import { define } from "@/lib/web/state.ts";

/** 200 while the process can answer at all, whatever its sources do. */
export const handler = define.handlers({
  GET: (ctx) => ctx.text("ok", { headers: { "cache-control": "no-store" } }),
});
