import type { TableReading } from "../collectors/update.ts";
import type { Log } from "./log.ts";

/** Tells the operator how the shop's tables are read from now on, and what a recount corrected. */
export function logTables(log: Log, tables: readonly TableReading[]): void {
  for (const { relation: table, reads, reason, corrected } of tables) {
    if (corrected > 0) {
      log.warn("A recount corrected figures: rows had been deleted, or had changed unseen", {
        table,
        rows: corrected,
      });
    } else if (reads === "changes") {
      log.info("Only changed rows are read from now on", { table });
    } else if (reads === "new") {
      log.info("New rows are read at each tick, changed ones are found by recounting", {
        table,
        reason: reason?.en,
      });
    } else {
      log.info("Everything is counted at each tick", { table, reason: reason?.en });
    }
  }
}
