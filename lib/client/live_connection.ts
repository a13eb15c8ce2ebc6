import { batch } from "@preact/signals";
import { Backoff } from "../shared/backoff.ts";
import type { Clock } from "../shared/clock.ts";
import { CLOSE, comeBackAfter, shouldComeBack } from "../shared/close_codes.ts";
import { isSignedOut, type Link, type Way } from "../shared/link.ts";
import { metricsInterval } from "../shared/metrics_interval.ts";
import type { ClientMessage } from "../shared/protocol.ts";
import { emptySnapshot } from "../shared/snapshot.ts";
import { applyMessage } from "./apply_message.ts";
import { type Refused, SIGNED_OUT } from "./ask_refusal.ts";
import type { LiveSignals } from "./live_signals.ts";
import type { ServerClock } from "./server_clock.ts";
import { parseServerMessage, type StateMessage } from "./server_message.ts";
import { OPEN, type Position, type Socket } from "./socket.ts";
import { WayFinder } from "./way_finder.ts";

export interface LiveConnectionOptions {
  /** Opens a connection that goes on from `position` where its way can say so. */
  readonly open: (way: Way, position: Position) => Socket;
  /** Asks the server why it did not let the page in; null when it was not that. */
  readonly askRefusal: () => Promise<Refused | typeof SIGNED_OUT | null>;
  /** Measures how long things take; must not run backwards. */
  readonly clock: Clock;
  readonly serverClock: ServerClock;
  /** Calls `run` every `milliseconds` until the returned function is called. */
  readonly every: (milliseconds: number, run: () => void) => () => void;
  /** For the back-off; tests give their own. */
  readonly random?: () => number;
}

const TICK = 1000;
const PING_AFTER = 20_000;
const SILENT_AFTER_INTERVALS = 3;
/** Less would take a hiccup of the network for silence, however short the interval is. */
const SILENT_AFTER_AT_LEAST = 5_000;
const STABLE_AFTER = 60_000;
const CLIMB_AFTER = 300_000;

/**
 * The one live connection of a page: keeps its signals equal to the server's snapshot, or says that it cannot.
 *
 * All deadlines are points of time that are looked at once a second and whenever the page wakes up, because browsers
 * slow down the timers of a hidden tab and stop them while the machine sleeps.
 */
export class LiveConnection {
  /** Frames that were no messages of the protocol. */
  malformed = 0;

  readonly #signals: LiveSignals;
  readonly #options: LiveConnectionOptions;
  readonly #backoff: Backoff;
  readonly #ways = new WayFinder();
  #socket: Socket | null = null;
  /** A WebSocket that is tried while a lesser way keeps the page live. */
  #climber: Socket | null = null;
  /** Points of time of `options.clock`. */
  #at: { tried: number; heard: number; live: number; pinged: number; climbed: number };
  #resyncing = false;

  constructor(signals: LiveSignals, options: LiveConnectionOptions) {
    this.#signals = signals;
    this.#options = options;
    this.#backoff = new Backoff({ minimum: 1000, maximum: 30_000, random: options.random });
    const now = options.clock.now();
    this.#at = { tried: now, heard: now, live: now, pinged: now, climbed: now };
  }

  /** Connects, and stays connected until `signal` aborts. */
  start(signal: AbortSignal): void {
    const stopTicking = this.#options.every(TICK, () => this.#tick());
    signal.addEventListener("abort", () => {
      stopTicking();
      this.#hangUp();
    }, { once: true });
    this.#connect();
  }

  /** The network came back or somebody looks at the page again: what is due, or waits, is done now. */
  wake(): void {
    this.#tick();
    const { phase, refusal } = this.#signals.link.value;
    // Who was told when to come again does so then, however often somebody looks.
    if (phase === "waiting" && refusal === null) this.#connect();
  }

