/** A token and its row in a table. */
import { SCOPES } from "../shared/viewer.ts";
import { TOKEN_KINDS, type TokenRecord } from "./token_store.ts";

export const TOKEN_COLUMNS = [
  "id",
  "kind",
  "name",
  "hash",
  "scopes",
  "masked",
  "created_at",
  "created_by",
  "expires_at",
  "revoked_at",
  "last_used_at",
  "last_used_from",
] as const;

type Value = string | number | null;

/** The values of a token, in the order of the columns. */
export function tokenRow({ scopes, masked, last_use, ...token }: TokenRecord): Value[] {
  const flat: Record<(typeof TOKEN_COLUMNS)[number], Value> = {
    ...token,
    scopes: scopes.join(" "),
    masked: masked ? 1 : 0,
    last_used_at: last_use && last_use.at,
    last_used_from: last_use && last_use.address,
  };
  return TOKEN_COLUMNS.map((column) => flat[column]);
}

/** The token of a row, whose numbers may have come as texts, as PostgreSQL's large ones do. */
export function tokenRecord(row: Readonly<Record<string, unknown>>): TokenRecord {
  const moment = (value: unknown) => value === null ? null : Number(value);
  const words = String(row.scopes).split(" ");
  const used_at = moment(row.last_used_at);
  return {
    id: String(row.id),
    kind: TOKEN_KINDS.find((kind) => kind === row.kind)!,
    name: String(row.name),
    hash: String(row.hash),
    scopes: SCOPES.filter((scope) => words.includes(scope)),
    masked: Number(row.masked) === 1,
    created_at: Number(row.created_at),
    created_by: row.created_by === null ? null : String(row.created_by),
    expires_at: moment(row.expires_at),
    revoked_at: moment(row.revoked_at),
    last_use: used_at === null ? null : { at: used_at, address: String(row.last_used_from) },
  };
}
