/** The own state, for commands that work on it beside a running server. */
import { Audit } from "../auth/audit.ts";
import type { Config } from "../config/config.ts";
import { findConfigFile } from "../config/find_config_file.ts";
import { parseConfig } from "../config/parse_config.ts";
import { type Clock, systemClock } from "../shared/clock.ts";
import { sentences } from "../shared/sentences.ts";
import { openStateStore } from "../state/open_state_store.ts";
import { StateError } from "../state/state_error.ts";
import type { StateStore } from "../state/state_store.ts";
import { StartError } from "../app/start_error.ts";
import type { Language } from "../shared/text.ts";
import { ownStateTexts } from "./own_state_texts.ts";

export interface OwnStateOptions {
  /** `--config` */
  readonly config?: string;
  readonly env: Readonly<Record<string, string>>;
  readonly language: Language;
  readonly writeError: (text: string) => void;
}

export interface OwnState {
  readonly config: Config;
  readonly state: StateStore;
  readonly audit: Audit;
  readonly clock: Clock;
  /** Who runs the command, for the audit log: nobody has to log in who may read the state file. */
  readonly by: { readonly actor: string; readonly address: null };
}

/**
 * Opens the state that the configuration names, which the server may be using at the same time.
 *
 * @throws {StartError} when it cannot be used, with the reason and the remedy
 */
export async function withOwnState<T>(
  { config: flag, env, language, writeError }: OwnStateOptions,
  use: (own: OwnState) => Promise<T>,
): Promise<T> {
  const config = parseConfig({ file: await findConfigFile({ flag, env }), env, flags: {} });
  if (config.state.url === "sqlite::memory:") throw new StartError(ownStateTexts.forgets);
  try {
    const state = await openStateStore(config.state.url);
    const error = () => writeError(`${ownStateTexts.notAudited[language]}\n`);
    const audit = new Audit({ store: state.audit, clock: systemClock, log: { info: () => {}, error } });
    try {
      const result = await use({
        config,
        state,
        audit,
        clock: systemClock,
        by: { actor: actorOf(env), address: null },
      });
      if (config.demo) writeError(`${ownStateTexts.demo[language]}\n`);
      return result;
    } finally {
      await audit.written();
      await state.close();
    }
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    const { reason, remedy, lines } = error;
    const run = lines.join(" ");
    const text = { ko: sentences(reason.ko, remedy.ko, run), en: sentences(reason.en, remedy.en, run) };
    throw new StartError(text, { cause: error });
  }
}

/** The system's user; no user of the dashboard has a name with `cli:` in front. */
function actorOf(env: Readonly<Record<string, string>>): string {
  return `cli:${env.SUDO_USER || env.USER || env.LOGNAME || env.USERNAME || "unknown"}`;
}