  /** Tries whether the WebSocket gets through by now; until it does, the lesser way goes on. */
  climb(): void {
    const { phase, way } = this.#signals.link.value;
    if (phase !== "live" || way === "socket") return;
    this.#at.climbed = this.#options.clock.now();
    letGo(this.#climber);
    const climber = this.#open("socket");
    this.#climber = climber;
    climber.onmessage = ({ data }) => {
      this.#climber = null;
      this.#hangUp();
      this.#use(climber);
      this.#ways.works("socket");
      this.#receive(data);
    };
    climber.onclose = () => this.#climber = null;
  }

  #tick(): void {
    const { clock, serverClock } = this.#options;
    const now = clock.now();
    const limit = this.#patience;
    const { phase, retryAt } = this.#signals.link.value;
    const silent = now - this.#at.heard > limit && !isSignedOut(this.#signals.link.value);
    batch(() => {
      this.#signals.now.value = serverClock.now();
      this.#setLink({ silent });
      if (phase === "waiting" && serverClock.now() >= (retryAt ?? 0)) this.#connect();
      if (phase === "connecting" && now - this.#at.tried > limit) this.#lost(null);
      if (phase === "live") this.#keepAlive(now, limit);
    });
  }

  /** Milliseconds of silence that a server that is well never lets pass. */
  get #patience(): number {
    const interval = metricsInterval(this.#signals.snapshot.value);
    return Math.max(SILENT_AFTER_INTERVALS * interval, SILENT_AFTER_AT_LEAST);
  }

  #keepAlive(now: number, limit: number): void {
    if (now - this.#at.heard > limit) return this.#lost(null);
    if (now - this.#at.live >= STABLE_AFTER) this.#backoff.reset();
    if (now - this.#at.climbed >= CLIMB_AFTER) this.climb();
    if (now - this.#at.pinged < PING_AFTER) return;
    this.#at.pinged = now;
    this.#send({ type: "ping" });
  }

  #connect(): void {
    this.#hangUp();
    const { way } = this.#ways;
    this.#use(this.#open(way));
    this.#at.tried = this.#options.clock.now();
    this.#setLink({ phase: "connecting", way, retryAt: null, refusal: null });
  }

  #open(way: Way): Socket {
    const { epoch, seq } = this.#signals.snapshot.value;
    return this.#options.open(way, { epoch, seq });
  }

  #use(socket: Socket): void {
    this.#socket = socket;
    this.#resyncing = false;
    socket.onmessage = ({ data }) => this.#receive(data);
    socket.onclose = ({ code, reason }) => this.#lost(code, reason);
  }

  #receive(frame: unknown): void {
    const message = parseServerMessage(frame);
    if (!message) {
      this.malformed += 1;
      return this.#resync();
    }
    if (message.type === "error") return;
    if (message.type === "pong") this.#at.heard = this.#options.clock.now();
    else if (!this.#resyncing || message.type === "initial") this.#apply(message);
  }

  #apply(message: StateMessage): void {
    const next = applyMessage(this.#signals.snapshot.value, message);
    if (next === "gap") return this.#resync();
    const { clock, serverClock } = this.#options;
    const now = clock.now();
    serverClock.heard(Date.parse(next.timestamp));
    this.#resyncing = false;
    this.#at.heard = now;
    const { way } = this.#ways;
    this.#ways.works(way);
    if (this.#signals.link.value.phase !== "live") {
      this.#at = { ...this.#at, live: now, pinged: now, climbed: now };
    }
    batch(() => {
      this.#signals.snapshot.value = next;
      this.#signals.now.value = serverClock.now();
      this.#setLink({ phase: "live", way, retryAt: null, closeCode: null, refusal: null, silent: false });
    });
  }

  /** What is shown is no longer certain to be right; until the whole state arrives nothing is merged into it. */
  #resync(): void {
    if (this.#resyncing) return;
    this.#resyncing = true;
    this.#send({ type: "resync" });
  }

  /** `closeCode` is null when nobody closed the connection, but nothing came any more. */
  #lost(closeCode: number | null, reason = ""): void {
    this.#hangUp();
    if (closeCode !== null && !shouldComeBack(closeCode)) {
      return this.#stop(closeCode);
    }
    const { phase } = this.#signals.link.value;
    const lesser = this.#ways.lost({ wasLive: phase === "live", silent: closeCode === null });
    if (lesser) return this.#connect();
    this.#wait(comeBackAfter(reason) ?? this.#backoff.next(), { way: this.#ways.way, closeCode });
    if (phase === "connecting" && closeCode !== null) void this.#learnRefusal();
  }

  /** For good: only a reload, or another login, helps. Who may not see figures any more is not left with the last ones. */
  #stop(closeCode: number): void {
    const { snapshot } = this.#signals;
    const { mode, epoch, timestamp } = snapshot.value;
    batch(() => {
      this.#setLink({ phase: "stopped", retryAt: null, refusal: null, closeCode });
      if (isSignedOut(this.#signals.link.value)) snapshot.value = emptySnapshot(mode, epoch, timestamp);
    });
  }

  #wait(ms: number, change: Partial<Link>): void {
    this.#setLink({ ...change, phase: "waiting", retryAt: this.#options.serverClock.now() + ms });
  }

  /** A server that is full says when to come again; no lesser way would help, because it counts for the same limit. */
  async #learnRefusal(): Promise<void> {
    const { tried } = this.#at;
    const refused = await this.#options.askRefusal();
    const isOver = this.#at.tried !== tried || this.#signals.link.value.phase !== "waiting";
    if (!refused || isOver) return;
    if (refused === SIGNED_OUT) return this.#stop(CLOSE.signedOut.code);
    this.#ways.forgive();
    this.#wait(refused.retryAfter, { refusal: refused.refusal });
  }

  #hangUp(): void {
    letGo(this.#socket);
    letGo(this.#climber);
    this.#socket = this.#climber = null;
  }

  #send(message: ClientMessage): void {
    if (this.#socket) send(this.#socket, message);
  }

  #setLink(change: Partial<Link>): void {
    const { link } = this.#signals;
    const next = { ...link.value, ...change };
    const changed = (Object.keys(next) as (keyof Link)[]).some((key) => next[key] !== link.value[key]);
    if (changed) link.value = next;
  }
}

/** Stops listening first, so that late events find nobody. */
function letGo(socket: Socket | null): void {
  if (!socket) return;
  socket.onopen = socket.onmessage = socket.onclose = null;
  socket.close();
}

function send(socket: Socket, message: ClientMessage): void {
  if (socket.readyState === OPEN) socket.send(JSON.stringify(message));
}
