import type { Command } from "commander";
import { StartError } from "../app/start_error.ts";
import type { Environment } from "../config/environment.ts";
import type { Language } from "../shared/text.ts";
import type { Role } from "../shared/viewer.ts";
import { flagTexts } from "./cli_texts.ts";
import { aRole, aUserName, type RightsFlags, UserCommands } from "./command_user.ts";
import { userTexts as texts } from "./command_user_texts.ts";
import { withOwnState } from "./own_state.ts";
import { CancelledError, readPiped, SecretPrompt, type Stdin } from "./read_secret.ts";
import { UsageError } from "./usage_error.ts";

export interface AddUserCommandsOptions {
  readonly env: Environment;
  readonly language: Language;
  readonly stdin: Stdin;
  readonly writeOut: (text: string) => void;
  readonly writeError: (text: string) => void;
}

interface Flags extends RightsFlags {
  readonly config?: string;
  readonly passwordStdin?: boolean;
  readonly revoke?: boolean;
  readonly off?: boolean;
}

/** Adds `user` with its commands to the command line. */
export function addUserCommands(program: Command, options: AddUserCommandsOptions): void {
  const { language } = options;
  const user = program.command("user").description(texts.user[language]);
  const add = (name: "add" | "passwd" | "role" | "list" | "remove" | "sessions" | "totp") =>
    user.command(name).description(texts[name][language]).option(
      "--config <file>",
      flagTexts.config[language],
    );
  const named = (name: Parameters<typeof add>[0]) =>
    add(name).argument("<name>", texts.name[language], aUserName);
  const run = (flags: Flags, task: (commands: UserCommands) => Promise<void>) => within(flags, options, task);

  named("add")
    .option("--role <role>", texts.roleFlag[language], aRole)
    .option("--masked", texts.masked[language])
    .option("--password-stdin", texts.passwordStdin[language])
    .action((name: string, flags: Flags) => run(flags, (commands) => commands.add(name, flags)));
  named("passwd")
    .option("--password-stdin", texts.passwordStdin[language])
    .action((name: string, flags: Flags) => run(flags, (commands) => commands.passwd(name)));
  named("role")
    .argument("<role>", texts.roleArgument[language], aRole)
    .option("--masked", texts.masked[language])
    .action((name: string, role: Role, flags: Flags) =>
      run(flags, (commands) => commands.role(name, role, flags))
    );
  add("list").action((flags: Flags) => run(flags, (commands) => commands.list()));
  named("remove").action((name: string, flags: Flags) => run(flags, (commands) => commands.remove(name)));
  named("totp")
    .option("--off", texts.totpOff[language])
    .action((name: string, flags: Flags) => run(flags, (commands) => commands.totp(name, flags)));
  named("sessions")
    .option("--revoke", texts.revoke[language])
    .action((name: string, flags: Flags) => run(flags, (commands) => commands.sessions(name, flags)));
}

/** Opens the state that the configuration names for as long as `task` lasts. */
async function within(
  { config, passwordStdin = false }: Flags,
  { env, language, stdin, writeOut, writeError }: AddUserCommandsOptions,
  task: (commands: UserCommands) => Promise<void>,
): Promise<void> {
  await withOwnState({ config, env, language, writeError }, (own) =>
    task(
      new UserCommands({
        ...own,
        timezone: own.config.business.timezone,
        askPassword: (name) => askPassword(name, { passwordStdin, stdin, language, writeError }),
        tell: (text) => writeOut(`${text[language]}\n`),
        show: (text) => writeOut(`${text}\n`),
      }),
    ));
}

/** From the terminal, twice and unseen, or from another program. */
async function askPassword(
  name: string,
  { passwordStdin, stdin, language, writeError }:
    & Pick<AddUserCommandsOptions, "stdin" | "language" | "writeError">
    & {
      passwordStdin: boolean;
    },
): Promise<string> {
  if (passwordStdin) {
    const piped = await readPiped(stdin);
    if (piped === null) throw new StartError(texts.notText);
    return piped;
  }
  if (!stdin.isTerminal()) throw new UsageError(texts.noTerminal);
  try {
    // What is asked is no result of the command.
    await using prompt = new SecretPrompt(stdin, writeError);
    const password = await prompt.ask(texts.password(name)[language]);
    if (await prompt.ask(texts.again[language]) !== password) throw new StartError(texts.different);
    return password;
  } catch (error) {
    if (error instanceof CancelledError) throw new StartError(texts.cancelled);
    throw error;
  }
}
