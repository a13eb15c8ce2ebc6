import type { Clock } from "../shared/clock.ts";
import type { CredentialAge } from "../shared/snapshot.ts";
import { tokenAge } from "./credential_age.ts";
import type { Send } from "./market.ts";
import { naverSignature } from "./naver_signature.ts";
import { parseObject } from "./read_json.ts";
import type { Seen } from "./seen.ts";

const MINUTE = 60_000;
/** Of a token from its first issue on (apicenter.commerce.naver.com/docs/auth). */
const LIFE = 180 * MINUTE;

/**
 * With 30 minutes or more left Naver answers with the same token again (apicenter.commerce.naver.com/docs/auth); a
 * minute less, so that its clock agrees.
 */
const RENEW_BELOW = 29 * MINUTE;
/** A token that came with less than that is kept for this long all the same, so that requests never pile up. */
const RENEW_EVERY = 10 * MINUTE;
/** A 401 also means a missing permission, which no new token heals. */
const REISSUE_EVERY = 60 * MINUTE;
/** Naver refuses timestamps of its future, so a clock may be this much fast. */
export const BEHIND = 3_000;

interface Held {
  readonly token: string;
  readonly renewAt: number;
  readonly issued: number;
  readonly expires: number;
}

/** The one access token of an application: asked for seldom, and never in a form that Naver would punish. */
export class NaverToken {
  #held: Held | undefined;
  #reissuedAt = -Infinity;
  readonly #credentials: { readonly client_id: string; readonly client_secret: string };
  readonly #clock: Clock;

  constructor(credentials: { readonly client_id: string; readonly client_secret: string }, clock: Clock) {
    this.#credentials = credentials;
    this.#clock = clock;
  }

  /** How old the token is; nothing where there is none that holds. */
  age(): CredentialAge[] {
    const now = this.#clock.now();
    if (!this.#held || this.#held.expires <= now) return [];
    const { issued, expires } = this.#held;
    return [tokenAge({ name: "access_token", issued, expires, now })];
  }

  /** The token, or what was seen instead of one. */
  async get(send: Send<"token">): Promise<string | Seen> {
    if (this.#held && this.#clock.now() < this.#held.renewAt) return this.#held.token;
    return await this.#issue(send);
  }

  /** After a 401: another token once an hour at most, else undefined. */
  async reissue(send: Send<"token">): Promise<string | Seen | undefined> {
    const now = this.#clock.now();
    if (now - this.#reissuedAt < REISSUE_EVERY) return undefined;
    this.#reissuedAt = now;
    return await this.#issue(send);
  }

  async #issue(send: Send<"token">): Promise<string | Seen> {
    const asked = this.#clock.now();
    const seen = await send("token", {
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: await this.#form(asked - BEHIND),
    });
    if (seen.kind !== "answer" || seen.status !== 200) return seen;
    const { access_token: token, expires_in: lifetime } = parseObject(new TextDecoder().decode(seen.body)) ??
      {};
    if (typeof token !== "string" || typeof lifetime !== "number") return seen;
    const expires = asked + lifetime * 1000;
    // Naver gives the same token again, so it may be older than this; its whole life is three hours.
    const issued = Math.min(asked, expires - LIFE);
    this.#held = {
      token,
      issued,
      expires,
      renewAt: Math.min(expires, Math.max(expires - RENEW_BELOW, asked + RENEW_EVERY)),
    };
    return token;
  }

  async #form(timestamp: number): Promise<string> {
    return new URLSearchParams({
      client_id: this.#credentials.client_id,
      timestamp: String(timestamp),
      client_secret_sign: await naverSignature(timestamp, this.#credentials),
      grant_type: "client_credentials",
      type: "SELF",
    }).toString();
  }
}
