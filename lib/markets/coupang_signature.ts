import { createHmac } from "node:crypto";

export interface CoupangRequest {
  readonly method: string;
  /** From `/v2/…` on, without host. */
  readonly path: string;
  /** Percent-encoded, exactly as it is sent, without the question mark; empty when there is none. */
  readonly query?: string;
  /** When it is signed, ms since 1970. */
  readonly at: number;
}

/**
 * The Authorization header of Coupang's open API: `signed-date + METHOD + path + query` as HMAC-SHA256 in lower-case
 * hex. The date is UTC with two digits of the year; the body is not signed (developers.coupangcorp.com 360033461914).
 */
export function coupangAuthorization(
  request: CoupangRequest,
  { access_key, secret_key }: { readonly access_key: string; readonly secret_key: string },
): string {
  const signature = coupangSignature(request, secret_key);
  return `CEA algorithm=HmacSHA256, access-key=${access_key}, ` +
    `signed-date=${signedDate(request.at)}, signature=${signature}`;
}

/** The signature alone, 64 lower-case hex digits. */
export function coupangSignature(
  { method, path, query = "", at }: CoupangRequest,
  secretKey: string,
): string {
  return createHmac("sha256", secretKey).update(signedDate(at) + method + path + query).digest("hex");
}

/** `yyMMdd'T'HHmmss'Z'` in UTC. */
export function signedDate(at: number): string {
  return new Date(at).toISOString().slice(2, 19).replaceAll(/[-:]/g, "") + "Z";
}
