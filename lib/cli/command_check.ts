/** `marketpulse check`: looks at everything that the configuration names and says what is wrong. */
import { checkAuth } from "../check/check_auth.ts";
import { diagnose } from "../check/diagnose.ts";
import { type Area, type Finding, finding } from "../check/finding.ts";
import { printTriggers } from "../check/print_triggers.ts";
import { configTexts } from "../check/texts.ts";
import type { Config } from "../config/config.ts";
import { variable } from "../config/environment.ts";
import { ConfigError } from "../config/config_error.ts";
import { findConfigFile } from "../config/find_config_file.ts";
import type { LooseFile } from "../config/loose_file.ts";
import { looseFiles } from "../config/loose_files.ts";
import { looseTexts } from "../config/loose_texts.ts";
import { parseConfig } from "../config/parse_config.ts";
import { markets } from "../markets/markets.ts";
import { placesOf } from "../config/places.ts";
import type { Clock } from "../shared/clock.ts";
import type { Language } from "../shared/text.ts";
import { AREA_NAMES, checkTexts } from "./check_texts.ts";
import { usageTexts } from "./cli_texts.ts";
import { jsonReport, textReport } from "./command_check_report.ts";
import { UsageError } from "./usage_error.ts";
import { shopIdentity } from "../app/shop_identity.ts";

export interface CheckFlags {
  readonly config?: string;
  readonly json?: boolean;
  /** Code of a market or name of an own check, as it was written. */
  readonly market?: string;
  readonly verbose?: boolean;
  readonly publicUrl?: URL;
  /** Print the SQL of triggers that tell of changes, and look at nothing. */
  readonly printTriggers?: boolean;
}

export interface CheckOptions {
  readonly flags: CheckFlags;
  readonly env: Readonly<Record<string, string>>;
  readonly language: Language;
  readonly clock: Clock;
  readonly writeOut: (text: string) => void;
  readonly writeError: (text: string) => void;
}

/** Milliseconds after which people want to know what takes so long. */
const PATIENCE = 1_000;

/** Resolves with the exit code: 1 when there is a fault. */
export async function check(options: CheckOptions): Promise<number> {
  const { flags, language, writeOut } = options;
  if (flags.printTriggers) return await writeTriggers(options);
  const report = flags.json
    ? jsonReport(writeOut)
    : textReport({ language, writeOut, verbose: flags.verbose });
  let faults = 0;
  for await (const found of findings(options)) {
    if (found.grade === "fault") faults += 1;
    report.add(found);
  }
  report.end();
  return faults > 0 ? 1 : 0;
}

/** Only SQL goes to the standard output, which may be led into `psql`. */
async function writeTriggers(options: CheckOptions): Promise<number> {
  const { language, writeOut, writeError } = options;
  const { config, found } = await readConfig(options);
  const printed = config
    ? await printTriggers(config, language)
    : { faults: found.map(({ message }) => message) };
  if ("sql" in printed) writeOut(printed.sql);
  else writeError(printed.faults.map((text) => `${text[language]}\n`).join(""));
  return "sql" in printed ? 0 : 1;
}

async function* findings(options: CheckOptions): AsyncGenerator<Finding> {
  const { flags: { publicUrl, market: only }, clock } = options;
  const { config, placeOf, found } = await readConfig(options);
  if (config && only !== undefined) refuseUnknown(only, config);
  yield* found;
  if (!config) return;
  if (only === undefined) {
    const adminPassword = variable(options.env, "MARKETPULSE_ADMIN_PASSWORD") !== undefined;
    yield await checkAuth({ config, adminPassword });
  }
  using progress = new Progress(options);
  const shop = shopIdentity(config);
  yield* diagnose({ config, shop, clock, placeOf, only, publicUrl, onArea: (area) => progress.enter(area) });
}

/** @throws {UsageError} when no market and no own check is called so */
function refuseUnknown(name: string, { checks }: Config): void {
  const known = [...Object.keys(markets), ...checks.map((own) => own.name)];
  if (!known.includes(name)) throw new UsageError(usageTexts.unknownCheck(name, known));
}

interface ReadConfig {
  readonly config?: Config;
  readonly placeOf?: (key: string) => string | undefined;
  readonly found: Finding[];
}

async function readConfig({ flags, env }: CheckOptions): Promise<ReadConfig> {
  try {
    const file = await findConfigFile({ flag: flags.config, env });
    const config = parseConfig({ file, env, flags: {} });
    const message = file ? configTexts.file(file.path) : configTexts.noFile;
    const found = [finding("config", { name: "config", grade: "ok", message })];
    for (const loose of await looseFiles(config, file)) found.push(looseFinding(loose));
    return { config, placeOf: placesOf(file), found };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { found: configFaults(error) };
  }
}

function looseFinding(loose: LooseFile): Finding {
  const [message, remedy] = [looseTexts.reason(loose), looseTexts.remedy(loose)];
  return finding("config", { name: "config.permissions", grade: "warning", message, remedy });
}

function configFaults({ problems, file }: ConfigError): Finding[] {
  return problems.map(({ message: { ko, en }, line, path }) => {
    const place = file === null || line === undefined ? "" : `${file}:${line}: `;
    const message = { ko: `${place}${ko}`, en: `${place}${en}` };
    return finding("config", { name: path ?? "config", grade: "fault", message });
  });
}

/** Says what is being waited for, when that takes long and somebody is there to read it. */
class Progress implements Disposable {
  readonly #say: (area: Area) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor({ flags, language, writeError }: CheckOptions) {
    const watched = !flags.json || Deno.stderr.isTerminal();
    this.#say = (area) => watched && writeError(`${checkTexts.waiting(AREA_NAMES[area])[language]}\n`);
  }

  enter(area: Area): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#say(area), PATIENCE);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}
