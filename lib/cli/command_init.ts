/** `marketpulse init`: looks at a database, proposes a configuration, writes and checks it. */
import { createTwoFilesPatch } from "diff";
import { checkDatabase } from "../check/check_database.ts";
import type { Config } from "../config/config.ts";
import { ConfigError } from "../config/config_error.ts";
import { type Environment, variable } from "../config/environment.ts";
import type { ConfigFile } from "../config/find_config_file.ts";
import { parseConfig } from "../config/parse_config.ts";
import { placesOf } from "../config/places.ts";
import { readYaml } from "../config/yaml_file.ts";
import { configText, type Decisions } from "../init/config_text.ts";
import { init, NothingToPropose } from "../init/init.ts";
import { linesOf, NoAnswer, Talk } from "../init/talk.ts";
import { initTexts as texts } from "../init/texts.ts";
import { connectionFault } from "../metrics/connection_fault.ts";
import { StartError } from "../app/start_error.ts";
import type { Clock } from "../shared/clock.ts";
import type { Language, Text } from "../shared/text.ts";
import { textReport } from "./command_check_report.ts";
import { CancelledError, SecretPrompt, type Stdin } from "./read_secret.ts";

export interface InitFlags {
  /** Where the file is written; `-`: the standard output. */
  readonly output?: string;
  readonly databaseUrl?: string;
  /** Ask nothing. */
  readonly yes?: boolean;
  /** Change a file that is there. */
  readonly force?: boolean;
}

export interface InitCommandOptions {
  readonly flags: InitFlags;
  readonly env: Environment;
  readonly language: Language;
  readonly clock: Clock;
  readonly stdin: Stdin;
  readonly writeOut: (text: string) => void;
  readonly writeError: (text: string) => void;
}

const STANDARD_OUTPUT = "-";

/**
 * Resolves with the exit code: 1 when a file that is there was left alone, or the check finds a fault.
 *
 * @throws {StartError} when nothing can be proposed or written, with the reason
 */
export async function initCommand(options: InitCommandOptions): Promise<number> {
  const { flags, env, language, clock } = options;
  const path = flags.output ?? variable(env, "MARKETPULSE_CONFIG") ?? "marketpulse.yaml";
  const existing = path === STANDARD_OUTPUT ? null : await textOf(path);
  const { url, isGiven } = await addressOf(existing, options);
  // What is led into a file must be the file alone.
  const write = path === STANDARD_OUTPUT ? options.writeError : options.writeOut;
  const talk = new Talk({
    language,
    write,
    answers: flags.yes ? undefined : linesOf(options.stdin.readable),
  });
  const environment = { ...env, DATABASE_URL: url };
  const written = (decisions: Decisions) => textFor(decisions, { existing, path, language });
  const configOf = (decisions: Decisions): Config =>
    parseConfig({ file: { path, text: written(decisions) }, env: environment, flags: {} });
  const decisions = await proposed(() => init({ url, talk, now: clock.now(), configOf }), url);
  const text = written(decisions);
  if (path === STANDARD_OUTPUT) options.writeOut(text);
  else if (text === existing) talk.say(texts.same(path));
  else if (existing !== null && !flags.force) {
    talk.say(createTwoFilesPatch(path, path, existing, text, "", "", { context: 3 }));
    options.writeError(`${texts.exists(path)[language]}\n`);
    return 1;
  } else {
    await put(path, text);
    talk.say(texts.written(path));
  }
  if (isGiven) talk.say(texts.setVariable);
  const code = await checked({ path, text }, { config: configOf(decisions), clock, language, write });
  if (code === 0 && path !== STANDARD_OUTPUT) talk.say(texts.next);
  return code;
}

/** What the check of the database finds, and whether there is a fault: 0 or 1. */
async function checked(
  file: ConfigFile,
  { config, clock, language, write }: {
    config: Config;
    clock: Clock;
    language: Language;
    write: (text: string) => void;
  },
): Promise<number> {
  write(`\n${texts.checking[language]}\n`);
  const report = textReport({ language, writeOut: write });
  let faults = 0;
  for await (const found of checkDatabase({ config, clock, placeOf: placesOf(file) })) {
    if (found.grade === "fault") faults += 1;
    report.add(found);
  }
  report.end();
  return faults > 0 ? 1 : 0;
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw new StartError(texts.notWritten(path, (error as Error).message), { cause: error });
  }
}

/** The database's address: of the flag, the environment, the file that is there, or of who answers. */
async function addressOf(
  existing: string | null,
  { flags, env, language, stdin, writeError }: InitCommandOptions,
): Promise<{ url: string; isGiven: boolean }> {
  if (flags.databaseUrl) return { url: flags.databaseUrl, isGiven: true };
  const known = variable(env, "DATABASE_URL") ?? urlIn(existing, env);
  if (known) return { url: known, isGiven: false };
  if (flags.yes || !stdin.isTerminal()) throw new StartError(texts.noUrl);
  await using prompt = new SecretPrompt(stdin, writeError);
  const url = (await prompt.ask(texts.askUrl[language]).catch((error) => {
    if (error instanceof CancelledError) return "";
    throw error;
  })).trim();
  if (url === "") throw new StartError(texts.noUrl);
  return { url, isGiven: true };
}

/** The address that a file names; what else is wrong with it does not matter here. */
function urlIn(existing: string | null, env: Environment): string | undefined {
  const yaml = existing === null ? undefined : readYaml(existing);
  if (!yaml || Array.isArray(yaml)) return;
  const url = (yaml.value as { database?: { url?: unknown } } | null)?.database?.url;
  if (typeof url !== "string") return;
  return url.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => variable(env, name) ?? "") || undefined;
}

/** @throws {StartError} for everything that keeps a proposal from being made */
async function proposed(propose: () => Promise<Decisions>, url: string): Promise<Decisions> {
  const give = (text: Text, cause: unknown) => new StartError(text, { cause });
  try {
    return await propose();
  } catch (error) {
    if (error instanceof StartError || error instanceof ConfigError) throw error;
    if (error instanceof NothingToPropose) throw give(error.text, error);
    if (error instanceof NoAnswer) throw give(texts.ended, error);
    const { reason, remedy } = connectionFault(error, url).texts;
    throw give({ ko: `${reason.ko}. ${remedy?.ko ?? ""}`, en: `${reason.en}. ${remedy?.en ?? ""}` }, error);
  }
}

function textFor(
  decisions: Decisions,
  { existing, path, language }: { existing: string | null; path: string; language: Language },
): string {
  try {
    return configText(decisions, { existing, language });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new StartError(texts.notYaml(path, error.message), { cause: error });
  }
}

/** Whole or not at all, because a running server reads it as soon as it changes. */
async function put(path: string, text: string): Promise<void> {
  const part = `${path}.part`;
  try {
    await Deno.writeTextFile(part, text);
    await Deno.rename(part, path);
  } catch (error) {
    await Deno.remove(part).catch(() => {});
    throw new StartError(texts.notWritten(path, (error as Error).message), { cause: error });
  }
}
