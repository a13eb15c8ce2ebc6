import { signal } from "@preact/signals";
import type { Refused, SIGNED_OUT } from "@/lib/client/ask_refusal.ts";
import { LiveConnection } from "@/lib/client/live_connection.ts";
import type { LiveSignals } from "@/lib/client/live_signals.ts";
import type { Position, Socket } from "@/lib/client/socket.ts";
import { ServerClock } from "@/lib/client/server_clock.ts";
import { PAGE_LINK, type Way } from "@/lib/shared/link.ts";
import { emptySnapshot, type Snapshot } from "@/lib/shared/snapshot.ts";

/** What the server's clock reads when the page is drawn. */
export const SERVER_TIME = Date.parse("2026-11-24T05:32:07.000Z");

/** A socket whose other end is the test. */
export class FakeSocket implements Socket {
  readyState = 0;
  closed = false;
  readonly sent: unknown[] = [];

  constructor(readonly way: Way = "socket", readonly position?: Position) {}

  onopen: (() => void) | null = null;
  onmessage: ((event: { readonly data: unknown }) => void) | null = null;
  onclose: ((event: { readonly code: number; readonly reason?: string }) => void) | null = null;

  send(frame: string) {
    this.sent.push(JSON.parse(frame));
  }
  close() {
    this.closed = true;
    this.readyState = 3;
  }
  /** The server accepts. */
  accept() {
    this.readyState = 1;
    this.onopen?.();
  }
  says(message: unknown) {
    this.onmessage?.({ data: typeof message === "string" ? message : JSON.stringify(message) });
  }
  drops(code = 1006, reason = "") {
    this.readyState = 3;
    this.onclose?.({ code, reason });
  }
}

export const iso = (ms: number) => new Date(ms).toISOString();

export function pageSnapshot(): Snapshot {
  return { ...emptySnapshot("live", "epoch-1", iso(SERVER_TIME)), seq: 7 };
}

/** A page with a connection that has been started, in a world where only the test makes time pass. */
export class FakePage implements Disposable {
  /** The browser's own clock: far from the server's. */
  time = 5_000_000;
  random = 0.5;
  /** What the server says when it is asked why it lets nobody in. */
  refused: Refused | typeof SIGNED_OUT | null = null;
  readonly sockets: FakeSocket[] = [];
  readonly signals: LiveSignals;
  readonly connection: LiveConnection;
  #tick: (() => void) | null = null;
  #gone = new AbortController();

  constructor() {
    this.signals = {
      snapshot: signal(pageSnapshot()),
      now: signal(SERVER_TIME),
      link: signal(PAGE_LINK),
    };
    const clock = { now: () => this.time };
    this.connection = new LiveConnection(this.signals, {
      open: (way, position) => {
        const socket = new FakeSocket(way, position);
        this.sockets.push(socket);
        return socket;
      },
      askRefusal: () => Promise.resolve(this.refused),
      clock,
      serverClock: new ServerClock(clock, { serverTime: SERVER_TIME, localTime: this.time }),
      every: (_, run) => {
        this.#tick = run;
        return () => this.#tick = null;
      },
      random: () => this.random,
    });
    this.connection.start(this.#gone.signal);
  }

  get socket(): FakeSocket {
    return this.sockets.at(-1)!;
  }

  get link() {
    return this.signals.link.value;
  }

  get ticking(): boolean {
    return this.#tick !== null;
  }

  /** Lets seconds pass, with a tick after each. */
  pass(seconds: number) {
    for (let second = 0; second < seconds; second++) {
      this.time += 1000;
      this.#tick?.();
    }
  }

  /** Lets time pass without a tick: the tab is hidden or the machine sleeps. */
  sleep(seconds: number) {
    this.time += seconds * 1000;
  }

  goLive() {
    this.socket.accept();
    this.beat();
  }

  /** What the server sends each interval while nothing changes. */
  beat() {
    const at = iso(SERVER_TIME + this.time - 5_000_000);
    this.socket.says({ type: "beat", seq: this.signals.snapshot.value.seq, at });
  }

  leave() {
    this.#gone.abort();
  }

  [Symbol.dispose]() {
    this.leave();
  }
}
