import type { Socket } from "./live_connection.ts";

/** Opens a WebSocket of the browser. */
export function pageSocket(url: string, protocol: string): Socket {
  return new WebSocket(url, protocol) as Socket;
}
