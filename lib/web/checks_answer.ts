import { isoInZone } from "../metrics/business_day.ts";
import type { CheckRecord } from "../state/state_store.ts";
import { errorResponse } from "./error_response.ts";
import { parseChecksQuery } from "./checks_query.ts";
import type { Services } from "../app/services.ts";

/** A recorded check as programs get it; `at` is ISO 8601 with the offset of the business's zone. */
export interface CheckEntry extends Omit<CheckRecord, "at"> {
  at: string;
}

/**
 * Answers a request for recorded checks, newest first, in the form that `write` gives them; 400 with what is wrong when
 * the query is.
 */
export async function checksAnswer(
  { url, services, write }: {
    url: URL;
    services: Services;
    write: (checks: readonly CheckEntry[]) => Response;
  },
): Promise<Response> {
  const query = parseChecksQuery(url.searchParams, { now: services.now(), markets: services.markets });
  if (!query.ok) return errorResponse(400, { code: "bad_query", message: query.problem });
  const records = await services.checks(query.value);
  const response = write(
    records.map((record) => ({ ...record, at: isoInZone(record.at, services.timezone) })),
  );
  response.headers.set("cache-control", "no-store");
  return response;
}
