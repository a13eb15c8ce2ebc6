import { ConfigError } from "../config/config_error.ts";
import type { ConfigFile } from "../config/find_config_file.ts";
import { texts } from "../config/texts.ts";
import { waitFor } from "../shared/wait_for.ts";

/** Milliseconds that who writes a file in parts gets for its next part. */
const PATIENCE = 1_000;

export interface SettledFileOptions {
  /** Null when there is none. */
  readonly find: () => Promise<ConfigFile | null>;
  readonly wait?: (ms: number) => Promise<void>;
}

/**
 * The configuration file, read again and again while the program runs. Somebody may be about to write it: one that is gone
 * is not taken for one that asks for nothing, and one that ends in the middle of what it was is looked at twice.
 */
export class SettledFile {
  readonly #options: SettledFileOptions;
  #last: ConfigFile | null = null;

  constructor(options: SettledFileOptions) {
    this.#options = options;
  }

  /** @throws {ConfigError} when there was one, and is none any more */
  async read(): Promise<ConfigFile | null> {
    const { find, wait = (ms) => waitFor(ms, new AbortController().signal) } = this.#options;
    let file = await find();
    if (this.#last && file && isBeginningOf(this.#last.text, file.text)) {
      await wait(PATIENCE);
      file = await find();
    }
    if (this.#last && !file) {
      const { path } = this.#last;
      throw new ConfigError([{ message: texts.fileGone(path) }], path);
    }
    this.#last = file;
    return file;
  }
}

function isBeginningOf(whole: string, text: string): boolean {
  return text.length < whole.length && whole.startsWith(text);
}
