import type { Known } from "./snapshot.ts";
import type { Text } from "./text.ts";

/** The file was refused and the one before is in force, or some of it waits for the next start. */
export interface ConfigNews {
  state: "refused" | "waits";
  /** When it was read. */
  at: string;
  /** The first ones, in the order of their lines. */
  faults: { line: Known<number>; message: Text }[];
  /** Sections that wait. */
  waiting: string[];
}
