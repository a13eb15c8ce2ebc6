import { MIGRATIONS } from "../state/migrations.ts";
import { examine } from "../state/open_postgres.ts";
import { openPool } from "../state/postgres_database.ts";
import { postgresError, postgresFaultOf, shownUrl } from "../state/postgres_fault.ts";
import { StateError } from "../state/state_error.ts";
import { type Finding, finding } from "./finding.ts";
import { stateTexts } from "./texts.ts";

/** Whether the database that `url` names can hold the own state; it makes and changes nothing there. */
export async function checkPostgresState(url: string): Promise<Finding> {
  const name = "state";
  const path = shownUrl(url);
  const pool = openPool(url);
  try {
    const { version } = await examine(pool, { url });
    const ready = version === MIGRATIONS.at(-1)!.version;
    const message = ready ? stateTexts.shared(path) : stateTexts.schemaWillBeMade(path);
    return finding("state", { name, grade: "ok", message });
  } catch (error) {
    const { reason, remedy, lines, cause } = error instanceof StateError
      ? error
      : postgresError(url, { fault: postgresFaultOf(error), cause: error });
    const seen = cause instanceof Error ? [cause.message] : [];
    return finding("state", {
      name,
      grade: "fault",
      message: stateTexts.at(reason, path),
      remedy,
      lines,
      seen,
    });
  } finally {
    await pool.end();
  }
}
