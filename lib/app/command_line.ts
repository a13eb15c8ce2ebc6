/** The command line: reads arguments, runs a command, ends with an exit code. */
import { Command, CommanderError } from "commander";
import { ConfigError, formatProblems } from "../config/config_error.ts";
import type { Language } from "../shared/text.ts";
import { cliTexts } from "./cli_texts.ts";
import { serve, type ServeOptions } from "./serve.ts";
import { StartError } from "./start_error.ts";
import { VERSION } from "./version.ts";

export interface CommandLineOptions extends Pick<ServeOptions, "env" | "workers" | "open"> {
  readonly args: readonly string[];
  readonly writeOut: (text: string) => void;
  readonly writeError: (text: string) => void;
}

/** Runs the command that `args` name; resolves with the exit code. */
export async function runCommandLine(options: CommandLineOptions): Promise<number> {
  const language = languageOf(options.env);
  try {
    let code = 0;
    const program = commands({ ...options, language, onEnd: (ended) => code = ended });
    await program.parseAsync([...options.args], { from: "user" });
    return code;
  } catch (error) {
    // Commander has written what was wrong, with the nearest right word, before it throws.
    if (error instanceof CommanderError) return error.exitCode;
    if (error instanceof ConfigError) {
      options.writeError(`${cliTexts.badConfig[language]}\n${formatProblems(error, language)}\n`);
      return 1;
    }
    if (error instanceof StartError) {
      options.writeError(`${error.text[language]}\n`);
      return 1;
    }
    throw error;
  }
}

interface CommandsOptions extends CommandLineOptions {
  readonly language: Language;
  readonly onEnd: (code: number) => void;
}

function commands({ language, onEnd, ...options }: CommandsOptions): Command {
  const { env, workers, open, writeOut, writeError } = options;
  const program = new Command("marketpulse")
    .description(cliTexts.program[language])
    .version(VERSION, "--version", cliTexts.version[language])
    .helpOption("--help", cliTexts.help[language])
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ writeOut, writeErr: writeError });
  program.command("serve", { isDefault: true })
    .description(cliTexts.serve[language])
    .helpOption("--help", cliTexts.help[language])
    .option("--config <file>", cliTexts.config[language])
    .option("--host <host>", cliTexts.host[language])
    .option("--port <port>", cliTexts.port[language])
    .option("--demo", cliTexts.demo[language])
    .allowExcessArguments(false)
    .action(async (flags: ServeOptions["flags"]) => {
      onEnd(await serve({ flags, env, workers, open, write: (line) => writeOut(`${line}\n`) }));
    });
  return program;
}

/** English unless the environment asks for Korean. */
function languageOf(env: Readonly<Record<string, string>>): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || "";
  return locale.startsWith("ko") ? "ko" : "en";
}
