import type { Text } from "../shared/text.ts";

/** What is looked at, in this order. */
export const AREAS = [
  "config",
  "database",
  "redis",
  "state",
  "markets",
  "checks",
  "metrics",
  "public_url",
] as const;
export type Area = (typeof AREAS)[number];

/** `off`: not configured, so not looked at. Only a `fault` makes the whole check fail. */
export type Grade = "ok" | "off" | "warning" | "fault";

/** One thing that was looked at. Nothing in it is secret. */
export interface Finding {
  readonly area: Area;
  /** Names the thing for programs; stays the same in every language, for example `database.rights`. */
  readonly name: string;
  readonly grade: Grade;
  readonly message: Text;
  readonly remedy: Text | null;
  /** What the remedy asks to run or to write: SQL statements, lines of another program's configuration. */
  readonly lines: readonly string[];
  /** What exactly was seen, for those who look closer. */
  readonly seen: readonly string[];
}

/** A finding with what it does not say left empty. */
export function finding(
  area: Area,
  { name, grade, message, remedy = null, lines = [], seen = [] }:
    & Omit<Partial<Finding>, "area" | "message">
    & {
      name: string;
      grade: Grade;
      message: Text;
    },
): Finding {
  return { area, name, grade, message, remedy, lines, seen };
}
