import { LIMITS, type Socket } from "./session.ts";

const OPEN = 1;
const CLOSED = 3;

/** How long a browser waits before it comes back by itself, in ms. */
const RETRY_AFTER = 3000;

const utf8 = new TextEncoder();

/** The body of an event stream, written to as if it were a WebSocket. */
export class StreamSocket implements Socket {
  readonly body: ReadableStream<Uint8Array>;
  readonly #onClosed: () => void;
  #controller!: ReadableStreamDefaultController<Uint8Array>;
  #state: typeof OPEN | typeof CLOSED = OPEN;

  /** `onClosed` is called once, when either side has ended it. */
  constructor(onClosed: () => void) {
    this.#onClosed = onClosed;
    const source = {
      start: (controller: ReadableStreamDefaultController<Uint8Array>) =>
        void (this.#controller = controller),
      cancel: () => this.#end(),
    };
    // With nothing wanted in advance, what is wanted is what is unread, as a negative number.
    this.body = new ReadableStream(source, new ByteLengthQueuingStrategy({ highWaterMark: 0 }));
    this.retryAfter(RETRY_AFTER);
  }

  get readyState(): Socket["readyState"] {
    return this.#state;
  }

  /** Bytes that nobody has read yet. */
  get bufferedAmount(): number {
    return 0 - (this.#controller.desiredSize ?? 0);
  }

  send(text: string): void {
    this.write(utf8.encode(text));
  }

  /** The same bytes may be written to any number of streams. */
  write(event: Uint8Array): void {
    if (this.#state === OPEN) this.#controller.enqueue(event);
  }

  /** Tells the browser how long to wait before it comes back, in ms. */
  retryAfter(ms: number): void {
    this.send(`retry: ${ms}\n\n`);
  }

  /** Ends the stream after what is unread; one that is not read is cut off, because it would never end. */
  close(_code?: number, reason?: string): void {
    if (this.#state !== OPEN) return;
    if (this.bufferedAmount > LIMITS.bufferedBytes) {
      this.#controller.error(new Error(`The event stream was cut off: ${reason}`));
    } else {
      this.#controller.close();
    }
    this.#end();
  }

  #end(): void {
    this.#state = CLOSED;
    this.#onClosed();
  }
}
