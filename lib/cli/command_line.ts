/** The command line: reads arguments, runs a command, ends with an exit code. */
import { Command, CommanderError } from "commander";
import { ConfigError, formatProblems } from "../config/config_error.ts";
import { configSchema } from "../config/config_schema.ts";
import { withCredentials } from "../config/credentials.ts";
import type { Environment } from "../config/environment.ts";
import { printConfig } from "../config/print_config.ts";
import { systemClock } from "../shared/clock.ts";
import type { Language } from "../shared/text.ts";
import { cliTexts, EXIT_CODES, flagTexts, HELP_TITLES } from "./cli_texts.ts";
import type { CheckFlags } from "./command_check.ts";
import { sale, type SaleFlags, someHours } from "./command_sale.ts";
import { saleCommandTexts as texts } from "./command_sale_texts.ts";
import { usageText } from "./command_usage.ts";
import { healthz, healthzTexts } from "./command_healthz.ts";
import { addAuditCommand } from "./add_audit_command.ts";
import { addInitCommand } from "./add_init_command.ts";
import { addTokenCommands } from "./add_token_commands.ts";
import { addUserCommands } from "./add_user_commands.ts";
import type { Stdin } from "./read_secret.ts";
import { aPublicUrl } from "./public_url_flag.ts";
import { serve, type ServeOptions } from "../app/serve.ts";
import { StartError } from "../app/start_error.ts";
import { UsageError } from "./usage_error.ts";
import { VERSION_AND_BUILD } from "../app/version.ts";

export interface CommandLineOptions extends Pick<ServeOptions, "workers" | "open"> {
  readonly env: Environment;
  readonly args: readonly string[];
  /** The process's own unless given. */
  readonly stdin?: Stdin;
  readonly writeOut: (text: string) => void;
  readonly writeError: (text: string) => void;
}

/** Something is wrong with what is used: the configuration, a connection, the address. */
const FAULT = 1;
/** Something is wrong with the arguments. */
const USAGE = 2;

