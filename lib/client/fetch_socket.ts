import { CLOSE } from "../shared/close_codes.ts";
import { CLOSED, LOST, OPEN, type Socket } from "./socket.ts";

export interface FetchSocketOptions {
  /** Path of `GET /api/snapshot`. */
  readonly url: string;
  /** Milliseconds between two requests; asked again after each. */
  readonly interval: () => number;
  readonly fetch: (url: string, init: { signal: AbortSignal; cache: "no-store" }) => Promise<Response>;
  /** Calls `run` every `milliseconds` until the returned function is called. */
  readonly every: (milliseconds: number, run: () => void) => () => void;
}

/** Asking for the whole snapshot again and again, as a connection like a WebSocket on which every message is `initial`. */
export class FetchSocket implements Socket {
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { readonly data: unknown }) => void) | null = null;
  onclose: ((event: { readonly code: number }) => void) | null = null;
  readonly #options: FetchSocketOptions;
  readonly #gone = new AbortController();
  #interval: number;
  #stop: () => void;
  #asking = false;

  constructor(options: FetchSocketOptions) {
    this.#options = options;
    this.#interval = options.interval();
    this.#stop = this.#askEvery(this.#interval);
    void this.#ask();
  }

  /** Nothing can be said: what is asked for is always everything. */
  send(): void {}

  close(): void {
    this.readyState = CLOSED;
    this.#stop();
    this.#gone.abort();
  }

  /** One request at a time: an answer that is late must not be overtaken by a later one. */
  async #ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    const frame = await this.#frame();
    this.#asking = false;
    if (this.readyState === CLOSED) return;
    if (typeof frame === "number") {
      this.close();
      this.onclose?.({ code: frame });
      return;
    }
    if (this.readyState !== OPEN) {
      this.readyState = OPEN;
      this.onopen?.();
    }
    this.onmessage?.({ data: frame });
    this.#keepPace();
  }

  #askEvery(interval: number): () => void {
    return this.#options.every(interval, () => void this.#ask());
  }

  /** What was just heard may say that figures come more or less often from now on. */
  #keepPace(): void {
    const interval = this.#options.interval();
    if (interval === this.#interval || this.readyState === CLOSED) return;
    this.#stop();
    this.#interval = interval;
    this.#stop = this.#askEvery(interval);
  }

  /** The answer as a message; where there was none that could be one, what a WebSocket would be closed with. */
  async #frame(): Promise<string | number> {
    const { url, fetch } = this.#options;
    try {
      const response = await fetch(url, { signal: this.#gone.signal, cache: "no-store" });
      if (response.status === 401 || response.status === 403) return CLOSE.signedOut.code;
      if (!response.ok) return LOST;
      const data = await response.json();
      return JSON.stringify({ type: "initial", seq: data.seq, epoch: data.epoch, data });
    } catch {
      return LOST;
    }
  }
}
