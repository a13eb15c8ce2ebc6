import type { Call, Message } from "./market.ts";

/** What goes over the wire. Only {@linkcode allowedRequest} makes one. */
export interface Outgoing extends Message {
  readonly call: string;
  readonly method: Call["method"] | "HEAD" | "OPTIONS";
  readonly url: string;
}

/**
 * The request `name` of a market's allow-list. On 11st even a GET can change an order, so nothing that is not written
 * there can be sent.
 *
 * @throws {RangeError} when the list has no such call, or the base URL is one that would make another of it
 */
export function allowedRequest(
  { calls, baseUrl }: { readonly calls: Readonly<Record<string, Call>>; readonly baseUrl: string },
  { name, message = {} }: { readonly name: string; readonly message?: Message },
): Outgoing {
  const call = Object.hasOwn(calls, name) ? calls[name] : undefined;
  if (!call) throw new RangeError(`Cannot request "${name}": allowed are ${Object.keys(calls).join(", ")}`);
  const url = baseUrl + call.path;
  if (!isBelow(url, { baseUrl, path: call.path })) {
    throw new RangeError(`Cannot request "${name}": the base URL leads elsewhere`);
  }
  const fixed = call.body === undefined ? {} : { body: call.body };
  return { ...message, ...fixed, call: name, method: call.method, url };
}

/**
 * Whether what goes over the wire is the call's own path on the base URL's own host. A `?` or `#` at the end of a base URL
 * would turn the path into something that the server ignores.
 */
function isBelow(url: string, { baseUrl, path }: { baseUrl: string; path: string }): boolean {
  const [sent, base] = [URL.parse(url), URL.parse(baseUrl)];
  if (!sent || !base || !["http:", "https:"].includes(sent.protocol)) return false;
  const [pathname = "", query = ""] = path.split("?");
  return sent.origin === base.origin && sent.username === "" && sent.password === "" && sent.hash === "" &&
    sent.pathname.endsWith(pathname) && sent.search === (query && `?${query}`);
}
