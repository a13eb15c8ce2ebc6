import type { Config } from "./config.ts";
import type { ConfigFile } from "./find_config_file.ts";
import { type LooseFile, looseFile } from "./loose_file.ts";
import { secretsOf } from "./secrets_of.ts";

/** The configuration file, where secrets are written into it and not taken from the environment, and the key of TLS. */
export async function looseFiles(config: Config, file: ConfigFile | null): Promise<LooseFile[]> {
  const holdsSecrets = file !== null && secretsOf(config).some((secret) => file.text.includes(secret));
  const paths = [holdsSecrets ? file.path : "", config.server.tls.key].filter((path) => path !== "");
  const found = await Promise.all(paths.map(looseFile));
  return found.filter((loose) => loose !== null);
}
