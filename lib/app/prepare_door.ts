import type { Auth } from "../auth/auth.ts";
import type { Config } from "../config/config.ts";
import { isLoopback } from "../shared/loopback.ts";
import { doorTexts } from "./door_texts.ts";
import type { Log } from "./log.ts";
import { StartError } from "./start_error.ts";

export interface PrepareDoorOptions {
  readonly config: Pick<Config, "auth" | "server" | "demo">;
  readonly log: Log;
}

/**
 * Sees to it that somebody can come in, and that not everybody can; to be called once the state was opened.
 *
 * @throws {StartError} when the server would be open to a network in which nobody has to log in, or nobody could
 */
export async function prepareDoor(
  auth: Auth,
  { config: { auth: { mode }, server: { host }, demo }, log }: PrepareDoorOptions,
): Promise<void> {
  await auth.known();
  if (auth.adminFault) throw new StartError(doorTexts.badAdminPassword(auth.adminFault));
  if (mode === "none" && !isLoopback(host)) log.warn(doorTexts.openToAll.en, { host });
  if (!auth.door.hasNoUser) return;
  if (mode === "auto" && !isLoopback(host)) throw new StartError(doorTexts.noUser(host, demo));
  if (mode === "password" || (mode === "auto" && !auth.door.isOpen({ here: true }))) auth.firstUser.offer();
}
