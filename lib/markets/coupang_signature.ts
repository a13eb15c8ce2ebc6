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
export async function coupangAuthorization(
  request: CoupangRequest,
  { access_key, secret_key }: { readonly access_key: string; readonly secret_key: string },
): Promise<string> {
  const signature = await coupangSignature(request, secret_key);
  return `CEA algorithm=HmacSHA256, access-key=${access_key}, ` +
    `signed-date=${signedDate(request.at)}, signature=${signature}`;
}

/** The signature alone, 64 lower-case hex digits. */
export async function coupangSignature(
  { method, path, query = "", at }: CoupangRequest,
  secretKey: string,
): Promise<string> {
  const encoder = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secretKey), algorithm, false, ["sign"]);
  const message = encoder.encode(signedDate(at) + method + path + query);
  return hex(new Uint8Array(await crypto.subtle.sign(algorithm, key, message)));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** `yyMMdd'T'HHmmss'Z'` in UTC. */
export function signedDate(at: number): string {
  return new Date(at).toISOString().slice(2, 19).replaceAll(/[-:]/g, "") + "Z";
}
