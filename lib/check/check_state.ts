import { DatabaseSync } from "node:sqlite";
import { dirname, join } from "node:path";
import { assertWhole } from "../state/check_sqlite.ts";
import { MIGRATIONS } from "../state/migrations.ts";
import { sqliteFault } from "../state/sqlite_fault.ts";
import { StateError } from "../state/state_error.ts";
import { isPostgresUrl } from "../shared/postgres_target.ts";
import { checkPostgresState } from "./check_state_postgres.ts";
import { type Finding, finding } from "./finding.ts";
import { stateTexts } from "./texts.ts";

/** As much as is written at once while the program runs, and more than a disk that is full still takes. */
const PROBE_BYTES = 256 * 1024;

/**
 * Whether the own state can be read and written: the file and its folder, or the database. It makes and changes none: the one who
 * checks may be another user than the one who serves, and may run another version.
 */
export async function checkState({ url }: { url: string }): Promise<Finding> {
  if (isPostgresUrl(url)) return await checkPostgresState(url);
  const path = url.replace(/^sqlite:/, "");
  if (path === ":memory:") {
    return finding("state", { name: "state", grade: "off", message: stateTexts.memory });
  }
  try {
    await writeInto(await nearestFolder(dirname(path)));
    const there = await exists(path);
    if (there) await look(path);
    const message = there ? stateTexts.ok(path) : stateTexts.willBeMade(path);
    return finding("state", { name: "state", grade: "ok", message });
  } catch (error) {
    const { reason, remedy, cause } = error instanceof StateError
      ? error
      : new StateError(sqliteFault(error), { path, cause: error });
    const seen = cause instanceof Error ? [cause.message] : [];
    return finding("state", {
      name: "state",
      grade: "fault",
      message: stateTexts.at(reason, path),
      remedy,
      seen,
    });
  }
}

/** The folder itself, or the one in which it would be made. */
async function nearestFolder(folder: string): Promise<string> {
  if (await exists(folder) || dirname(folder) === folder) return folder;
  return await nearestFolder(dirname(folder));
}

async function writeInto(folder: string): Promise<void> {
  const probe = join(folder, `.marketpulse-check-${crypto.randomUUID()}`);
  try {
    await Deno.writeFile(probe, new Uint8Array(PROBE_BYTES), { createNew: true });
  } finally {
    // Where it could not be made there is nothing to remove.
    await Deno.remove(probe).catch(() => {});
  }
}

async function look(path: string): Promise<void> {
  (await Deno.open(path, { read: true, write: true })).close();
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    assertWhole(database, path);
    const row = database.prepare("SELECT coalesce(max(version), 0) AS version FROM migrations").get();
    if (Number(row!.version) > MIGRATIONS.at(-1)!.version) throw new StateError("newer", { path });
  } finally {
    database.close();
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
