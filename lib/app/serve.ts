/** `marketpulse serve`: from the configuration to a listening server, until a signal ends it. */
import { findConfigFile } from "../config/find_config_file.ts";
import type { Config } from "../config/config.ts";
import { parseConfig } from "../config/parse_config.ts";
import { systemClock } from "../shared/clock.ts";
import { cliTexts } from "./cli_texts.ts";
import type { WorkerEntries } from "./collectors.ts";
import { createLog, type Log } from "./log.ts";
import { run } from "./running.ts";
import { StartError } from "./start_error.ts";
import type { Services } from "./state.ts";
import { VERSION } from "./version.ts";

export type Handler = (request: Request, info: Deno.ServeHandlerInfo) => Response | Promise<Response>;

export interface ServeOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly flags: { config?: string; host?: string; port?: string; demo?: boolean };
  readonly workers: WorkerEntries;
  /** Makes the web application. */
  readonly open: (services: Services) => Handler;
  readonly write: (line: string) => void;
}

/** Milliseconds that requests and sockets get to end by themselves. */
const DRAIN_WITHIN = 5_000;

/** Serves until SIGINT or SIGTERM; resolves with the exit code. */
export async function serve({ env, flags, workers, open, write }: ServeOptions): Promise<number> {
  const { config: configFlag, ...settings } = flags;
  const file = await findConfigFile({ flag: configFlag, env });
  const config = parseConfig({ file, env, flags: settings });
  const log = createLog({ ...config.log, clock: systemClock, write });
  const end = Promise.withResolvers<number>();
  const running = await run({
    config,
    workers,
    clock: systemClock,
    log,
    onBeyondRepair: (reason) => {
      log.error("Ending, to be started again by the service manager", { reason });
      end.resolve(70);
    },
  });
  const server = await listen({ config, handler: open(running.services), log }).catch(async (error) => {
    await running[Symbol.asyncDispose]();
    throw error;
  });
  using _signals = onSignals((signal) => {
    log.info("Ending", { signal });
    end.resolve(0);
  });
  const code = await end.promise;
  await running[Symbol.asyncDispose]();
  await within(DRAIN_WITHIN, server.shutdown());
  return code;
}

function listen(
  { config, handler, log }: { config: Config; handler: Handler; log: Log },
): Promise<Deno.HttpServer<Deno.NetAddr>> {
  const { host: hostname, port, base_path } = config.server;
  const listening = Promise.withResolvers<Deno.HttpServer<Deno.NetAddr>>();
  try {
    const onListen = (address: Deno.NetAddr) => {
      const host = address.hostname.includes(":") ? `[${address.hostname}]` : address.hostname;
      const url = `http://${host}:${address.port}${base_path}/`;
      log.info(`Listening on ${url}`, { version: VERSION, mode: config.demo ? "demo" : "live" });
    };
    listening.resolve(Deno.serve({ hostname, port, onListen }, handler));
  } catch (error) {
    const text = error instanceof Deno.errors.AddrInUse
      ? cliTexts.portInUse(hostname, port)
      : cliTexts.cannotListen(hostname, port, error instanceof Error ? error.message : String(error));
    listening.reject(new StartError(text, { cause: error }));
  }
  return listening.promise;
}

/** Calls `on` at the first signal to end; the second one ends the process at once. */
function onSignals(on: (signal: Deno.Signal) => void): Disposable {
  const signals: Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM"];
  let ending = false;
  const listeners = signals.map((signal) => {
    const listener = () => {
      if (ending) Deno.exit(1);
      ending = true;
      on(signal);
    };
    Deno.addSignalListener(signal, listener);
    return () => Deno.removeSignalListener(signal, listener);
  });
  return { [Symbol.dispose]: () => listeners.forEach((remove) => remove()) };
}

/** Waits for `promise`, but not longer than `ms`. */
async function within(ms: number, promise: Promise<unknown>): Promise<void> {
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([promise, over]);
  clearTimeout(timer);
}
