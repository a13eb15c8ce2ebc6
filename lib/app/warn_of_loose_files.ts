import type { Config } from "../config/config.ts";
import type { ConfigFile } from "../config/find_config_file.ts";
import { looseFiles } from "../config/loose_files.ts";
import { looseTexts } from "../config/loose_texts.ts";
import type { Log } from "./log.ts";

/** Says which files with secrets more people can read than have to. */
export async function warnOfLooseFiles(
  config: Config,
  { file, log }: { file: ConfigFile | null; log: Log },
): Promise<void> {
  for (const loose of await looseFiles(config, file)) {
    log.warn(looseTexts.reason(loose).en, { remedy: looseTexts.remedy(loose).en });
  }
}
