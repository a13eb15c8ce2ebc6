import type { Text } from "../shared/text.ts";
import { authTexts } from "./texts.ts";

/** Characters; there are no other rules, because length is what helps (NIST SP 800-63B, 3.1.1.2). */
export const SHORTEST_PASSWORD = 10;
/** Bytes, so that nobody has megabytes hashed. */
export const LONGEST_PASSWORD = 1_024;

/** The same password however a keyboard composes it: a Mac sends 한 in three parts, Windows in one. */
export function normalPassword(password: string): string {
  return password.normalize("NFKC");
}

/** What is wrong with a password that somebody chose; null when it will do. */
export function passwordFault(password: string): Text | null {
  const normal = normalPassword(password);
  if ([...normal].length < SHORTEST_PASSWORD) return authTexts.shortPassword(SHORTEST_PASSWORD);
  if (tooLong(normal)) return authTexts.longPassword(LONGEST_PASSWORD);
  return null;
}

/** Whether it is more than anybody's password can be. */
export function tooLong(password: string): boolean {
  return password.length > LONGEST_PASSWORD || new TextEncoder().encode(password).length > LONGEST_PASSWORD;
}
