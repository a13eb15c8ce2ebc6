import { Buffer } from "node:buffer";
import { createHash, randomBytes } from "node:crypto";

/** 256 bits: nobody guesses one, so a quick hash is enough to keep it by. */
export function newSessionSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** What is kept of a secret: who reads the state cannot log in with it. Null for what cannot be a secret. */
export function hashOfSession(secret: string): string | null {
  if (!/^[\w-]{43}$/.test(secret)) return null;
  return createHash("sha256").update(Buffer.from(secret)).digest("hex");
}
