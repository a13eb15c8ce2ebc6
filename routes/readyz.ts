import { define } from "@/lib/web/state.ts";

/** 200 when every configured source delivers, else 503 naming the ones that do not. */
export const handler = define.handlers({
  GET: (ctx) => {
    const readiness = ctx.state.services.readiness();
    const status = readiness.ready ? 200 : 503;
    return ctx.json(readiness, { status, headers: { "cache-control": "no-store" } });
  },
});
