import type { Config } from "../config/config.ts";
import { isLoopback } from "../shared/loopback.ts";
import { isPostgresUrl } from "../shared/postgres_target.ts";
import { usersInFile } from "../state/users_in_file.ts";
import { countUsersInPostgres } from "../state/users_in_postgres.ts";
import { authTexts } from "./auth_texts.ts";
import { type Finding, finding } from "./finding.ts";

export interface CheckAuthOptions {
  readonly config: Pick<Config, "auth" | "server" | "state" | "demo">;
  /** Whether `MARKETPULSE_ADMIN_PASSWORD` would make a user. */
  readonly adminPassword: boolean;
}

/** Whether those who should can come in, and nobody else. */
export async function checkAuth({ config, adminPassword }: CheckAuthOptions): Promise<Finding> {
  const { auth: { mode }, server: { host } } = config;
  const say = (grade: Finding["grade"], text: { message: Finding["message"]; remedy?: Finding["remedy"] }) =>
    finding("config", { name: "auth", grade, ...text });
  const local = isLoopback(host);
  if (mode === "none") {
    return local ? say("ok", authTexts.openHere) : say("warning", authTexts.openToAll(host));
  }
  const users = adminPassword ? 1 : await countUsers(config);
  if (users === null) return say("warning", authTexts.unknown);
  if (users > 0) return say("ok", authTexts.closed);
  if (mode === "password") return say("warning", authTexts.nobody);
  return local ? say("ok", authTexts.untilUser) : say("fault", authTexts.noUser(host));
}

/** Null where it cannot be told without changing anything. */
async function countUsers({ state: { url }, demo }: CheckAuthOptions["config"]): Promise<number | null> {
  const path = url.replace(/^sqlite:/, "");
  // The demo looks into no file.
  if (demo || path === ":memory:") return 0;
  if (isPostgresUrl(url)) return await countUsersInPostgres(url);
  return (await usersInFile(path))?.length ?? null;
}
