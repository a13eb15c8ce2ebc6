import type { Config } from "./config.ts";

/** Keys of markets whose values open something. Who a seller is (`vendor_id`, `client_id`) is no secret. */
const SECRET_KEY = /(?:_key|secret|token|password)$/;

/** Headers of own checks that are sent to everybody alike. */
const HARMLESS_HEADERS = new Set(["accept", "accept-language", "content-type", "host", "user-agent"]);

/** Every secret that a configuration holds, in each form in which it is written somewhere. */
export function secretsOf(config: Config): string[] {
  const urls = [config.database.url, config.redis.url, config.state.url, config.proxy.url];
  const keys = Object.values(config.markets).flatMap((market) =>
    Object.entries(market).filter(([name]) => SECRET_KEY.test(name)).map(([, value]) => String(value))
  );
  const headers = config.checks.flatMap((check) => check.type === "http" ? Object.entries(check.headers) : [])
    .filter(([name]) => !HARMLESS_HEADERS.has(name.toLowerCase())).map(([, value]) => value);
  // `Basic …` and `Bearer …` are names of schemes; what follows is the secret.
  const words = headers.flatMap((value) => [value, ...value.split(" ").slice(1)]);
  const own = [config.auth.oidc.client_secret];
  return [...new Set([...urls.flatMap(ofUrl), ...keys, ...words, ...own])].filter((secret) => secret !== "");
}

/** The password of a URL as it stands there, as it is, and as a proxy is sent it (RFC 7617). */
function ofUrl(url: string): string[] {
  const { username, password } = URL.parse(url) ?? { username: "", password: "" };
  if (password === "") return [];
  try {
    const [name, plain] = [decodeURIComponent(username), decodeURIComponent(password)];
    const pair = new TextEncoder().encode(`${name}:${plain}`);
    return [password, plain, btoa(String.fromCharCode(...pair))];
  } catch {
    // A percent sign that escapes nothing.
    return [password];
  }
}
