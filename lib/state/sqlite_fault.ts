import type { StateFault } from "./texts.ts";

/** SQLite's own words (https://www.sqlite.org/rescode.html); its result codes do not reach us from every call. */
const FAULTS: readonly (readonly [RegExp, StateFault])[] = [
  [/not a database|malformed|disk image/i, "corrupt"],
  [/unable to open/i, "unreachable"],
  [/readonly/i, "read_only"],
  [/disk is full/i, "full"],
  [/locked|busy/i, "locked"],
];

/** What an error of SQLite, or of the file system while a database was opened, means. */
export function sqliteFault(error: unknown): StateFault {
  if (error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.NotCapable) {
    return "unreachable";
  }
  if (error instanceof Deno.errors.NotADirectory || error instanceof Deno.errors.AlreadyExists) {
    return "unreachable";
  }
  const message = error instanceof Error ? error.message : String(error);
  return FAULTS.find(([words]) => words.test(message))?.[1] ?? "other";
}
