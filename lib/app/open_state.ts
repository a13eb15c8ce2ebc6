/**
 * The own state that the configuration names. The demo leaves nothing behind, and a file that cannot be opened or is
 * damaged costs the history across restarts, not the dashboard: both go without one. A database that is not there is
 * waited for, because it comes back with all that it holds; until then whatever asks it is told so.
 */
import type { Config } from "../config/config.ts";
import { isPostgresUrl } from "../shared/postgres_target.ts";
import type { ReplaceableState } from "../state/replaceable_state.ts";
import { StateError } from "../state/state_error.ts";
import { openSqliteState } from "../state/state_store_sqlite.ts";
import { usersInFile } from "../state/users_in_file.ts";
import type { Log } from "./log.ts";
import type { WorkerLike } from "./supervised_worker.ts";

export interface OpenStateOptions {
  readonly state: ReplaceableState;
  readonly log: Log;
  /** What was recorded before is not known: the file could not be opened, or turned out to be damaged. */
  readonly onLost: () => void;
  /** It cannot be read who had a user. */
  readonly onUsersLost: () => void;
  /** Starts the worker that reads a whole file. */
  readonly checker: () => WorkerLike;
}

/** Forgets at the end of the process. */
const IN_MEMORY = "sqlite::memory:";

/**
 * Opens what `config` names into `state`.
 *
 * @returns settles when all of the file was read and found whole, or was replaced; that takes as long as the file is
 * large, and the state works in the meantime
 */
export async function openState(
  { state: { url }, demo }: Config,
  { state, log, onLost, onUsersLost, checker }: OpenStateOptions,
): Promise<{ checked: Promise<void> }> {
  const path = url.replace(/^sqlite:/, "");
  const withoutFile = async (error?: StateError) => {
    const memory = await openSqliteState(IN_MEMORY);
    if (error) {
      log.error("History is kept in memory only, until the next start", { error: error.message });
      onLost();
      // Whoever could log in still can; a door must not open because it is forgotten who.
      const users = await usersInFile(path);
      if (users === null) onUsersLost();
      for (const user of users ?? []) await memory.users.add(user);
    }
    await state.use(memory);
  };
  if (!demo && isPostgresUrl(url)) {
    await openDatabase(url, { state, log });
    return { checked: Promise.resolve() };
  }
  try {
    if (demo || path === ":memory:") {
      await withoutFile();
      return { checked: Promise.resolve() };
    }
    await state.use(await openSqliteState(path));
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    await withoutFile(error);
    return { checked: Promise.resolve() };
  }
  const check = async () => {
    try {
      const damage = await damageIn(path, checker());
      if (damage !== null) await withoutFile(new StateError("corrupt", { path, cause: new Error(damage) }));
    } catch (error) {
      log.warn("It is not known whether the state file is whole", { error: String(error) });
    }
  };
  return { checked: check() };
}

async function openDatabase(
  url: string,
  { state, log }: Pick<OpenStateOptions, "state" | "log">,
): Promise<void> {
  // A server without it is smaller without the client.
  const { openPostgresState } = await import("../state/state_store_postgres.ts");
  const onTrouble = (trouble: StateError | null) => {
    if (trouble) log.error("The own state cannot be used, it is tried again", { error: trouble.message });
    else log.info("The own state can be used again");
  };
  await state.use(openPostgresState({ url, onTrouble }));
}

/** What the worker found; rejects when it could not look. */
async function damageIn(path: string, worker: WorkerLike): Promise<string | null> {
  const { promise, resolve, reject } = Promise.withResolvers<string | null>();
  worker.onmessage = ({ data }: MessageEvent<string | null>) => resolve(data);
  worker.onerror = (event) => {
    event.preventDefault();
    reject(new Error(event.message));
  };
  worker.postMessage(path);
  try {
    return await promise;
  } finally {
    worker.terminate();
  }
}
