import type { Language, Text } from "../shared/text.ts";

/** One fault of a configuration. It never shows a secret. */
export interface ConfigProblem {
  /** Names the key, variable or flag, what is wrong with it and the remedy. */
  readonly message: Text;
  /** Line of the file, from 1; absent where the fault is in the environment or in a flag. */
  readonly line?: number;
  /** Dotted path of the key, for example `server.port`. */
  readonly path?: string;
}

/** The configuration cannot be used; all of its faults at once, those of the file in the order of its lines. */
export class ConfigError extends Error {
  readonly problems: readonly ConfigProblem[];
  /** The file as it was named, if there was one. */
  readonly file: string | null;

  constructor(problems: readonly ConfigProblem[], file: string | null) {
    super(`Cannot use the configuration:\n${formatProblems({ problems, file }, "en")}`);
    this.name = "ConfigError";
    this.problems = problems;
    this.file = file;
  }
}

/** One line for each problem, those of the file with `file:line` in front. */
export function formatProblems(
  { problems, file }: { problems: readonly ConfigProblem[]; file: string | null },
  language: Language,
): string {
  return problems.map(({ message, line }) => {
    const place = file !== null && line !== undefined ? `${file}:${line}: ` : "";
    return `${place}${message[language]}`;
  }).join("\n");
}
