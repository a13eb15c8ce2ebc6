import { ConfigError } from "@/lib/config/config_error.ts";
import { parseConfig } from "@/lib/config/parse_config.ts";

/** What is wrong with a configuration file, in English, each fault with its line; nothing when it is good. */
export function problems(text: string): string[] {
  try {
    parseConfig({ file: { path: "marketpulse.yaml", text }, env: {}, flags: {} });
  } catch (error) {
    if (error instanceof ConfigError) {
      return error.problems.map(({ message, line }) => `${line}: ${message.en}`);
    }
    throw error;
  }
  return [];
}