/** Runs the command that `args` name; resolves with the exit code. */
export async function runCommandLine(options: CommandLineOptions): Promise<number> {
  const language = languageOf(options.env);
  const complain = (text: string) => options.writeError(`${text}\n`);
  try {
    let code = 0;
    const readEnv = () => withCredentials(options.env);
    const program = commands({
      ...options,
      readEnv,
      env: await readEnv(),
      language,
      onEnd: (ended) => code = ended,
    });
    await program.parseAsync(withCommand(options.args), { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (error instanceof CommanderError || error instanceof UsageError) {
      complain((error instanceof UsageError ? error.text : usageText(error))[language]);
      return USAGE;
    }
    if (error instanceof ConfigError) {
      complain(`${cliTexts.badConfig[language]}\n${formatProblems(error, language)}`);
      return FAULT;
    }
    if (error instanceof StartError) {
      complain(error.text[language]);
      return FAULT;
    }
    throw error;
  }
}

export interface CommandsOptions extends CommandLineOptions {
  readonly readEnv: ServeOptions["readEnv"];
  readonly language: Language;
  readonly onEnd: (code: number) => void;
}

function commands(options: CommandsOptions): Command {
  const { language, writeOut, writeError } = options;
  const program = new Command("marketpulse")
    .description(cliTexts.program[language])
    .version(VERSION_AND_BUILD, "--version", flagTexts.version[language])
    .helpOption("-h, --help", flagTexts.help[language])
    .helpCommand("help [command]", flagTexts.help[language])
    .addHelpText("after", `\n${cliTexts.moreHelp[language]}\n${EXIT_CODES[language]}`)
    .exitOverride()
    .configureHelp({ styleTitle: (title) => HELP_TITLES[title]?.[language] ?? title })
    // What is wrong is told by the caller, in the user's language.
    .configureOutput({ writeOut, writeErr: writeError, outputError: () => {} });
  addServe(program, options);
  addCheck(program, options);
  addInitCommand(program, { ...options, stdin: options.stdin ?? Deno.stdin });
  addConfig(program, options);
  addSale(program, options);
  addUserCommands(program, { ...options, stdin: options.stdin ?? Deno.stdin });
  addTokenCommands(program, options);
  addAuditCommand(program, options);
  addHealthz(program, options);
  return program;
}

function addServe(
  program: Command,
  { language, onEnd, readEnv, workers, open, writeOut }: CommandsOptions,
): void {
  program.command("serve")
    .description(cliTexts.serve[language])
    .option("--config <file>", flagTexts.config[language])
    .option("--host <host>", flagTexts.host[language])
    .option("--port <port>", flagTexts.port[language])
    .option("--demo", flagTexts.demo[language])
    .action(async (flags: ServeOptions["flags"]) => {
      onEnd(await serve({ flags, readEnv, workers, open, write: (line) => writeOut(`${line}\n`) }));
    });
}

function addCheck(program: Command, { language, onEnd, ...options }: CommandsOptions): void {
  program.command("check")
    .description(cliTexts.check[language])
    .option("--config <file>", flagTexts.config[language])
    .option("--json", flagTexts.json[language])
    .option("--market <name>", flagTexts.market[language])
    .option("-v, --verbose", flagTexts.verbose[language])
    .option("--public-url <url>", flagTexts.publicUrl[language], aPublicUrl)
    .option("--print-triggers", flagTexts.printTriggers[language])
    .action(async (flags: CheckFlags) => {
      const { env, writeOut, writeError } = options;
      // A server never needs what looks into everything, and is smaller without it.
      const { check } = await import("./command_check.ts");
      onEnd(await check({ flags, env, language, clock: systemClock, writeOut, writeError }));
    });
}

function addConfig(program: Command, { language, writeOut }: CommandsOptions): void {
  const config = program.command("config").description(cliTexts.config[language]);
  config.command("print")
    .description(cliTexts.configPrint[language])
    .action(() => writeOut(printConfig(language)));
  config.command("schema")
    .description(cliTexts.configSchema[language])
    .action(() => writeOut(`${JSON.stringify(configSchema(language), null, 2)}\n`));
}

function addSale(program: Command, { language, env, writeOut, writeError }: CommandsOptions): void {
  const command = program.command("sale").description(texts.sale[language]);
  const tell = (hours: number, flags: SaleFlags) =>
    sale({ hours, flags, env, language, clock: systemClock, writeOut, writeError });
  const add = (name: "start" | "stop") =>
    command.command(name)
      .description(texts[name][language])
      .option("--config <file>", flagTexts.config[language])
      .option("--host <host>", texts.host[language])
      .option("--port <port>", texts.port[language]);
  add("start")
    .argument("<hours>", texts.hours[language], someHours)
    .action((hours: number, flags: SaleFlags) => tell(hours, flags));
  add("stop").action((flags: SaleFlags) => tell(0, flags));
}

function addHealthz(program: Command, { language, env }: CommandsOptions): void {
  program.command("healthz")
    .description(healthzTexts.healthz[language])
    .argument("[url]", healthzTexts.url[language])
    .action((url: string | undefined) => healthz(url, env));
}

/**
 * Without a command the server is started; then a word is a mistyped command and not an argument of the server's. A `--`
 * in front is that of `deno task start -- --port 9000`, which Deno passes on.
 */
function withCommand([...args]: readonly string[]): string[] {
  if (args[0] === "--") args.shift();
  const [first] = args;
  const served = first === undefined ||
    (first.startsWith("-") && !["--version", "--help", "-h"].includes(first));
  return served ? ["serve", ...args] : args;
}

/** English unless the environment asks for Korean. */
function languageOf(env: Readonly<Record<string, string>>): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || "";
  return locale.startsWith("ko") ? "ko" : "en";
}
