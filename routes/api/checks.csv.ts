import { type CheckEntry, checksAnswer } from "@/lib/web/checks_answer.ts";
import { checksCsv } from "@/lib/web/checks_csv.ts";
import { define } from "@/lib/web/state.ts";

/** What `/api/checks` answers, for spreadsheets. */
export const handler = define.handlers({
  GET: ({ url, state: { services } }) => checksAnswer({ url, services, write: download }),
});

function download(checks: readonly CheckEntry[]): Response {
  return new Response(checksCsv(checks), {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": 'attachment; filename="checks.csv"',
    },
  });
}
