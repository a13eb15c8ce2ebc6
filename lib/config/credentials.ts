/** Secrets that a service manager hands over as files. */
import { ConfigError } from "./config_error.ts";
import { type Environment, variable } from "./environment.ts";
import { texts } from "./texts.ts";

/**
 * `env` with a variable for each file of the folder that `CREDENTIALS_DIRECTORY` names; the file's name is the variable's.
 * What `env` itself says wins, unless it is blank. systemd sets that variable for `LoadCredential=`
 * (https://www.freedesktop.org/software/systemd/man/systemd.exec.html#Credentials).
 *
 * @throws {ConfigError} when the folder or one of those files cannot be read.
 */
export async function withCredentials(env: Environment): Promise<Environment> {
  const folder = env.CREDENTIALS_DIRECTORY;
  if (!folder) return env;
  const merged: Record<string, string> = { ...env };
  try {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      // The folder may be shared: Kubernetes and others keep folders and dot files of their own there.
      if (isDirectory || !/^[A-Za-z_]\w*$/.test(name)) continue;
      if (variable(env, name) === undefined) merged[name] = await Deno.readTextFile(`${folder}/${name}`);
    }
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new ConfigError([{ message: texts.credentialsUnreadable(folder, cause) }], null);
  }
  return merged;
}
