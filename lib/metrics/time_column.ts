/** Columns that say when: bounds are written in the column's own type, so that an index over it can be used. */
import { Temporal } from "temporal-polyfill";
import { raw, type Sql, sql } from "./sql.ts";

export type TimeType = "timestamp" | "timestamptz" | "date";

/** Object identifiers of the types, fixed in PostgreSQL's `pg_type.dat`. */
const TYPES: Readonly<Record<number, TimeType>> = { 1082: "date", 1114: "timestamp", 1184: "timestamptz" };

/** The type of a column that PostgreSQL described with this object identifier; undefined when it tells no time. */
export function timeTypeOf(oid: number): TimeType | undefined {
  return TYPES[oid];
}

/** A column whose type is known. */
export interface TimeColumn {
  column: Sql;
  type: TimeType;
  /** IANA zone of what a column without a zone holds. */
  zone: string;
}

/** An instant (ms since 1970) as a value that compares with the column. */
export function at(instant: number, { type, zone }: TimeColumn): Sql {
  return sql`${valueOf(instant, type, zone)}::${raw(type)}`;
}

/** Instants (ms since 1970) as an array of such values. */
export function atEach(instants: readonly number[], { type, zone }: TimeColumn): Sql {
  return sql`${instants.map((instant) => valueOf(instant, type, zone))}::${raw(type)}[]`;
}

/** An instant as the column's own clock has it: `extract(epoch FROM column)` of such a value, in ms. */
export function onAxis(instant: number, { type, zone }: Omit<TimeColumn, "column">): number {
  return type === "timestamptz"
    ? instant
    : Date.parse(`${valueOf(instant, type, zone)}${type === "date" ? "" : "Z"}`);
}

/** What {@linkcode onAxis} gave, as a value that compares with the column. */
export function atAxis(axis: number, { type }: TimeColumn): Sql {
  const iso = new Date(axis).toISOString();
  return sql`${type === "timestamptz" ? iso : iso.slice(0, -1)}::${raw(type)}`;
}

function valueOf(instant: number, type: TimeType, zone: string): string {
  const utc = Temporal.Instant.fromEpochMilliseconds(instant);
  if (type === "timestamptz") return utc.toString();
  const local = utc.toZonedDateTimeISO(zone);
  if (type === "timestamp") return local.toPlainDateTime().toString();
  // A date stands for its first moment: the dates from an instant on begin with the next one, unless it is that moment.
  const date = local.toPlainDate();
  return (local.equals(local.startOfDay()) ? date : date.add({ days: 1 })).toString();
}
