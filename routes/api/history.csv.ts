import { csvAnswer } from "@/lib/web/csv.ts";
import { historyAnswer } from "@/lib/web/history_answer.ts";
import { historyTable } from "@/lib/web/metric_table.ts";
import { record } from "@/lib/web/record.ts";
import { define } from "@/lib/web/state.ts";

/** What `/api/history` answers, for spreadsheets. */
export const handler = define.handlers({
  GET: (ctx) => {
    const { services } = ctx.state;
    return historyAnswer({
      url: ctx.url,
      services,
      write: (history) => {
        record(ctx, { kind: "export", action: "history.csv", detail: { metric: history.metric } });
        return csvAnswer("history.csv", historyTable(history, services.timezone));
      },
    });
  },
});
