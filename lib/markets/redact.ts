import type { Message } from "./market.ts";

/** Shorter parts of a header or a form are words of the protocol, not secrets. */
const SECRET_LENGTH = 16;

/** What of a message must not come back out, should the market quote it: keys, signatures, tokens. */
export function secretsIn({ headers = {}, body = "" }: Message): string[] {
  const inHeaders = Object.values(headers).flatMap((value) => value.split(/[\s,;=]+/));
  return [...inHeaders, ...new URLSearchParams(body).values()].filter((part) => part.length >= SECRET_LENGTH);
}

/** `text` with every one of `secrets` replaced. */
export function redact(text: string, secrets: readonly string[]): string {
  return secrets.reduce((clean, secret) => secret === "" ? clean : clean.replaceAll(secret, "***"), text);
}
