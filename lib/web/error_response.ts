import type { ApiError } from "../shared/api_error.ts";

export function errorResponse(status: number, error: ApiError): Response {
  return Response.json({ error }, { status, headers: { "cache-control": "no-store" } });
}
