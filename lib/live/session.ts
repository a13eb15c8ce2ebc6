/**
 * One WebSocket client. What it is sent: everything in order while it reads, and the latest state instead of a queue
 * once it did not. A session never throws; a socket that is not open any more is left alone.
 */
import type { Clock } from "../shared/clock.ts";
import { CLOSE, type CloseCode } from "../shared/close_codes.ts";
import type { ClientMessage } from "../shared/protocol.ts";
import { type Misunderstood, parseClientMessage } from "./client_message.ts";
import { encode, type Frame, type Frames } from "./frames.ts";
import type { Change, Hub } from "./hub.ts";
import type { Traffic } from "./traffic.ts";

/** The part of a `WebSocket` that a session needs. */
export type Socket = Pick<WebSocket, "send" | "close" | "bufferedAmount" | "readyState">;

export interface SessionOptions {
  readonly socket: Socket;
  readonly hub: Hub;
  readonly frames: Frames;
  readonly clock: Clock;
  readonly traffic: Traffic;
  /** Milliseconds after which a client hears something although nothing changed. */
  readonly interval: () => number;
}

export const LIMITS = {
  /** Length of one message of a client, in UTF-16 units or bytes. */
  messageLength: 16 * 1024,
  /** Malformed messages before the connection is closed. */
  faults: 5,
  /** Unsent bytes above which a client is lagging and gets the latest state later. */
  bufferedBytes: 256 * 1024,
  /** Milliseconds that a client may lag before it is closed. */
  lagging: 30_000,
} as const;

const OPEN = 1;
const PONG = encode({ type: "pong" });

/** What both kinds of clients have in common; `LegacySession` and `PatchSession` add what they are sent. */
export abstract class Session {
  protected readonly options: SessionOptions;
  #faults = 0;
  #sentAt = -Infinity;
  #laggingSince: number | undefined;

  constructor(options: SessionOptions) {
    this.options = options;
  }

  /** The hub's snapshot changed, or a tick confirmed it. */
  abstract changed(change: Change): void;
  /** Time has passed, a second or less. */
  abstract ticked(): void;
  /** The client was not sent something, because it has too much unread. */
  protected abstract fellBehind(): void;
  /** Handles what is not the same for all clients. */
  protected abstract handle(message: ClientMessage): void;

  /** Whether the client has unread data above the limit; past its time it is closed. */
  protected lags(): boolean {
    const { socket, clock, traffic } = this.options;
    if (socket.bufferedAmount <= LIMITS.bufferedBytes) {
      this.#laggingSince = undefined;
      return false;
    }
    this.#laggingSince ??= clock.now();
    traffic.skipped += 1;
    if (clock.now() - this.#laggingSince > LIMITS.lagging) this.close(CLOSE.slow);
    return true;
  }

  /** Whether the client had too much unread data when it was last to be sent something. */
  get isLagging(): boolean {
    return this.#laggingSince !== undefined;
  }

  receive(data: unknown): void {
    if (!this.isOpen) return;
    if (sizeOf(data) > LIMITS.messageLength) return this.close(CLOSE.tooBig);
    // Who does not read gets no answers either: each would only wait in memory.
    if (this.lags()) return this.fellBehind();
    const parsed = parseClientMessage(data);
    if (!parsed.ok) {
      this.refuse(parsed.error);
    } else if (parsed.message.type === "ping") {
      this.send(PONG);
    } else {
      this.handle(parsed.message);
    }
  }

  /** Says what is wrong with a message; repeated faults end the connection. */
  protected refuse(error: Misunderstood): void {
    this.send(encode({ type: "error", ...error }));
    if (++this.#faults >= LIMITS.faults) this.close(CLOSE.policy);
  }

  /** Milliseconds since the client was last sent something. */
  protected get quietFor(): number {
    return this.options.clock.now() - this.#sentAt;
  }

  get isOpen(): boolean {
    return this.options.socket.readyState === OPEN;
  }

  send({ text, bytes }: Frame): void {
    if (!this.isOpen) return;
    const { socket, traffic } = this.options;
    this.#sentAt = this.options.clock.now();
    socket.send(text);
    traffic.messages += 1;
    traffic.bytes += bytes;
  }

  close({ code, reason }: CloseCode): void {
    if (!this.isOpen) return;
    this.options.traffic.closed.set(code, (this.options.traffic.closed.get(code) ?? 0) + 1);
    this.options.socket.close(code, reason);
  }
}

function sizeOf(data: unknown): number {
  if (typeof data === "string") return data.length;
  return data instanceof ArrayBuffer ? data.byteLength : data instanceof Blob ? data.size : 0;
}
