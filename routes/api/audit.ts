import { auditAnswer } from "@/lib/web/audit_answer.ts";
import { define } from "@/lib/web/state.ts";

/** Who did what, newest first. */
export const handler = define.handlers({
  GET: (ctx) =>
    auditAnswer(ctx, (entries) => Response.json({ entries }, { headers: { "cache-control": "no-store" } })),
});
