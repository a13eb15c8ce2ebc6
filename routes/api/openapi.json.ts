import { openapi } from "@/lib/app/openapi.ts";
import { define } from "@/lib/app/state.ts";

export const handler = define.handlers({
  GET: (ctx) => ctx.json(openapi(ctx.state.services.basePath)),
});
