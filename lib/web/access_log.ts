/**
 * The access log: one line for each request, once it is answered to its end. A query is never written, because people put
 * tokens there; nor are headers.
 */
import { type Context, HttpError, type Middleware } from "fresh";
import { peerAddress } from "./peer_address.ts";
import { withoutSecrets } from "./without_secrets.ts";
import type { State } from "./state.ts";

/** Anybody can ask for an address of any length. */
const LONGEST_PATH = 500;
const LONGEST_PEER = 100;

/** To be the outermost middleware; it finds the services by itself, because they are given out further in. */
export function accessLog(services: State["services"]): Middleware<State> {
  return async function accessLogMiddleware(ctx) {
    if (services.access === "off") return await ctx.next();
    const started = performance.now();
    // Once a request is closed nothing can be read from it any more.
    const { method } = ctx.req;
    const path = withoutSecrets(ctx.url.pathname).slice(0, LONGEST_PATH);
    const peer = peerAddress(ctx, services.server.trust_proxy).slice(0, LONGEST_PEER);
    const write = (status: number, sent: Sent = { bytes: 0 }) => {
      if (services.access === "errors" && status < 400) return;
      const ms = Math.round(performance.now() - started);
      services.log.info("Answered", { method, path, status, ms, ...sent, peer });
    };
    try {
      const response = await ctx.next();
      return counted(response, ctx, (sent) => write(response.status, sent));
    } catch (error) {
      write(error instanceof HttpError ? error.status : 500);
      throw error;
    }
  };
}

/** Bytes of the body before it is compressed, and whether the peer went before it had them all. */
interface Sent {
  readonly bytes: number;
  readonly aborted?: true;
}

/** The same answer, of which `tell` hears when it was sent. A WebSocket's is sent at once and must stay as it is. */
function counted(response: Response, { info, req }: Context<State>, tell: (sent: Sent) => void): Response {
  const { body, status } = response;
  if (status === 101 || body === null || req.method === "HEAD") {
    tell({ bytes: 0 });
    return response;
  }
  let bytes = 0;
  let whole = false;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      controller.enqueue(chunk);
    },
    flush() {
      whole = true;
    },
  });
  const done = () => tell(whole ? { bytes } : { bytes, aborted: true });
  info.completed.then(done, done);
  return new Response(body.pipeThrough(counter), response);
}
