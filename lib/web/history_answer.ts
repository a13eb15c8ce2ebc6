import type { Services } from "../app/services.ts";
import type { History } from "../shared/history.ts";
import { errorResponse } from "./error_response.ts";
import { parseHistoryQuery } from "./history_query.ts";

/** Answers a query for one recorded figure over time, in the form that `write` gives it. */
export async function historyAnswer(
  { url, services, write }: {
    url: URL;
    services: Pick<Services, "now" | "history">;
    write: (history: History) => Response;
  },
): Promise<Response> {
  const query = parseHistoryQuery(url.searchParams, services.now());
  if (!query.ok) return errorResponse(400, { code: "bad_query", message: query.problem });
  return write(await services.history(query.value));
}
