import { type NewToken, TOKEN_LIMITS } from "../auth/token_desk.ts";
import { SCOPES } from "../shared/viewer.ts";
import { TOKEN_KINDS } from "../state/token_store.ts";

const DAY = 24 * 3_600_000;
const MEMBERS = ["kind", "name", "scopes", "masked", "expires_in_days"];

/**
 * Reads `{ "name", "kind"?: "api" | "screen", "scopes"?: […], "masked"?, "expires_in_days"?: number | null }`, where null
 * means never. What is left out is as on the command line.
 *
 * @returns null when it is anything else, so that a mistyped member never makes a token that may do more than was meant
 */
export function tokenWish(json: string): NewToken | null {
  const wish = parsed(json);
  if (wish === null || Object.keys(wish).some((name) => !MEMBERS.includes(name))) return null;
  const { kind = "api", name, scopes = ["read"], masked = false, expires_in_days: days } = wish;
  const known = TOKEN_KINDS.find((word) => word === kind);
  if (!known || typeof name !== "string" || typeof masked !== "boolean") return null;
  if (!Array.isArray(scopes) || scopes.some((scope) => !SCOPES.includes(scope))) return null;
  if (days !== undefined && days !== null && typeof days !== "number") return null;
  const life = days === undefined ? TOKEN_LIMITS.life.usual : days === null ? null : days * DAY;
  return { kind: known, name, scopes, masked, life };
}

function parsed(json: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? value as Record<string, unknown>
      : null;
  } catch {
    return null;
  }
}
