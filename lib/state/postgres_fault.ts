import pg from "pg";
import { targetOf } from "../shared/postgres_target.ts";
import { postgresTexts } from "./postgres_texts.ts";
import { StateError } from "./state_error.ts";
import type { PostgresFault } from "./texts.ts";

/** By SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html) or its class. */
const CODES: readonly (readonly [RegExp, PostgresFault])[] = [
  [/^28/, "refused"],
  [/^3D000/, "no_database"],
  [/^42501/, "forbidden"],
  [/^25006/, "read_only"],
  [/^53100/, "full"],
  [/^53300/, "crowded"],
  [/^(55P03|57014|40)/, "locked"],
  [/^(08|57P|25P0[34])/, "unreachable"],
];

/** What npm:pg and Deno find themselves: by code or words, because Deno 2.4 has only the words of its TLS. */
const WORDS: readonly (readonly [RegExp, PostgresFault])[] = [
  [/client password must be a string/, "refused"],
  [/timeout|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT/, "unreachable"],
  // The file of `sslrootcert` cannot be read; a socket that is not there says "connect".
  [/(ENOENT|EACCES|NotFound|PermissionDenied).*\b(open|readfile)\b/i, "encryption"],
  [/SSL|TLS|CERT|certificate/i, "encryption"],
];

/** Which fault an error of npm:pg is. */
export function postgresFaultOf(error: unknown): PostgresFault {
  // Connecting to a name with several addresses fails with an error for each of them.
  const first = error instanceof AggregateError ? error.errors[0] : error;
  const { code = "", name = "", message = "" } = (first ?? {}) as Partial<Record<string, string>>;
  if (first instanceof pg.DatabaseError) return CODES.find(([codes]) => codes.test(code))?.[1] ?? "other";
  return WORDS.find(([words]) => words.test(`${name} ${code} ${message}`))?.[1] ?? "unreachable";
}

/**
 * Whether nothing can be done before the database was looked at anew: the connection is gone or in an unknown state, or
 * what was made in it is not there any more (3F000 schema, 42P01 table, 42703 column).
 */
export function needsNewLook(error: unknown): boolean {
  return !(error instanceof pg.DatabaseError) ||
    /^(08|57P|25P0[34]|25006|28|3D|3F|42P01|42703|42501|53[13])/.test(error.code ?? "");
}

/** An error of the state in the database that `url` names; the URL's password is not shown. */
export function postgresError(
  url: string,
  { fault, cause, lines }: { fault: PostgresFault; cause?: unknown; lines?: readonly string[] },
): StateError {
  return new StateError(fault, { path: shownUrl(url), cause, lines, said: postgresTexts[fault] });
}

/** The URL without what opens the database. */
export function shownUrl(url: string): string {
  const { host, database } = targetOf(url) ?? { host: "", database: "" };
  return `postgres://${host}/${database}`;
}
