import type { StateFault } from "./texts.ts";

/** Words of SQLite (https://www.sqlite.org/rescode.html) and of the system; SQLite's result codes do not reach us from every call. */
const FAULTS: readonly (readonly [RegExp, StateFault])[] = [
  [/not a database|malformed|disk image/i, "corrupt"],
  [/unable to open/i, "unreachable"],
  [/read-?only/i, "read_only"],
  [/disk is full|no space left/i, "full"],
  [/locked|busy/i, "locked"],
];

/** What an error of SQLite, or of the file system while a database was opened, means. */
export function sqliteFault(error: unknown): StateFault {
  if (error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.NotCapable) {
    return "unreachable";
  }
  // A folder of the system in which nothing can be made, such as /proc, has no place for it either.
  if (error instanceof Deno.errors.NotFound) return "unreachable";
  if (error instanceof Deno.errors.NotADirectory || error instanceof Deno.errors.AlreadyExists) {
    return "unreachable";
  }
  const message = error instanceof Error ? error.message : String(error);
  return FAULTS.find(([words]) => words.test(message))?.[1] ?? "other";
}
