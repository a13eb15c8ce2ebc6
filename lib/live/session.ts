/**
 * One live client. What it is sent: everything in order while it reads, and the latest state instead of a queue once it
 * did not. A session never throws; a socket that is not open any more is left alone.
 */
import type { Clock } from "../shared/clock.ts";
import { CLOSE, type CloseCode, closeReason } from "../shared/close_codes.ts";
import type { ClientMessage } from "../shared/protocol.ts";
import { type Misunderstood, parseClientMessage } from "./client_message.ts";
import { encode, type Frame, type Frames } from "./frames.ts";
import type { Change, Hub } from "./hub.ts";
import type { Traffic } from "./traffic.ts";

/** The part of a `WebSocket` that a session needs. */
export type Socket = Pick<WebSocket, "send" | "close" | "bufferedAmount" | "readyState">;

/** What all sessions share. */
export interface SessionContext {
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
  /** Messages within `messageWindow` above which the connection is closed; a page sends one now and then. */
  messages: 100,
  /** Milliseconds. */
  messageWindow: 10_000,
  /** Malformed messages within `faultWindow` before the connection is closed. */
  faults: 5,
  /** Milliseconds after which a malformed message is forgiven. */
  faultWindow: 60_000,
  /** Unsent bytes above which a client is lagging and gets the latest state later. */
  bufferedBytes: 256 * 1024,
  /** Milliseconds that a client may lag before it is closed. */
  lagging: 30_000,
  /** A client that is sent away is first let finish what it is saying: until it was silent for so many ms … */
  silence: 250,
  /** … but no longer than so many. */
  farewell: 5_000,
} as const;

const OPEN = 1;
const PONG = encode({ type: "pong" });

/** Why a client is sent away, since when, and when it last said something. */
interface Leaving {
  readonly close: CloseCode;
  readonly since: number;
  heard: number;
}

/** What both kinds of clients have in common; `LegacySession` and `PatchSession` add what they are sent. */
export abstract class Session {
  protected readonly socket: Socket;
  protected readonly context: SessionContext;
  /** When the last malformed messages came; made with the first, because nearly no client sends one. */
  #faults: number[] | undefined;
  #leaving: Leaving | undefined;
  /** Since when messages are counted, and how many have come. */
  #countedSince = 0;
  #counted = 0;
  #sentAt = -Infinity;
  #laggingSince: number | undefined;

  constructor(socket: Socket, context: SessionContext) {
    this.socket = socket;
    this.context = context;
  }

  /** The hub's snapshot changed, or a tick confirmed it. */
  abstract changed(change: Change): void;
  /** Sends what is due at `now` (ms of the clock) because time has passed. */
  protected abstract passed(now: number): void;
  /** The client was not sent something, because it has too much unread. */
  protected abstract fellBehind(): void;
  /** Handles what is not the same for all clients. */
  protected abstract handle(message: ClientMessage): void;

  /** Time has passed, a second or less, and it is `now`. */
  ticked(now: number): void {
    if (this.#leaving) this.#leave(this.#leaving, now);
    else this.passed(now);
  }

  /** Whether the client has unread data above the limit; past its time it is closed. */
  protected lags(): boolean {
    const { socket } = this;
    if (socket.bufferedAmount <= LIMITS.bufferedBytes) {
      this.#laggingSince = undefined;
      return false;
    }
    const { clock, traffic } = this.context;
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
    if (this.#leaving) return void (this.#leaving.heard = this.context.clock.now());
    if (!this.isOpen) return;
    if (sizeOf(data) > LIMITS.messageLength) return this.sendAway(CLOSE.tooBig);
    if (this.#isOneTooMany()) return this.sendAway(CLOSE.tooMany);
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

  #isOneTooMany(): boolean {
    const now = this.context.clock.now();
    const since = now - this.#countedSince;
    if (since < 0 || since >= LIMITS.messageWindow) {
      this.#countedSince = now;
      this.#counted = 0;
    }
    this.#counted += 1;
    return this.#counted > LIMITS.messages;
  }

  /** Says what is wrong with a message; faults that come often end the connection. */
  protected refuse(error: Misunderstood): void {
    this.send(encode({ type: "error", ...error }));
    const now = this.context.clock.now();
    const recent = this.#faults?.filter((at) => now - at < LIMITS.faultWindow) ?? [];
    this.#faults = [...recent, now];
    if (this.#faults.length >= LIMITS.faults) this.sendAway(CLOSE.policy);
  }

  /**
   * Closes as soon as the client falls silent, and reads nothing of it any more. The runtime ends a connection that it
   * closes at the next message that comes, often before it has written why, and a client that is still sending then sees
   * a broken connection.
   */
  protected sendAway(close: CloseCode): void {
    const now = this.context.clock.now();
    this.#leaving = { close, since: now, heard: now };
  }

  #leave({ close, since, heard }: Leaving, now: number): void {
    if (now - heard < LIMITS.silence && now - since < LIMITS.farewell) return;
    this.#leaving = undefined;
    this.close(close);
  }

  /** When the client was last sent something. */
  protected get sentAt(): number {
    return this.#sentAt;
  }

  /** Whether the client is to be sent anything. */
  get isOpen(): boolean {
    return this.socket.readyState === OPEN && this.#leaving === undefined;
  }

  send(frame: Frame): void {
    if (!this.isOpen) return;
    const { traffic, clock } = this.context;
    this.#sentAt = clock.now();
    traffic.messages += 1;
    traffic.bytes += this.write(frame);
  }

  /** @returns the bytes that were written */
  protected write({ text, bytes }: Frame): number {
    this.socket.send(text);
    return bytes;
  }

  close(close: CloseCode): void {
    if (this.socket.readyState !== OPEN) return;
    const { code } = close;
    const { closed } = this.context.traffic;
    closed.set(code, (closed.get(code) ?? 0) + 1);
    this.socket.close(code, closeReason(close));
  }
}

function sizeOf(data: unknown): number {
  if (typeof data === "string") return data.length;
  return data instanceof ArrayBuffer ? data.byteLength : data instanceof Blob ? data.size : 0;
}
