import { checksAnswer } from "@/lib/web/checks_answer.ts";
import { checksTable } from "@/lib/web/checks_table.ts";
import { csvAnswer } from "@/lib/web/csv.ts";
import { record } from "@/lib/web/record.ts";
import { define } from "@/lib/web/state.ts";

/** What `/api/checks` answers, for spreadsheets. */
export const handler = define.handlers({
  GET: (ctx) =>
    checksAnswer({
      url: ctx.url,
      services: ctx.state.services,
      write: (checks) => {
        record(ctx, { kind: "export", action: "checks.csv", detail: { rows: checks.length } });
        return csvAnswer("checks.csv", checksTable(checks));
      },
    }),
});
