import type { Note } from "../../collectors/update.ts";
import type { Reading } from "../reading.ts";
import type { Allowance } from "./kept_rows.ts";

/** What is kept of one relation. */
export interface KeptSet {
  /** Whether everything is there, so that figures can be had from it. */
  readonly complete: boolean;
  /** Whether nothing waits to be recounted. */
  readonly settled: boolean;
  /**
   * Brings it to the reading's moment.
   *
   * @returns how many rows a recount had to correct
   * @throws {NotKept} when it cannot be kept
   */
  refresh(reading: Reading, allowance: Allowance): Promise<number>;
  /** Has everything recounted as soon as possible; on request all of it at the next refresh, whatever it costs. */
  recountSoon(atOnce?: boolean): void;
  /** Why what is had from it may be late; undefined where it is not. */
  readonly lateness?: Note;
}
