import { createHash } from "node:crypto";

/** Letters and digits that nobody takes for others, 32 of them. */
const DIGITS = "23456789abcdefghjkmnpqrstuvwxyz0";
const LENGTH = 16;
const NUMBER = 10;

/** Codes of 80 random bits for who has lost their app, each good once: `h7kq-2m9x-…`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: NUMBER }, () => {
    const random = crypto.getRandomValues(new Uint8Array(LENGTH));
    const digits = Array.from(random, (byte) => DIGITS[byte % DIGITS.length]).join("");
    return digits.match(/.{4}/g)!.join("-");
  });
}

/** What is kept of a code, however it was typed; null when it cannot be one. */
export function hashOfRecoveryCode(typed: string): string | null {
  const code = typed.toLowerCase().replaceAll(/[\s-]/g, "");
  return /^[a-z0-9]{16}$/.test(code) ? createHash("sha256").update(code).digest("hex") : null;
}
