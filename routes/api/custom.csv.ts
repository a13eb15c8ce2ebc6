import { csvAnswer } from "@/lib/web/csv.ts";
import { errorResponse } from "@/lib/web/error_response.ts";
import { metricTable } from "@/lib/web/metric_table.ts";
import { record } from "@/lib/web/record.ts";
import { define } from "@/lib/web/state.ts";
import { webTexts } from "@/lib/web/texts.ts";

/** A metric of the seller's own as it was last read, for spreadsheets: `?metric=NAME`. */
export const handler = define.handlers({
  GET(ctx) {
    const name = ctx.url.searchParams.get("metric") ?? "";
    const table = metricTable(name, ctx.state.services.snapshot());
    if (!table) return errorResponse(404, { code: "unknown_metric", message: webTexts.unknownMetric });
    record(ctx, { kind: "export", action: "custom.csv", detail: { metric: name, rows: table.length - 1 } });
    return csvAnswer("metric.csv", table);
  },
});
