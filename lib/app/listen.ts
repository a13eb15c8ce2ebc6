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

/** A server on one port for the life of the process. */
export interface Listening {
  /**
   * Serves new connections with another certificate. Requests that are being answered end as they began; what the runtime
   * does with open WebSockets is its own: Deno 2.4 keeps them, later ones close them with 1001, and viewers come back.
   *
   * @throws {Error} when the port cannot be shared by two listeners, not even for that moment
   */
  renew(tls: TlsPair): void;
  /** Resolves with the reason when nobody can be let in any more, because too many files are open for example. */
  readonly broken: Promise<string>;
  shutdown(): Promise<void>;
}

/**
 * Starts to listen, and logs where. To be called before anything else is opened: a second program by mistake must not
 * write its state over that of the first.
 *
 * @throws {StartError} when that is not possible
 */
export function listen(
  { config, tls, handler, log }: { config: Config; tls: TlsPair | null; handler: Handler; log: Log },
): Listening {
  const { host: hostname, port, base_path } = config.server;
  const shared = tls !== null && canShare();
  const open = (port: number, tls: TlsPair | null, onListen: (address: Deno.NetAddr) => void) => {
    // Compression is on by default in older Denos only, which do not know the option.
    const always = { hostname, port, onListen, automaticCompression: true, tcpBacklog: BACKLOG };
    return Deno.serve({ ...always, ...(shared && { reusePort: true }), ...tls }, handler);
  };
  const onListen = (address: Deno.NetAddr) => {
    const host = address.hostname.includes(":") ? `[${address.hostname}]` : address.hostname;
    const mode = config.demo ? "demo" : "live";
    log.info(`Listening on ${tls ? "https" : "http"}://${host}:${address.port}${base_path}/`, {
      version: VERSION,
      mode,
    });
  };
  try {
    if (shared) refuseSecond({ hostname, port });
    return renewable(open(port, tls, onListen), (port, tls) => open(port, tls, () => {}));
  } catch (error) {
    throw cannotListen(config, error);
  }
}

function renewable(
  first: Deno.HttpServer<Deno.NetAddr>,
  open: (port: number, tls: TlsPair) => Deno.HttpServer<Deno.NetAddr>,
): Listening {
  const { promise: broken, resolve } = Promise.withResolvers<string>();
  // Unheard, the rejection would end the process on the spot.
  const watched = (server: Deno.HttpServer<Deno.NetAddr>) => {
    server.finished.catch((error: unknown) => resolve(String(error)));
    return server;
  };
  let current = watched(first);
  const ending: Promise<void>[] = [];
  return {
    broken,
    renew(tls) {
      if (!canShare()) throw new Error("Deno was started without --unstable-net");
      const before = current;
      current = watched(open(before.addr.port, tls));
      ending.push(before.shutdown());
    },
    async shutdown() {
      await Promise.all([...ending, current.shutdown()]);
    },
  };
}

/** Whether two listeners may have one port. The runtime ends the process when it is asked for that without having been told. */
function canShare(): boolean {
  return Deno.build.os !== "windows" && "listenDatagram" in Deno;
}

/** A port that may be shared would be shared with a second program, too. */
function refuseSecond(address: { hostname: string; port: number }): void {
  Deno.listen(address).close();
}

function cannotListen({ server: { host, port } }: Config, error: unknown): StartError {
  const text = error instanceof Deno.errors.AddrInUse
    ? appTexts.portInUse(host, port)
    : appTexts.cannotListen(host, port, error instanceof Error ? error.message : String(error));
  return new StartError(text, { cause: error });
}
