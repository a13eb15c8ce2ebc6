import type { Clock } from "../shared/clock.ts";
import type { Send } from "./market.ts";
import { naverSignature } from "./naver_signature.ts";
import { parseObject } from "./read_json.ts";
import type { Seen } from "./seen.ts";

const MINUTE = 60_000;

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
    this.#held = { token, renewAt: Math.min(expires, Math.max(expires - RENEW_BELOW, asked + RENEW_EVERY)) };
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
