/**
 * The secrets of tokens: `mp_`, or `mps_` for a screen's, 43 letters and digits of 256 random bits, and six that tell a
 * secret from a mistyped one, and one of ours from anything else that looks like it.
 */
import { createHash } from "node:crypto";
import { TOKEN_KINDS, type TokenKind } from "../state/token_store.ts";

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** 62 to this power is more than 2 to the 256th. */
const RANDOM_LENGTH = 43;
const CHECK_LENGTH = 6;

export const TOKEN_PREFIX: Readonly<Record<TokenKind, string>> = { api: "mp_", screen: "mps_" };

/** Where a secret may stand in a text that is shown to somebody, whole or cut off. */
export const TOKEN_PATTERN = /\bmps?_[0-9A-Za-z]{4,}/g;

export function newSecret(kind: TokenKind): string {
  const random = crypto.getRandomValues(new Uint8Array(32));
  const body = TOKEN_PREFIX[kind] + inBase62(random).padStart(RANDOM_LENGTH, "0");
  return body + checkOf(body);
}

/** What `text` is a secret of; null when it is none that was ever given out, which costs no look into the state. */
export function kindOfSecret(text: string): TokenKind | null {
  const kind = TOKEN_KINDS.find((kind) => text.startsWith(TOKEN_PREFIX[kind]));
  if (!kind || text.length !== TOKEN_PREFIX[kind].length + RANDOM_LENGTH + CHECK_LENGTH) return null;
  const body = text.slice(0, -CHECK_LENGTH);
  return text === body + checkOf(body) ? kind : null;
}

/** What is kept of a secret. Nothing slow is needed, because nobody guesses 256 random bits. */
export function hashOfSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

function checkOf(body: string): string {
  const digest = createHash("sha256").update(`check ${body}`).digest().subarray(0, 4);
  return inBase62(digest).padStart(CHECK_LENGTH, "0");
}

function inBase62(bytes: Uint8Array): string {
  let rest = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  let text = "";
  for (; rest > 0n; rest /= 62n) text = DIGITS[Number(rest % 62n)] + text;
  return text;
}
