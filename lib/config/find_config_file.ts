import { ConfigError } from "./config_error.ts";
import { texts } from "./texts.ts";

/** What is read from the working directory when nobody names a file. */
const DEFAULT_FILE = "marketpulse.yaml";

/** Name and text of a configuration file. */
export interface ConfigFile {
  readonly path: string;
  readonly text: string;
}

/**
 * The file to read: the one named by `--config` (`flag`), else by `MARKETPULSE_CONFIG`, else `marketpulse.yaml` in the
 * working directory. Null when nobody named one and there is none.
 *
 * @throws {ConfigError} when the file is named but missing, is empty, or cannot be read.
 */
export async function findConfigFile(
  { flag, env }: { flag?: string; env: Readonly<Record<string, string>> },
): Promise<ConfigFile | null> {
  const named = flag ?? (env.MARKETPULSE_CONFIG?.trim() || undefined);
  const path = named ?? DEFAULT_FILE;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await Deno.readFile(path));
    // One that lost its content must not pass for one that asks for nothing, and the shop for the demo.
    if (text.trim() === "") throw new ConfigError([{ message: texts.fileEmpty(path) }], path);
    return { path, text };
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    if (error instanceof Deno.errors.NotFound) {
      if (named === undefined) return null;
      throw new ConfigError([{ message: texts.fileMissing(path) }], path);
    }
    if (error instanceof TypeError) throw new ConfigError([{ message: texts.fileNotUtf8(path) }], path);
    if (error instanceof Deno.errors.IsADirectory) {
      throw new ConfigError([{ message: texts.fileIsFolder(path, DEFAULT_FILE) }], path);
    }
    const cause = error instanceof Error ? error.message : String(error);
    throw new ConfigError([{ message: texts.fileUnreadable(path, cause) }], path);
  }
}
