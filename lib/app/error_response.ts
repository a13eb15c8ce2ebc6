import { SAFE_HEADERS } from "./safe_headers.ts";
import type { Text } from "../shared/text.ts";

/** What every refused or failed API request answers: `{"error": {"code": "…", "message": {"ko": "…", "en": "…"}}}`. */
export interface ApiError {
  /** A stable word for programs. */
  readonly code: string;
  /** What, why and the remedy, for people. */
  readonly message: Text;
}

export function errorResponse(status: number, error: ApiError): Response {
  return Response.json({ error }, { status, headers: { ...SAFE_HEADERS, "cache-control": "no-store" } });
}
