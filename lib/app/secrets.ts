import { TOKEN_PATTERN } from "../auth/token_secret.ts";
import type { Config } from "../config/config.ts";
import { secretsOf } from "../config/secrets_of.ts";

/** What stands for a secret. */
const HIDDEN = "***";

/** Shorter ones stand in texts that have nothing to do with them. */
const SHORTEST = 6;

/** A word of a language is no password that can be hidden: it would only be missing from every sentence. */
const WORD = /^[a-z]{1,11}$/i;

/**
 * The last line: takes out of whatever is told to somebody what is known to be a secret. Those who write texts leave
 * secrets out by themselves; other people's libraries, servers and markets may not.
 */
export class Secrets {
  readonly #known = new Set<string>();
  #pattern: RegExp | null = null;

  /** @param more what only the environment says */
  constructor(config: Config, ...more: readonly (string | undefined)[]) {
    this.#know(more.filter((secret) => secret !== undefined));
    this.add(config);
  }

  /** Knows those of another configuration, too; those of one before may still be in use somewhere. */
  add(config: Config): Config {
    this.#know(secretsOf(config));
    return config;
  }

  #know(secrets: readonly string[]): void {
    for (const secret of secrets) {
      if (secret.length >= SHORTEST && !WORD.test(secret)) this.#known.add(secret);
    }
    const longestFirst = [...this.#known].sort((a, b) => b.length - a.length);
    this.#pattern = longestFirst.length === 0 ? null : new RegExp(longestFirst.map(escaped).join("|"), "g");
  }

  readonly hide = (text: string): string => {
    const shown = text.replaceAll(TOKEN_PATTERN, HIDDEN);
    return this.#pattern === null ? shown : shown.replaceAll(this.#pattern, HIDDEN);
  };

  /** The same plain value with no secret in any of its texts. */
  readonly hideIn = <T>(value: T): T => this.#in(value) as T;

  #in(value: unknown): unknown {
    if (typeof value === "string") return this.hide(value);
    if (Array.isArray(value)) return value.map((item) => this.#in(item));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, this.#in(member)]));
  }
}

/** Characters that mean something in a regular expression (ECMA-262, SyntaxCharacter). */
function escaped(text: string): string {
  return text.replaceAll(/[\^$\\.*+?()[\]{}|/]/g, "\\$&");
}
