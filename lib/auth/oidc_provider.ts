/** What is asked of an OpenID provider; loaded when somebody first wants to log in by one. */
import * as client from "openid-client";

export interface OidcClient {
  readonly issuer: string;
  readonly client_id: string;
  /** Empty: a public client, which PKCE alone protects. */
  readonly client_secret: string;
}

/** What has to be kept between the two steps, by the browser alone. */
export interface OidcPending {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Seconds that a provider gets to answer. */
const PATIENCE = 10;

export type Provider = client.Configuration;

/** What the provider says of itself. Without TLS only one on this machine is believed. */
export async function discover({ issuer, client_id, client_secret }: OidcClient): Promise<Provider> {
  const server = new URL(issuer);
  const insecure = server.protocol === "http:" ? [client.allowInsecureRequests] : [];
  // That the answer came over TLS would do, but it is to be signed by the provider, too.
  const execute = [...insecure, client.enableNonRepudiationChecks];
  const auth = client_secret === "" ? client.None() : client.ClientSecretPost(client_secret);
  return await client.discovery(server, client_id, undefined, auth, { execute, timeout: PATIENCE });
}

/** Where the browser is sent, and what it comes back with. */
export async function request(
  provider: Provider,
  redirect_uri: string,
): Promise<{ url: string; pending: OidcPending }> {
  const pending = {
    state: client.randomState(),
    nonce: client.randomNonce(),
    verifier: client.randomPKCECodeVerifier(),
  };
  const url = client.buildAuthorizationUrl(provider, {
    redirect_uri,
    scope: "openid email",
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: "S256",
  });
  return { url: url.href, pending };
}

/**
 * Whose address the provider vouches for; null when it does not say that it has verified one.
 *
 * @throws when the answer is not the one that was asked for, or is not signed by the provider
 */
export async function verifiedEmail(
  provider: Provider,
  answer: URL,
  { state, nonce, verifier }: OidcPending,
): Promise<string | null> {
  const checks = {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  };
  const claims = (await client.authorizationCodeGrant(provider, answer, checks)).claims();
  return claims && claims.email_verified === true && typeof claims.email === "string" ? claims.email : null;
}
