import { Buffer } from "node:buffer";
import { createECDH, type ECDH, randomBytes } from "node:crypto";
import { isIP } from "node:net";

/** A ClientHello (RFC 8446, 4.1.2), without its record, and the key that it offers. */
export interface Hello {
  readonly message: Uint8Array;
  readonly key: ECDH;
}

const HANDSHAKE_CLIENT_HELLO = 1;
const P256 = 0x0017;
/** TLS_AES_128_GCM_SHA256, which every server with TLS 1.3 has, and what servers with TLS 1.2 have. */
const CIPHERS = [0x1301, 0xc02f, 0xc030, 0xc02b, 0xc02c, 0xcca8, 0xcca9, 0x009c, 0x009d, 0x002f, 0x0035];
const GROUPS = [P256, 0x0018, 0x001d];
const SIGNATURES = [0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601, 0x0203, 0x0201];
const VERSIONS = [0x0304, 0x0303];

/** Asks for TLS 1.3 or 1.2, so that either kind of server shows its certificate. */
export function clientHello(hostname: string): Hello {
  const key = createECDH("prime256v1");
  const share = key.generateKeys();
  const extensions = [
    ...(isIP(hostname)
      ? []
      : [extension(0, vector(2, bytes([0], vector(2, new TextEncoder().encode(hostname)))))]),
    extension(10, vector(2, numbers(GROUPS))),
    extension(11, vector(1, bytes([0]))),
    extension(13, vector(2, numbers(SIGNATURES))),
    extension(43, vector(1, numbers(VERSIONS))),
    extension(51, vector(2, bytes(numbers([P256]), vector(2, share)))),
  ];
  const body = bytes(
    [3, 3],
    randomBytes(32),
    vector(1, randomBytes(32)),
    vector(2, numbers(CIPHERS)),
    vector(1, bytes([0])),
    vector(2, bytes(...extensions)),
  );
  return { key, message: bytes([HANDSHAKE_CLIENT_HELLO], vector(3, body)) };
}

function extension(type: number, content: Uint8Array): Uint8Array {
  return bytes(numbers([type]), vector(2, content));
}

/** `content` behind its length, which takes `size` bytes. */
export function vector(size: number, content: Uint8Array): Uint8Array {
  const length = Array.from({ length: size }, (_, index) => content.length >> 8 * (size - 1 - index) & 0xff);
  return bytes(length, content);
}

function numbers(values: readonly number[]): Uint8Array {
  return new Uint8Array(values.flatMap((value) => [value >> 8, value & 0xff]));
}

export function bytes(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts.map((part) => new Uint8Array(part))));
}
