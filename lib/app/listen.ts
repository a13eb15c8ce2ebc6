import type { Config } from "../config/config.ts";
import type { TlsPair } from "../config/tls_files.ts";
import type { Log } from "./log.ts";
import { StartError } from "./start_error.ts";
import { appTexts } from "./texts.ts";
import { VERSION } from "./version.ts";

export type Handler = (request: Request, info: Deno.ServeHandlerInfo) => Response | Promise<Response>;

/**
 * Connections that may wait to be accepted; the kernel may allow fewer. Of those that find no room each tries again by
 * itself after 1, 3, 7 and more seconds, which would make a crowd wait for much longer than we need.
 */
const BACKLOG = 4096;

/**
 * Starts to listen, and logs where. To be called before anything else is opened: a second program by mistake must not
 * write its state over that of the first.
 *
 * @throws {StartError} when that is not possible
 */
export function listen(
  { config, tls, handler, log }: { config: Config; tls: TlsPair | null; handler: Handler; log: Log },
): Deno.HttpServer<Deno.NetAddr> {
  const { host: hostname, port, base_path } = config.server;
  const onListen = (address: Deno.NetAddr) => {
    const host = address.hostname.includes(":") ? `[${address.hostname}]` : address.hostname;
    const mode = config.demo ? "demo" : "live";
    log.info(`Listening on ${tls ? "https" : "http"}://${host}:${address.port}${base_path}/`, {
      version: VERSION,
      mode,
    });
  };
  try {
    // Compression is on by default in older Denos only, which do not know the option.
    const options = { hostname, port, onListen, automaticCompression: true, tcpBacklog: BACKLOG, ...tls };
    return Deno.serve(options, handler);
  } catch (error) {
    throw cannotListen(config, error);
  }
}

function cannotListen({ server: { host, port } }: Config, error: unknown): StartError {
  const text = error instanceof Deno.errors.AddrInUse
    ? appTexts.portInUse(host, port)
    : appTexts.cannotListen(host, port, error instanceof Error ? error.message : String(error));
  return new StartError(text, { cause: error });
}
