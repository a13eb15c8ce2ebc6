import { ownSessions } from "@/lib/web/own_sessions.ts";
import { define } from "@/lib/web/state.ts";

/** On which devices who asks is logged in, the one used last first. */
export const handler = define.handlers({
  GET: async (ctx) =>
    ctx.json({ sessions: await ownSessions(ctx) }, { headers: { "cache-control": "no-store" } }),
});
