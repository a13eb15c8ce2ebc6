import { Buffer } from "node:buffer";
import { X509Certificate } from "node:crypto";
import { type ConnectOptions, openLine, type Peer, untilAborted } from "../markets/connection.ts";
import { bytes, clientHello, type Hello, vector } from "./tls_hello.ts";
import { TlsReader } from "./tls_reader.ts";
import { HandshakeOpener } from "./tls_secrets.ts";

export interface PeerCertificate {
  /** ms since 1970 */
  readonly validTo: number;
}

const RECORD = { handshake: 22, applicationData: 23 } as const;
const MESSAGE = { serverHello: 2, certificate: 11 } as const;
const TLS_13 = 0x0304;
const EXTENSION = { supportedVersions: 43, keyShare: 51 } as const;
/** A record's content and a chain of certificates are no longer than this. */
const LONGEST = 64 * 1024;

/**
 * The certificate that a server shows, read from the beginning of a handshake that is left there, because the runtime
 * does not tell it of a finished one (Deno 2.4). It is not verified here. Null when it cannot be understood.
 */
export async function certificateOf(
  peer: Peer,
  options: Pick<ConnectOptions, "journey" | "signal" | "proxy">,
): Promise<PeerCertificate | null> {
  using connection = await openLine(peer, options);
  const { signal } = options;
  return await options.journey.step("tls", () => untilAborted(readCertificate(connection, peer), signal));
}

async function readCertificate(connection: Deno.Conn, { hostname }: Peer): Promise<PeerCertificate | null> {
  const hello = clientHello(hostname);
  await writeAll(connection, bytes([RECORD.handshake, 3, 1], vector(2, hello.message)));
  try {
    return await firstCertificate(connection, hello);
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return null;
    throw error;
  }
}

async function firstCertificate(connection: Deno.Conn, hello: Hello): Promise<PeerCertificate | null> {
  let pending: Uint8Array = new Uint8Array();
  let opener: HandshakeOpener | undefined;
  for (let read = 0; read < LONGEST; read += pending.length) {
    const record = await readRecord(connection);
    const { type, content } = opener && record.type === RECORD.applicationData
      ? opener.open(record.header, record.content)
      : record;
    // Servers send a change of cipher that means nothing.
    if (type === 20) continue;
    if (type !== RECORD.handshake) return null;
    pending = bytes(pending, content);
    for (let message = takeMessage(pending); message; message = takeMessage(pending)) {
      pending = pending.subarray(message.whole.length);
      if (message.type === MESSAGE.serverHello) opener = openerFor(message, hello);
      if (message.type === MESSAGE.certificate) return leafOf(message.body, opener !== undefined);
    }
  }
  return null;
}

interface Handshake {
  readonly type: number;
  readonly body: Uint8Array;
  readonly whole: Uint8Array;
}

function takeMessage(pending: Uint8Array): Handshake | undefined {
  if (pending.length < 4) return undefined;
  const length = new TlsReader(pending.subarray(1, 4)).number(3);
  if (length > LONGEST) throw new RangeError("A message is too long");
  if (pending.length < 4 + length) return undefined;
  return { type: pending[0]!, body: pending.subarray(4, 4 + length), whole: pending.slice(0, 4 + length) };
}

/** What opens the rest of a handshake of TLS 1.3; undefined with TLS 1.2, where it is open. */
function openerFor({ body, whole }: Handshake, { key, message }: Hello): HandshakeOpener | undefined {
  const reader = new TlsReader(body);
  reader.take(2 + 32);
  reader.vector(1);
  reader.take(2 + 1);
  const extensions = new Map<number, TlsReader>();
  if (!reader.done) {
    const list = reader.vector(2);
    while (!list.done) extensions.set(list.number(2), list.vector(2));
  }
  if (extensions.get(EXTENSION.supportedVersions)?.number(2) !== TLS_13) return undefined;
  const share = extensions.get(EXTENSION.keyShare)!;
  share.number(2);
  const shared = new Uint8Array(key.computeSecret(share.vector(2).rest()));
  return new HandshakeOpener(shared, bytes(message, whole));
}

/** The server's own certificate, the first of the list (RFC 8446 and RFC 5246, "Certificate"). */
function leafOf(body: Uint8Array, tls13: boolean): PeerCertificate | null {
  const reader = new TlsReader(body);
  if (tls13) reader.vector(1);
  const der = reader.vector(3).vector(3).rest();
  const validTo = Date.parse(new X509Certificate(Buffer.from(der)).validTo);
  return Number.isNaN(validTo) ? null : { validTo };
}

async function readRecord(connection: Deno.Conn) {
  const header = await readExactly(connection, 5);
  const content = await readExactly(connection, new TlsReader(header.subarray(3)).number(2));
  return { type: header[0]!, header, content };
}

async function readExactly(connection: Deno.Conn, length: number): Promise<Uint8Array> {
  const content = new Uint8Array(length);
  for (let filled = 0; filled < length;) {
    const read = await connection.read(content.subarray(filled));
    if (read === null) throw new RangeError("The connection ended");
    filled += read;
  }
  return content;
}

async function writeAll(connection: Deno.Conn, content: Uint8Array): Promise<void> {
  for (let rest = content; rest.length > 0;) rest = rest.subarray(await connection.write(rest));
}
