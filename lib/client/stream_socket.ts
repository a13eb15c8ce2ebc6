import type { ClientMessage } from "../shared/protocol.ts";
import { CLOSED, LOST, OPEN, type Position, positionQuery, type Socket } from "./socket.ts";

/** What is used of an `EventSource`. */
export interface Events {
  onopen: (() => void) | null;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onerror: (() => void) | null;
  addEventListener(type: "close", listener: (event: { readonly data: unknown }) => void): void;
  close(): void;
}

export interface StreamSocketOptions {
  /** Path of `GET /api/stream`. */
  readonly url: string;
  readonly position: Position;
  readonly open: (url: string) => Events;
}

/** Server-Sent Events as a connection like a WebSocket, of which only one direction exists. */
export class StreamSocket implements Socket {
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { readonly data: unknown }) => void) | null = null;
  onclose: ((event: { readonly code: number; readonly reason?: string }) => void) | null = null;
  readonly #options: StreamSocketOptions;
  #events: Events;

  constructor(options: StreamSocketOptions) {
    this.#options = options;
    this.#events = this.#open(`${options.url}?${positionQuery(options.position)}`);
  }

  /** The position travels in the address, so only a wish for the whole state needs an answer: a stream without one. */
  send(frame: string): void {
    const { type } = JSON.parse(frame) as ClientMessage;
    if (type !== "resync") return;
    this.#letGo();
    this.#events = this.#open(this.#options.url);
  }

  close(): void {
    this.readyState = CLOSED;
    this.#letGo();
  }

  #open(url: string): Events {
    const events = this.#options.open(url);
    events.onopen = () => {
      this.readyState = OPEN;
      this.onopen?.();
    };
    events.onmessage = ({ data }) => this.onmessage?.({ data });
    events.addEventListener("close", ({ data }) => {
      if (this.#events !== events || this.readyState === CLOSED) return;
      const { code, reason } = JSON.parse(String(data)) as { code: number; reason: string };
      this.close();
      this.onclose?.({ code, reason });
    });
    // A browser would come back at once and for ever; when to come back is decided in one place.
    events.onerror = () => {
      this.close();
      this.onclose?.({ code: LOST });
    };
    return events;
  }

  #letGo(): void {
    this.#events.onopen = this.#events.onmessage = this.#events.onerror = null;
    this.#events.close();
  }
}
