import { define } from "@/lib/web/state.ts";

/** 200 when every configured source delivers, else 503; which ones do not is for those who may look. */
export const handler = define.handlers({
  GET: (ctx) => {
    const { viewer, services } = ctx.state;
    const readiness = services.readiness();
    const status = readiness.ready ? 200 : 503;
    return ctx.json(viewer ? readiness : { ready: readiness.ready }, {
      status,
      headers: { "cache-control": "no-store" },
    });
  },
});
