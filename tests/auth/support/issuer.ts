/** A small OpenID provider: everybody who comes is logged in as whom the test says, and what it says is really signed. */
import { Buffer } from "node:buffer";

export const CLIENT = { client_id: "marketpulse", client_secret: "zq-client-secret" };

/** What the next token says, and how it is wrong. */
export interface Says {
  readonly email?: unknown;
  readonly email_verified?: unknown;
  readonly aud?: string;
  readonly iss?: string;
  readonly nonce?: string;
  /** Seconds from now. */
  readonly expires?: number;
  /** Signed by a key that is not the provider's. */
  readonly forged?: boolean;
}

interface Granted {
  readonly nonce: string;
  readonly challenge: string;
  readonly redirect_uri: string;
}

const RSA = {
  name: "RSASSA-PKCS1-v1_5",
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: "SHA-256",
};
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const newKey = () => crypto.subtle.generateKey(RSA, true, ["sign", "verify"]) as Promise<CryptoKeyPair>;

export class TestIssuer implements AsyncDisposable {
  says: Says = { email: "kim@example.com", email_verified: true };
  readonly url: string;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #codes = new Map<string, Granted>();
  readonly #keys: { readonly own: CryptoKeyPair; readonly other: CryptoKeyPair };

  private constructor(keys: { own: CryptoKeyPair; other: CryptoKeyPair }) {
    this.#keys = keys;
    const serve = (request: Request) => this.#answer(request);
    this.#server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, serve);
    this.url = `http://127.0.0.1:${this.#server.addr.port}`;
  }

  static async start(): Promise<TestIssuer> {
    return new TestIssuer({ own: await newKey(), other: await newKey() });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }

  async #answer(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    switch (pathname) {
      case "/.well-known/openid-configuration":
        return Response.json({
          issuer: this.url,
          authorization_endpoint: `${this.url}/authorize`,
          token_endpoint: `${this.url}/token`,
          jwks_uri: `${this.url}/jwks`,
          response_types_supported: ["code"],
          id_token_signing_alg_values_supported: ["RS256"],
          code_challenge_methods_supported: ["S256"],
        });
      case "/jwks": {
        const jwk = await crypto.subtle.exportKey("jwk", this.#keys.own.publicKey);
        return Response.json({ keys: [{ ...jwk, kid: "1", alg: "RS256", use: "sig" }] });
      }
      case "/authorize":
        return this.#authorize(searchParams);
      case "/token":
        return await this.#token(new URLSearchParams(await request.text()));
    }
    return new Response(null, { status: 404 });
  }

  #authorize(asked: URLSearchParams): Response {
    const known = asked.get("client_id") === CLIENT.client_id &&
      asked.get("code_challenge_method") === "S256" &&
      asked.get("response_type") === "code" && asked.get("scope") === "openid email";
    if (!known) return new Response("Unknown client", { status: 400 });
    const code = crypto.randomUUID();
    const [nonce, challenge, redirect_uri] = ["nonce", "code_challenge", "redirect_uri"].map((name) =>
      asked.get(name)!
    ) as [string, string, string];
    this.#codes.set(code, { nonce, challenge, redirect_uri });
    const back = new URL(redirect_uri);
    back.search = new URLSearchParams({ code, state: asked.get("state")! }).toString();
    return new Response(null, { status: 302, headers: { location: back.href } });
  }

  async #token(asked: URLSearchParams): Promise<Response> {
    const granted = this.#codes.get(asked.get("code") ?? "");
    this.#codes.delete(asked.get("code") ?? "");
    const verifier = new TextEncoder().encode(asked.get("code_verifier") ?? "");
    const challenge = Buffer.from(await crypto.subtle.digest("SHA-256", verifier)).toString("base64url");
    const isRight = granted && granted.challenge === challenge &&
      granted.redirect_uri === asked.get("redirect_uri") &&
      asked.get("client_id") === CLIENT.client_id && asked.get("client_secret") === CLIENT.client_secret;
    if (!isRight) return Response.json({ error: "invalid_grant" }, { status: 400 });
    const id_token = await this.#sign(granted.nonce);
    return Response.json({ access_token: "unused", token_type: "Bearer", expires_in: 60, id_token });
  }

  async #sign(given: string): Promise<string> {
    const { forged, expires = 60, ...said } = this.says;
    const now = Math.floor(Date.now() / 1_000);
    const claims = {
      iss: this.url,
      aud: CLIENT.client_id,
      sub: "1",
      iat: now,
      exp: now + expires,
      nonce: given,
      ...said,
    };
    const text = `${base64url({ alg: "RS256", kid: "1" })}.${base64url(claims)}`;
    const { privateKey } = forged ? this.#keys.other : this.#keys.own;
    const signature = await crypto.subtle.sign(RSA.name, privateKey, new TextEncoder().encode(text));
    return `${text}.${Buffer.from(signature).toString("base64url")}`;
  }
}
