import { isoInZone } from "../metrics/business_day.ts";
import { isInForce, type TokenRecord } from "../state/token_store.ts";

/** A token as programs get it, moments as ISO 8601 with the offset of the business's zone. */
export interface TokenAnswer
  extends Pick<TokenRecord, "id" | "kind" | "name" | "scopes" | "masked" | "created_by"> {
  readonly state: "in_force" | "expired" | "revoked";
  readonly created_at: string;
  /** Null: never. */
  readonly expires_at: string | null;
  readonly last_used_at: string | null;
  readonly last_used_from: string | null;
}

export function tokenAnswer(
  token: TokenRecord,
  { now, timezone }: { now: number; timezone: string },
): TokenAnswer {
  const { id, kind, name, scopes, masked, created_by, created_at, expires_at, last_use } = token;
  const iso = (at: number) => isoInZone(at, timezone);
  const ended = token.revoked_at === null ? "expired" : "revoked";
  return {
    id,
    kind,
    name,
    scopes,
    masked,
    state: isInForce(token, now) ? "in_force" : ended,
    created_at: iso(created_at),
    created_by,
    expires_at: expires_at === null ? null : iso(expires_at),
    last_used_at: last_use && iso(last_use.at),
    last_used_from: last_use && last_use.address,
  };
}
