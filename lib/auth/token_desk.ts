/** Gives out tokens and takes them back. */
import type { Clock } from "../shared/clock.ts";
import type { Scope } from "../shared/viewer.ts";
import { isInForce, type TokenKind, type TokenRecord, type TokenStore } from "../state/token_store.ts";
import type { RecordAudit } from "./audit.ts";
import { hashOfSecret, newSecret } from "./token_secret.ts";

const DAY = 24 * 3_600_000;

/** What is in the bounds of a token; lengths in characters, lives in milliseconds. */
export const TOKEN_LIMITS = {
  name: 80,
  /** Tokens in force. */
  tokens: 500,
  life: { least: 60_000, usual: 90 * DAY, most: 3_660 * DAY },
} as const;

export interface NewToken {
  readonly kind: TokenKind;
  readonly name: string;
  /** A screen's are always `read`. */
  readonly scopes: readonly Scope[];
  readonly masked: boolean;
  /** Milliseconds from now; null: for ever. A screen's is always for ever. */
  readonly life: number | null;
}

/** Why a token was not given out. */
export type TokenRefusal = "bad_name" | "name_taken" | "no_scope" | "bad_life" | "too_many";

export type Given =
  | {
    readonly ok: true;
    readonly token: TokenRecord; /** Shown once and never again. */
    readonly secret: string;
  }
  | { readonly ok: false; readonly refusal: TokenRefusal };

/** Who gives the order: a user's name and address; nulls for the command line. */
export interface OrderedBy {
  readonly actor: string | null;
  readonly address: string | null;
}

export interface TokenDeskOptions {
  readonly store: TokenStore;
  readonly clock: Clock;
  readonly audit: RecordAudit;
}

export class TokenDesk {
  readonly #options: TokenDeskOptions;

  constructor(options: TokenDeskOptions) {
    this.#options = options;
  }

  async create(wish: NewToken, by: OrderedBy): Promise<Given> {
    const { store, clock, audit } = this.#options;
    const now = clock.now();
    const others = (await store.all()).filter((token) => isInForce(token, now));
    const refusal = refusalOf(wish, others);
    if (refusal) return { ok: false, refusal };
    const { kind, masked, life } = wish;
    const screen = kind === "screen";
    const secret = newSecret(kind);
    const token: TokenRecord = {
      id: crypto.randomUUID().slice(0, 8),
      kind,
      name: wish.name.trim(),
      hash: hashOfSecret(secret),
      scopes: screen ? ["read"] : [...new Set(wish.scopes)],
      masked,
      created_at: now,
      created_by: by.actor,
      expires_at: screen || life === null ? null : now + life,
      revoked_at: null,
      last_use: null,
    };
    await store.add(token);
    const detail = { name: token.name, token: kind, scopes: token.scopes.join(" "), masked };
    audit({ ...by, kind: "change", action: "token.create", target: token.id, outcome: "ok", detail });
    return { ok: true, token, secret };
  }

  /** Ends a token; null when there is none with this id. */
  async revoke(id: string, by: OrderedBy): Promise<TokenRecord | null> {
    const { store, clock, audit } = this.#options;
    const token = await store.revoke(id, clock.now());
    const [outcome, detail] = token ? ["ok", { name: token.name }] as const : ["failed", {}] as const;
    audit({ ...by, kind: "change", action: "token.revoke", target: id, outcome, detail });
    return token;
  }

  /** All of them, newest first. */
  async list(): Promise<TokenRecord[]> {
    return await this.#options.store.all();
  }
}

function refusalOf(wish: NewToken, others: readonly TokenRecord[]): TokenRefusal | null {
  const name = wish.name.trim();
  const { least, most } = TOKEN_LIMITS.life;
  // Control characters would disturb a terminal that lists it.
  if (name === "" || [...name].length > TOKEN_LIMITS.name || /\p{C}/u.test(name)) return "bad_name";
  if (others.some((token) => token.name === name)) return "name_taken";
  if (others.length >= TOKEN_LIMITS.tokens) return "too_many";
  if (wish.kind === "screen") return null;
  if (wish.scopes.length === 0) return "no_scope";
  return wish.life === null || (wish.life >= least && wish.life <= most) ? null : "bad_life";
}
