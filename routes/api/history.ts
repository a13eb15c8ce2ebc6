import { historyAnswer } from "@/lib/web/history_answer.ts";
import { define } from "@/lib/web/state.ts";

/** One recorded figure over time: `?metric=sales.today.today_orders&from=&to=&step=60`. */
export const handler = define.handlers({
  GET: ({ url, state: { services } }) =>
    historyAnswer({
      url,
      services,
      write: (history) => Response.json(history, { headers: { "cache-control": "no-store" } }),
    }),
});
