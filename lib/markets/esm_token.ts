export interface EsmKey {
  /** Master ID of ESM PLUS. */
  readonly master_id: string;
  readonly secret_key: string;
  /** The domain that is registered with the application. */
  readonly domain: string;
  /** `A:<auction id>,G:<gmarket id>` */
  readonly seller_ids: string;
}

/** Not the host that is asked, and meant to be so. */
const AUDIENCE = "sa.esmplus.com";

/**
 * The token that a seller signs for the ESM Trading API: a JWT with HMAC-SHA256 (RFC 7519; etapi.gmarket.com, API guide).
 *
 * @param at when it is signed, ms since 1970
 */
export async function esmToken(
  { master_id, secret_key, domain, seller_ids }: EsmKey,
  at: number,
): Promise<string> {
  const header = { alg: "HS256", typ: "JWT", kid: master_id };
  const claims = { iss: domain, sub: "sell", aud: AUDIENCE, iat: Math.floor(at / 1000), ssi: seller_ids };
  const signed = `${base64url(JSON.stringify(header))}.${base64url(JSON.stringify(claims))}`;
  const encoder = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret_key), algorithm, false, ["sign"]);
  const signature = await crypto.subtle.sign(algorithm, key, encoder.encode(signed));
  return `${signed}.${base64url(new Uint8Array(signature))}`;
}

function base64url(content: string | Uint8Array): string {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
