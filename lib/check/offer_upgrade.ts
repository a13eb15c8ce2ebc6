import http from "node:http";
import https from "node:https";
import { PROTOCOL_V1 } from "../shared/protocol.ts";

export interface UpgradeAnswer {
  /** 101: a WebSocket was opened. Null: nobody answered. */
  readonly status: number | null;
  /** The server's first message arrived. */
  readonly greeted: boolean;
  readonly error: string | null;
  /** It arrived as it was asked for, but who asks has to log in first. */
  readonly asksForLogin: boolean;
}

/**
 * Asks for a WebSocket as a browser on the page itself would, with its Origin, and awaits the first message. The
 * standard `WebSocket` tells neither the status of a refusal nor lets the Origin be set.
 */
export function offerUpgrade(url: URL, limit: number): Promise<UpgradeAnswer> {
  const { promise, resolve } = Promise.withResolvers<UpgradeAnswer>();
  let status: number | null = null;
  const request = (url.protocol === "https:" ? https : http).request(url, {
    headers: {
      connection: "Upgrade",
      upgrade: "websocket",
      origin: url.origin,
      "sec-websocket-version": "13",
      "sec-websocket-key": btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16)))),
      "sec-websocket-protocol": PROTOCOL_V1,
    },
  });
  const end = (answer: Partial<UpgradeAnswer>) => {
    clearTimeout(timer);
    request.destroy();
    resolve({ status, greeted: false, error: null, asksForLogin: false, ...answer });
  };
  const timer = setTimeout(() => end({ error: `no answer within ${limit} ms` }), limit);
  request.on("error", (error: Error) => end({ error: error.message }));
  request.on("response", (response) => {
    status = response.statusCode ?? null;
    end({ asksForLogin: status === 401 && response.headers["www-authenticate"] === 'Bearer realm="live"' });
  });
  request.on("upgrade", (response, socket, head) => {
    status = response.statusCode ?? null;
    let received = "";
    const onData = (bytes: Uint8Array) => {
      received += new TextDecoder().decode(bytes);
      if (!received.includes('"initial"')) return;
      socket.destroy();
      end({ greeted: true });
    };
    socket.on("data", onData);
    socket.on("error", (error: Error) => end({ error: error.message }));
    socket.on("close", () => end({ error: "the connection was closed before the first message" }));
    onData(head);
  });
  request.end();
  return promise;
}
