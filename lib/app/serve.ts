/** `marketpulse serve`: from the configuration to a listening server, until a signal ends it. */
import type { Config } from "../config/config.ts";
import { type Environment, variable } from "../config/environment.ts";
import { type ConfigFile, findConfigFile } from "../config/find_config_file.ts";
import { onCrash } from "../collectors/on_crash.ts";
import { parseConfig } from "../config/parse_config.ts";
import { readTls } from "../config/tls_files.ts";
import type { Sessions } from "../live/sessions.ts";
import { systemClock } from "../shared/clock.ts";
import type { WorkerEntries } from "./collectors.ts";
import { followCertificate } from "./follow_certificate.ts";
import { type Handler, listen } from "./listen.ts";
import { createLog, type Fields } from "./log.ts";
import { prepareDoor } from "./prepare_door.ts";
import { Reloader } from "./reloader.ts";
import { Running } from "./running.ts";
import { Secrets } from "./secrets.ts";
import { SettledFile } from "./settled_file.ts";
import { onEndSignal, onReloadSignal } from "./signals.ts";
import type { Services } from "./services.ts";
import { warnOfLooseFiles } from "./warn_of_loose_files.ts";
import { watchFiles } from "./watch_files.ts";

export interface ServeOptions {
  /** What the environment says now; files of secrets may have changed since the last time. */
  readonly readEnv: () => Promise<Environment>;
  readonly flags: { config?: string; host?: string; port?: string; demo?: boolean };
  readonly workers: WorkerEntries;
  /** Makes the web application. */
  readonly open: (services: Services) => Handler;
  /** Takes one line of the log. */
  readonly write: (line: string) => void;
}

/** Milliseconds that requests, sockets and workers get to end by themselves. */
const DRAIN_WITHIN = 4_500;
/** Milliseconds of those that viewers get to take leave. */
const GOODBYE_WITHIN = 1_500;

/** Turns of the event loop without a newcomer after which no more are thought to be on their way … */
const QUIET_TURNS = 5;
/** … and the milliseconds of one. Counted, because a process that did not get to run for long has seen nobody, either. */
const TURN = 10;

/** Exit code for the service manager when only a new process helps (EX_SOFTWARE of sysexits.h). */
const BEYOND_REPAIR = 70;

const BROKEN = "Ending, because nobody can be let in any more, to be started again by the service manager";
const BROKEN_REMEDY = "raise the limit of open files, and let a proxy in front limit connections";

/** Serves until SIGINT or SIGTERM; resolves with the exit code. */
export async function serve({ readEnv, flags, workers, open, write }: ServeOptions): Promise<number> {
  const read = configReader(readEnv, flags);
  const { config, file, env } = await read();
  const tls = await readTls(config.server.tls);
  const adminPassword = variable(env, "MARKETPULSE_ADMIN_PASSWORD");
  const secrets = new Secrets(config, adminPassword);
  const log = createLog({ ...config.log, clock: systemClock, write, hide: secrets.hide });
  await warnOfLooseFiles(config, { file, log });
  const end = Promise.withResolvers<number>();
  const endBeyondRepair = (message: string, fields: Fields) => {
    log.error(message, fields);
    end.resolve(BEYOND_REPAIR);
  };
  const running = new Running({
    config,
    adminPassword,
    workers,
    clock: systemClock,
    log,
    hideIn: secrets.hideIn,
    onBeyondRepair: (reason) =>
      endBeyondRepair("Ending, to be started again by the service manager", { reason }),
  });
  await using leaving = new AsyncDisposableStack();
  leaving.use(running);
  const reloader = new Reloader({
    running,
    log,
    audit: running.services.audit,
    read: () => read().then(({ config }) => secrets.add(config)),
    tell: (news) => running.tellConfig(news),
  });
  using listeners = new DisposableStack();
  listeners.use(onReloadSignal(() => reloader.reload("signal")));
  listeners.use(
    onCrash((error) =>
      endBeyondRepair("Ending after a fault of its own, to be started again by the service manager", {
        error,
      })
    ),
  );
  if (file) listeners.use(watchFiles([file.path], () => reloader.reload("file")));
  listeners.use(onEndSignal((signal) => {
    log.info("Ending", { signal });
    end.resolve(0);
  }));
  const server = listen({ config, tls, handler: open(running.services), log });
  void server.broken.then((reason) => endBeyondRepair(BROKEN, { reason, remedy: BROKEN_REMEDY }));
  if (tls) {
    const { server: { tls: files } } = config;
    listeners.use(followCertificate({ ...running.services, files, tls, server, clock: systemClock }));
  }
  await running.open();
  await prepareDoor(running.services.auth, config);
  const code = await end.promise;
  leaving.move();
  await leave(running, server);
  return code;
}

/** Lets everything end by itself, but not longer than `DRAIN_WITHIN`. */
async function leave(running: Running, server: { shutdown(): Promise<void> }): Promise<void> {
  const ended = running[Symbol.asyncDispose]();
  // The server's own end would close sockets in other words, before it was written to them when to come back.
  const { sessions } = running.services;
  await within(GOODBYE_WITHIN, sessions.gone().then(() => untilNobodyComes(sessions)));
  await within(DRAIN_WITHIN - GOODBYE_WITHIN, Promise.all([ended, server.shutdown()]));
}

/** Reads the configuration as it is now, each time that it is called. */
function configReader(
  readEnv: ServeOptions["readEnv"],
  { config: named, ...settings }: ServeOptions["flags"],
): () => Promise<{ config: Config; file: ConfigFile | null; env: Environment }> {
  const settled = new SettledFile({
    find: async () => findConfigFile({ flag: named, env: await readEnv() }),
  });
  return async () => {
    const file = await settled.read();
    const env = await readEnv();
    return { config: parseConfig({ file, env, flags: settings }), file, env };
  };
}

/**
 * Waits until no further viewer has to be told to come again. A crowd whose connections the kernel has accepted already
 * would be reset, were the port closed before they are answered.
 */
async function untilNobodyComes(sessions: Sessions): Promise<void> {
  for (let quiet = 0; quiet < QUIET_TURNS;) {
    const before = sessions.turnedAway;
    await new Promise((resolve) => setTimeout(resolve, TURN));
    quiet = sessions.turnedAway === before ? quiet + 1 : 0;
  }
}

/** Waits for `promise`, but not longer than `ms`. */
async function within(ms: number, promise: Promise<unknown>): Promise<void> {
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([promise, over]);
  clearTimeout(timer);
}
