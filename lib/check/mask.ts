/**
 * Hides secrets in what is shown of a request or an answer. What is known to be harmless is shown, all else of some
 * length is not: a market may put a secret where nobody expects one. Lengths stay, because a key that was cut off when
 * it was copied is the commonest mistake.
 */
const HARMLESS_HEADERS = new Set([
  "user-agent",
  "accept",
  "accept-encoding",
  "accept-language",
  "connection",
  "content-encoding",
  "content-language",
  "content-length",
  "content-type",
  "date",
  "host",
  "location",
  "retry-after",
  "server",
  "transfer-encoding",
  "vary",
  "x-market",
  "www-authenticate",
]);

/** By the beginning of their names: limits of calls, as the markets tell them. */
const HARMLESS_PREFIXES = ["gncp-gw-quota", "gncp-gw-ratelimit", "x-ratelimit", "x-cag", "cache-control"];

/** Words of signing schemes, and dates in them. */
const HARMLESS_WORD = /^(CEA|Bearer|algorithm|HmacSHA256|access-key|signed-date|signature|\d{6}T\d{6}Z)$/;

const HARMLESS_FIELDS = new Set(["grant_type", "type", "timestamp"]);

/** Members of an answer whose values open doors. */
const SECRET_MEMBER =
  /("[^"]*(?:token|secret|password|signature|api_?key|access_?key)[^"]*"\s*:\s*)"((?:[^"\\]|\\.)*)"/gi;

const hidden = (value: string) => `***(${value.length})`;

/** The value of a header. */
export function maskHeader(name: string, value: string): string {
  const plain = name.toLowerCase();
  if (HARMLESS_HEADERS.has(plain) || HARMLESS_PREFIXES.some((prefix) => plain.startsWith(prefix))) {
    return value;
  }
  return value.replaceAll(/[^\s,;=]+/g, (word) => HARMLESS_WORD.test(word) ? word : hidden(word));
}

/** A form in a body. */
export function maskForm(body: string): string {
  const fields = [...new URLSearchParams(body)];
  return fields.map(([name, value]) => `${name}=${HARMLESS_FIELDS.has(name) ? value : hidden(value)}`).join(
    "&",
  );
}

/** A JSON text; any other stays as it is. */
export function maskJson(text: string): string {
  return text.replaceAll(SECRET_MEMBER, (_, name: string, value: string) => `${name}"${hidden(value)}"`);
}
