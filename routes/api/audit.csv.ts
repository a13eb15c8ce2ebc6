import { auditAnswer, auditTable } from "@/lib/web/audit_answer.ts";
import { csvAnswer } from "@/lib/web/csv.ts";
import { record } from "@/lib/web/record.ts";
import { define } from "@/lib/web/state.ts";

/** What `/api/audit` answers, for spreadsheets. */
export const handler = define.handlers({
  GET: (ctx) =>
    auditAnswer(ctx, (entries) => {
      record(ctx, { kind: "export", action: "audit.csv", detail: { rows: entries.length } });
      return csvAnswer("audit.csv", auditTable(entries));
    }),
});
