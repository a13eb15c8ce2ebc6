import type { Refused } from "../live/admission.ts";
import { errorResponse } from "./error_response.ts";
import { webTexts } from "./texts.ts";

/** 503, or 429 where the client's own address is the reason, with `Retry-After`. */
export function refusedLive({ code, retryAfter }: Refused): Response {
  const status = code === "full_for_address" ? 429 : 503;
  const response = errorResponse(status, { code, message: webTexts[code](retryAfter) });
  response.headers.set("retry-after", String(retryAfter));
  return response;
}
