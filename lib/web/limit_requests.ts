/** How large a request may be and how long it may take to arrive, for every route. */
import type { Middleware } from "fresh";
import type { ApiError } from "../shared/api_error.ts";
import { errorResponse } from "./error_response.ts";
import { excessTexts } from "./excess_texts.ts";
import { readBody } from "./read_body.ts";
import type { State } from "./state.ts";

export const REQUEST_LIMITS = {
  /** Characters of an address; the longest of our own has some hundreds. */
  address: 8_192,
  /** Characters of all headers. */
  headers: 32_768,
  /** Bytes of a body. */
  body: 256 * 1024,
  /** Milliseconds for a body to arrive. */
  bodyWithin: 10_000,
} as const;

/** Whatever else has a body, nobody reads it. */
const WITH_BODY = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/**
 * Answers 414, 431, 413, 408 or 415 for what is over a limit, and 400 for a body that cannot be told from what comes after it. A body is read here and handed on whole, so that no route can
 * be made to wait or to collect; one that is compressed is refused, because nobody knows how large it would become.
 */
export function limitRequests(
  limits: { [key in keyof typeof REQUEST_LIMITS]: number } = REQUEST_LIMITS,
): Middleware<State> {
  return async function limitMiddleware(ctx) {
    const { req } = ctx;
    if (req.url.length > limits.address) return refusal(414, "address_too_long");
    if (lengthOf(req.headers) > limits.headers) return refusal(431, "headers_too_large");
    if (req.body === null || !WITH_BODY.has(req.method)) return await ctx.next();
    const encoding = req.headers.get("content-encoding") ?? "identity";
    if (encoding.toLowerCase() !== "identity") return refusal(415, "compressed_body");
    if (Number(req.headers.get("content-length")) > limits.body) return refusal(413, "body_too_large");
    if (isAmbiguous(req.headers)) return refusal(400, "broken_body");
    const body = await readBody(req.body, { most: limits.body, within: limits.bodyWithin });
    if (body === "too_large") return refusal(413, "body_too_large");
    if (body === "too_slow") return refusal(408, "body_too_slow");
    if (body === "broken") return refusal(400, "broken_body");
    const { method, headers } = req;
    ctx.req = new Request(req.url, { method, headers, body });
    return await ctx.next();
  };
}

/** Whether another program on the way could find the body's end elsewhere: RFC 9112, section 6.1. Deno 2.4 lets this pass. */
function isAmbiguous(headers: Headers): boolean {
  const coding = headers.get("transfer-encoding");
  return coding !== null && (coding.toLowerCase() !== "chunked" || headers.has("content-length"));
}

function lengthOf(headers: Headers): number {
  let length = 0;
  for (const [name, value] of headers) length += name.length + value.length + 4;
  return length;
}

function refusal(status: number, code: keyof typeof excessTexts): Response {
  const error: ApiError = { code, message: excessTexts[code] };
  const response = errorResponse(status, error);
  // What is still on its way is not read.
  response.headers.set("connection", "close");
  return response;
}
