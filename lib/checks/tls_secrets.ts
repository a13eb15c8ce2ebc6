import { createDecipheriv, createHash, createHmac } from "node:crypto";
import { bytes, vector } from "./tls_hello.ts";

const EMPTY = new Uint8Array();
const TAG = 16;

/** Opens what a server encrypts during the handshake (RFC 8446, 5.2 and 7.1) with TLS_AES_128_GCM_SHA256. */
export class HandshakeOpener {
  readonly #key: Uint8Array;
  readonly #iv: Uint8Array;
  #sequence = 0;

  /** @param transcript both hellos, one after the other */
  constructor(shared: Uint8Array, transcript: Uint8Array) {
    const early = hmac(new Uint8Array(32), new Uint8Array(32));
    const handshake = hmac(expand(early, "derived", hash(EMPTY), 32), shared);
    const traffic = expand(handshake, "s hs traffic", hash(transcript), 32);
    this.#key = expand(traffic, "key", EMPTY, 16);
    this.#iv = expand(traffic, "iv", EMPTY, 12);
  }

  /** The content of a record and its type; throws when it was not encrypted with these secrets. */
  open(header: Uint8Array, sealed: Uint8Array): { type: number; content: Uint8Array } {
    const nonce = this.#iv.slice();
    const sequence = this.#sequence++;
    for (let index = 0; index < 4; index += 1) nonce[11 - index]! ^= sequence >> 8 * index & 0xff;
    const decipher = createDecipheriv("aes-128-gcm", this.#key, nonce);
    decipher.setAAD(header);
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
    const opened = bytes(decipher.update(sealed.subarray(0, sealed.length - TAG)), decipher.final());
    const end = opened.findLastIndex((byte) => byte !== 0);
    return { type: opened[end] ?? 0, content: opened.subarray(0, Math.max(0, end)) };
  }
}

function hash(content: Uint8Array): Uint8Array {
  return new Uint8Array(createHash("sha256").update(content).digest());
}

function hmac(key: Uint8Array, content: Uint8Array): Uint8Array {
  return new Uint8Array(createHmac("sha256", key).update(content).digest());
}

/** HKDF-Expand-Label for at most one block. */
function expand(secret: Uint8Array, label: string, context: Uint8Array, length: number): Uint8Array {
  const named = vector(1, new TextEncoder().encode(`tls13 ${label}`));
  const info = bytes([length >> 8, length & 0xff], named, vector(1, context));
  return hmac(secret, bytes(info, [1])).subarray(0, length);
}
