/** How the state of the shop travels beyond one run of the program. */
import type { ApiStatus, Snapshot } from "../shared/snapshot.ts";

/** Saving neither waits nor throws: the latest value is written as soon as that is possible. */
export interface Bus {
  saveSnapshot(snapshot: Snapshot): void;

  saveStatus(market: string, status: ApiStatus): void;

  /**
   * The snapshot that was saved last, by this or an earlier run; null when there is none that can be read. Waits until
   * whoever holds it answers, or the bus is closed.
   */
  loadSnapshot(): Promise<Snapshot | null>;

  /** Writes what is still to be written, if that is possible at once, and lets go of everything. */
  close(): Promise<void>;
}
