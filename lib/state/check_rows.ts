/** A check's record and its row in a table. */
import { PHASES, type Phases } from "../shared/snapshot.ts";
import type { CheckRecord } from "./state_store.ts";

export const CHECK_COLUMNS = [
  "market",
  "at",
  "class",
  "status",
  "probe",
  "status_code",
  "response_time",
  "error",
  "confirmed",
  "reason",
  ...PHASES,
] as const;

type Value = string | number | null;

/** The values of a record, in the order of the columns. */
export function checkRow({ phases, confirmed, reason, ...check }: CheckRecord): Value[] {
  const flat: Record<(typeof CHECK_COLUMNS)[number], Value> = {
    ...check,
    ...(phases ?? NO_PHASES),
    confirmed: confirmed ? 1 : 0,
    reason: reason && JSON.stringify(reason),
  };
  return CHECK_COLUMNS.map((column) => flat[column]);
}

type Row = Omit<CheckRecord, "phases" | "confirmed" | "reason"> & Phases & {
  readonly confirmed: number;
  readonly reason: string | null;
};

/** The record of a row; what was recorded before phases and reasons were has none. */
export function checkRecord(row: Readonly<Record<string, unknown>>): CheckRecord {
  const { dns, connect, tls, first_byte, confirmed, reason, ...check } = row as unknown as Row;
  const phases = { dns, connect, tls, first_byte };
  return {
    ...check,
    confirmed: confirmed === 1,
    reason: reason === null ? null : JSON.parse(reason),
    phases: PHASES.some((name) => phases[name] !== null) ? phases : null,
  };
}

const NO_PHASES: Phases = { dns: null, connect: null, tls: null, first_byte: null };
