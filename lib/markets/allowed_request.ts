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
 * @throws {RangeError} when the list has no such call
 */
export function allowedRequest(
  { calls, baseUrl }: { readonly calls: Readonly<Record<string, Call>>; readonly baseUrl: string },
  { name, message = {} }: { readonly name: string; readonly message?: Message },
): Outgoing {
  const call = Object.hasOwn(calls, name) ? calls[name] : undefined;
  if (!call) throw new RangeError(`Cannot request "${name}": allowed are ${Object.keys(calls).join(", ")}`);
  return { ...message, call: name, method: call.method, url: baseUrl + call.path };
}
