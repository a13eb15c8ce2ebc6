import { openapi } from "@/lib/web/openapi.ts";
import { define } from "@/lib/web/state.ts";

export const handler = define.handlers({
  GET: (ctx) => ctx.json(openapi(ctx.state.services.basePath)),
});
