import type { Auth } from "../auth/auth.ts";
import type { Config } from "../config/config.ts";
import { isLoopback } from "../shared/loopback.ts";
import { doorTexts } from "./door_texts.ts";
import { StartError } from "./start_error.ts";

/**
 * Sees to it that somebody can come in, and that not everybody can; to be called once the state was opened.
 *
 * @throws {StartError} when the server would be open to a network in which nobody has to log in, or nobody could
 */
export async function prepareDoor(
  auth: Auth,
  { auth: { mode }, server: { host }, demo }: Pick<Config, "auth" | "server" | "demo">,
): Promise<void> {
  await auth.known();
  if (auth.adminFault) throw new StartError(doorTexts.badAdminPassword(auth.adminFault));
  if (!auth.door.hasNoUser) return;
  if (mode === "auto" && !isLoopback(host)) throw new StartError(doorTexts.noUser(host, demo));
  if (mode === "password" || (mode === "auto" && !auth.door.isOpen({ here: true }))) auth.firstUser.offer();
}
