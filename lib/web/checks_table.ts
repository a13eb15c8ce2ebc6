import { PHASES } from "../shared/snapshot.ts";
import type { CheckEntry } from "./checks_answer.ts";
import type { Cell } from "./csv.ts";

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

/** Checks as a table with a row of names. */
export function checksTable(checks: readonly CheckEntry[]): Cell[][] {
  return [
    [...COLUMNS, ...PHASES, "confirmed"],
    ...checks.map((check) => [
      ...COLUMNS.map((column) => check[column]),
      ...PHASES.map((phase) => check.phases?.[phase] ?? null),
      check.confirmed,
    ]),
  ];
}
