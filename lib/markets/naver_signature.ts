import { hash } from "bcryptjs";

/**
 * The `client_secret_sign` of Naver's token endpoint: base64 of bcrypt(`{client_id}_{timestamp}`), where the client
 * secret is itself the salt (apicenter.commerce.naver.com/docs/auth).
 *
 * @param timestamp ms since 1970, the same that is sent beside the signature
 * @throws {Error} when the secret is not a bcrypt salt; see {@linkcode isNaverSecret}
 */
export async function naverSignature(
  timestamp: number,
  { client_id, client_secret }: { readonly client_id: string; readonly client_secret: string },
): Promise<string> {
  return btoa(await hash(`${client_id}_${timestamp}`, client_secret));
}

/** Costs above 14 are refused because hashing would take seconds; Naver's are 4 or 10. */
export function isNaverSecret(secret: string): boolean {
  return /^\$2[aby]\$(0[4-9]|1[0-4])\$[./A-Za-z0-9]{22}$/.test(secret);
}
