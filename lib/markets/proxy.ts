/** The way through a proxy that opens tunnels (RFC 9110, section 9.3.6). */
import { isIP } from "node:net";
import type { Peer } from "./connection.ts";

export interface ProxyOptions {
  /** `http://[user:password@]host:port`; empty: there is none. */
  readonly url: string;
  /** Names (their subdomains included) and addresses that are reached without it, with commas between. */
  readonly except: string;
}

export interface Proxy {
  readonly hostname: string;
  readonly port: number;
  /** Value of `Proxy-Authorization`. */
  readonly authorization: string | undefined;
}

/** It did not open the tunnel, or cannot be reached: no word about who is behind it. */
export class ProxyError extends Error {
  override readonly name = "ProxyError";
}

/** A proxy's answer to CONNECT is a few lines. */
const HEAD_LIMIT = 8 * 1024;

/** The proxy on the way to `peer`. Only TLS goes through one, so that it learns nothing; this machine is never behind it. */
export function proxyFor({ hostname, tls }: Peer, { url, except }: ProxyOptions): Proxy | undefined {
  if (url === "" || !tls || isLoopback(hostname) || isExcepted(hostname, except)) return undefined;
  const { hostname: host, port, username, password } = new URL(url);
  const credentials = [username, password].map(decodeURIComponent).join(":");
  return {
    hostname: host.replace(/^\[|\]$/g, ""),
    port: Number(port || 80),
    authorization: username === "" ? undefined : `Basic ${base64(credentials)}`,
  };
}

/**
 * Has the proxy at the other end of `connection` open a tunnel to `peer`.
 *
 * @throws {ProxyError} when it does not
 */
export async function openTunnel(
  connection: Deno.Conn,
  { hostname, port }: Peer,
  { authorization }: Proxy,
): Promise<void> {
  const host = `${isIP(hostname) === 6 ? `[${hostname}]` : hostname}:${port}`;
  const lines = [`CONNECT ${host} HTTP/1.1`, `Host: ${host}`, "User-Agent: MarketPulse"];
  if (authorization) lines.push(`Proxy-Authorization: ${authorization}`);
  await writeAll(connection, new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`));
  const status = /^HTTP\/1\.\d (\d{3})/.exec(await readHead(connection))?.[1];
  if (!status?.startsWith("2")) throw new ProxyError(status ? `HTTP ${status}` : "no HTTP");
}

/** Byte by byte at its end, because what comes after the head belongs to TLS. */
async function readHead(connection: Deno.Conn): Promise<string> {
  const byte = new Uint8Array(1);
  let head = "";
  while (!head.endsWith("\r\n\r\n") && head.length < HEAD_LIMIT) {
    if (await connection.read(byte) === null) break;
    head += String.fromCharCode(byte[0]!);
  }
  return head;
}

async function writeAll(connection: Deno.Conn, chunk: Uint8Array): Promise<void> {
  for (let rest = chunk; rest.length > 0;) rest = rest.subarray(await connection.write(rest));
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname.endsWith(".localhost") || hostname === "::1" ||
    isIP(hostname) === 4 && hostname.startsWith("127.");
}

function isExcepted(hostname: string, except: string): boolean {
  return except.split(",").map((entry) => entry.trim().toLowerCase().replace(/^\*?\./, "")).some((entry) =>
    entry === "*" || entry !== "" && (hostname === entry || hostname.endsWith(`.${entry}`))
  );
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
