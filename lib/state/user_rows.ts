/** A user's record and its row in a table. */
import type { UserRecord } from "./user_store.ts";

export const USER_COLUMNS = ["id", "name", "role", "masked", "password", "created_at"] as const;

/** The values of a record, in the order of the columns. */
export function userRow(user: UserRecord): (string | number | null)[] {
  const flat = { ...user, masked: user.masked ? 1 : 0 };
  return USER_COLUMNS.map((column) => flat[column]);
}

/** The record of a row. */
export function userRecord(row: Readonly<Record<string, unknown>>): UserRecord {
  const { id, name, role, masked, password, created_at } = row as unknown as UserRecord;
  return { id, name, role, masked: Boolean(masked), password, created_at };
}
