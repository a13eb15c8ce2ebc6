import type { Phases } from "../shared/snapshot.ts";
import type { CheckEntry } from "./checks_answer.ts";

const COLUMNS = [
  "market",
  "at",
  "class",
  "status",
  "probe",
  "status_code",
  "response_time",
  "error",
] as const satisfies readonly (keyof CheckEntry)[];

/** Milliseconds each; see `Phases`. */
const PHASES = ["dns", "connect", "tls", "first_byte"] as const satisfies readonly (keyof Phases)[];

/** Spreadsheets take a file for UTF-8 only when it begins with this; without it Korean words are unreadable there. */
const BYTE_ORDER_MARK = "\ufeff";

/**
 * Checks as CSV after RFC 4180, with a row of names and CRLF after every row. Unknown values are empty. A text that a
 * spreadsheet would run as a formula gets an apostrophe in front.
 */
export function checksCsv(checks: readonly CheckEntry[]): string {
  const rows = [
    [...COLUMNS, ...PHASES, "confirmed"],
    ...checks.map((check) => [
      ...COLUMNS.map((column) => check[column]),
      ...PHASES.map((phase) => check.phases?.[phase] ?? null),
      check.confirmed,
    ]),
  ];
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(value: string | number | boolean | null): string {
  if (typeof value !== "string") return value === null ? "" : String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
