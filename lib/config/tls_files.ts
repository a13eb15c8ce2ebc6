/** The certificate and the key with which the server serves TLS. */
import { X509Certificate } from "node:crypto";
import type { Text } from "../shared/text.ts";
import { ConfigError } from "./config_error.ts";
import { texts } from "./texts.ts";

/** Texts in PEM. */
export interface TlsPair {
  readonly cert: string;
  readonly key: string;
}

/**
 * What the two files hold, tried out: a pair that is returned can be served with. Null when none is configured.
 *
 * @throws {ConfigError} that names the file and the remedy
 */
export async function readTls(files: { cert: string; key: string }): Promise<TlsPair | null> {
  if (files.cert === "") return null;
  const pair = { cert: await read(files.cert, "cert"), key: await read(files.key, "key") };
  try {
    Deno.listenTls({ hostname: "127.0.0.1", port: 0, ...pair }).close();
    return pair;
  } catch (error) {
    throw unusable(files, error instanceof Error ? error.message : String(error));
  }
}

/** When the pair's certificate ends, in ms since 1970. */
export function validUntil({ cert }: Pick<TlsPair, "cert">): number {
  return Date.parse(new X509Certificate(cert).validTo);
}

async function read(path: string, which: "cert" | "key"): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw fault(which, texts.tlsUnreadable(path, cause));
  }
}

/** The words are those of Deno and of rustls, which tell what is wrong by nothing else. */
function unusable({ cert, key }: { cert: string; key: string }, cause: string): ConfigError {
  if (/no certificates found|certificate data/i.test(cause)) {
    return fault("cert", texts.tlsNoCertificate(cert));
  }
  if (/no keys found|key data/i.test(cause)) return fault("key", texts.tlsNoKey(key));
  if (/KeyMismatch/i.test(cause)) return fault("key", texts.tlsMismatch(cert, key));
  return fault("cert", texts.tlsUnusable(cert, key, cause));
}

function fault(which: "cert" | "key", message: Text): ConfigError {
  return new ConfigError([{ message, path: `server.tls.${which}` }], null);
}
