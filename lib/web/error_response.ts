import { SAFE_HEADERS } from "./safe_headers.ts";
import type { ApiError } from "../shared/api_error.ts";

export function errorResponse(status: number, error: ApiError): Response {
  return Response.json({ error }, { status, headers: { ...SAFE_HEADERS, "cache-control": "no-store" } });
}
