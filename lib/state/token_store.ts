import type { Scope } from "../shared/viewer.ts";

/** Keys that programs and screens show instead of a user's password. Only their hashes are kept. */
export interface TokenStore {
  /** Rejects when another token has this id or this hash. */
  add(token: TokenRecord): Promise<void>;

  /** The token with this hash, whether or not it is in force; null when there is none. */
  find(hash: string): Promise<TokenRecord | null>;

  /** All that are kept, newest first; those that ended are among them. */
  all(): Promise<TokenRecord[]>;

  /** Ends a token at `at`, ms since 1970. Null when there is none with this id; one that was ended stays as it is. */
  revoke(id: string, at: number): Promise<TokenRecord | null>;

  /** Remembers that a token was used; an older use changes nothing. */
  used(id: string, use: TokenUse): Promise<void>;

  /** Forgets tokens that ended before `before`, ms since 1970. */
  prune(before: number): Promise<void>;
}

export interface TokenUse {
  /** ms since 1970 */
  readonly at: number;
  /** The client's address. */
  readonly address: string;
}

/** `api`: for programs. `screen`: for a screen on a wall, which opens one address and then only shows. */
export const TOKEN_KINDS = ["api", "screen"] as const;
export type TokenKind = typeof TOKEN_KINDS[number];

/** Moments are ms since 1970. */
export interface TokenRecord {
  /** What it is called by in lists and when it is revoked; no secret. */
  readonly id: string;
  readonly kind: TokenKind;
  /** For people. */
  readonly name: string;
  /** SHA-256 of the secret, in hexadecimal digits. */
  readonly hash: string;
  readonly scopes: readonly Scope[];
  /** Whether amounts of money are hidden. */
  readonly masked: boolean;
  readonly created_at: number;
  /** Name of the user who made it; null when it was made on the command line. */
  readonly created_by: string | null;
  /** Null: never. */
  readonly expires_at: number | null;
  readonly revoked_at: number | null;
  readonly last_use: TokenUse | null;
}

/** Whether the token opens anything at `now`. */
export function isInForce({ expires_at, revoked_at }: TokenRecord, now: number): boolean {
  return revoked_at === null && (expires_at === null || now < expires_at);
}
