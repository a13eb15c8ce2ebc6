import type { Way } from "../shared/link.ts";
import { PROTOCOL_V1 } from "../shared/protocol.ts";
import { FetchSocket } from "./fetch_socket.ts";
import { every } from "./page_timer.ts";
import { type Position, positionQuery, type Socket } from "./socket.ts";
import { type Events, StreamSocket } from "./stream_socket.ts";

export interface PageWaysOptions {
  /** Where the server's paths begin, for example `https://shop.example.com/pulse`. */
  readonly base: string;
  /** Milliseconds between two requests where asking is the only way. */
  readonly interval: () => number;
}

/** The browser's ways to its server, each as a connection like a WebSocket. */
export function pageWays({ base, interval }: PageWaysOptions): (way: Way, position: Position) => Socket {
  return (way, position) => {
    switch (way) {
      case "socket":
        return new WebSocket(
          `${base.replace(/^http/, "ws")}/ws?${positionQuery(position)}`,
          PROTOCOL_V1,
        ) as Socket;
      case "stream":
        return new StreamSocket({
          url: `${base}/api/stream`,
          position,
          open: (url) => new EventSource(url) as Events,
        });
      case "fetch":
        return new FetchSocket({
          url: `${base}/api/snapshot`,
          interval,
          fetch: (url, init) => fetch(url, init),
          every,
        });
    }
  };
}
