/** A check's record and its row in a table. */
import type { Phases } from "../shared/snapshot.ts";
import type { CheckRecord } from "./state_store.ts";

const PHASES = ["dns", "connect", "tls", "first_byte"] as const satisfies readonly (keyof Phases)[];

export const CHECK_COLUMNS = [
  "market",
  "at",
  "class",
  "status",
  "probe",
  "status_code",
  "response_time",
  "error",
  ...PHASES,
] as const;

type Value = string | number | null;

/** The values of a record, in the order of the columns. */
export function checkRow({ phases, ...check }: CheckRecord): Value[] {
  const flat: Record<(typeof CHECK_COLUMNS)[number], Value> = { ...check, ...(phases ?? NO_PHASES) };
  return CHECK_COLUMNS.map((column) => flat[column]);
}

/** The record of a row; what was recorded before phases were has none. */
export function checkRecord(row: Readonly<Record<string, unknown>>): CheckRecord {
  const { dns, connect, tls, first_byte, ...check } = row as unknown as Omit<CheckRecord, "phases"> & Phases;
  const phases = { dns, connect, tls, first_byte };
  return { ...check, phases: PHASES.some((name) => phases[name] !== null) ? phases : null };
}

const NO_PHASES: Phases = { dns: null, connect: null, tls: null, first_byte: null };
