/**
 * Everybody who watches. A change is encoded once per set of topics and written to each; clients that do not read cost a
 * bounded buffer, never a queue.
 */
import type { Clock } from "../shared/clock.ts";
import { CLOSE } from "../shared/close_codes.ts";
import type { Topic } from "../shared/snapshot.ts";
import type { Viewer } from "../shared/viewer.ts";
import { Admission, type AdmissionOptions, type Refused } from "./admission.ts";
import { Frames } from "./frames.ts";
import type { Change, Hub } from "./hub.ts";
import type { Position } from "./position.ts";
import type { Session, SessionContext } from "./session.ts";
import { HiddenSession } from "./session_hidden.ts";
import { LegacySession } from "./session_legacy.ts";
import { PatchSession } from "./session_patch.ts";
import { SocketEvents } from "./socket_events.ts";
import { StreamFrames } from "./stream_frames.ts";
import { StreamSession } from "./stream_session.ts";
import { StreamSocket } from "./stream_socket.ts";
import { ALL_TOPICS, MASKED, NO_CONFIG, NO_TOPICS, type Topics, topicsOf } from "./topics.ts";
import { noTraffic } from "./traffic.ts";

export interface SessionsOptions extends AdmissionOptions {
  readonly hub: Hub;
  readonly clock: Clock;
  /** Milliseconds between two ticks of the metrics. */
  readonly interval: () => number;
}

/** A client for which a place is reserved. */
export interface Newcomer {
  readonly address: string;
  /** Whether amounts are hidden from it, and the end of its rights. */
  readonly viewer: Pick<Viewer, "masked" | "ended">;
  /** What it may be sent. */
  readonly topics: readonly Topic[];
  /** Whether it is told what is wrong with the configuration. */
  readonly config: boolean;
  /** The state that it already has; `null` when it named none. */
  readonly position: Position | null;
}

/**
 * How long a new client that named no position may take to send one, in ms; then it is sent the state. Our own page names
 * it in the address, so this is for others, who are to see figures at once.
 */
export const GREET_AFTER = 25;

export class Sessions {
  readonly traffic = noTraffic();
  readonly #options: SessionsOptions;
  readonly #context: SessionContext;
  readonly #admission: Admission;
  readonly #streamFrames = new StreamFrames();
  /** The address that each came from, and the end of its rights. */
  readonly #sessions = new Map<Session, Pick<Newcomer, "address"> & { readonly ended: AbortSignal }>();
  /** Ends of rights that are listened for. */
  readonly #ends = new WeakSet<AbortSignal>();
  /** Clients whose connection is not open yet, and what they have. */
  readonly #opening = new Map<Session, Position | null>();
  readonly #subscription: Disposable;
  readonly #events = {
    onOpen: (session: Session) => this.#opened(session),
    onClosed: (session: Session) => this.#remove(session),
  };
  readonly #gone = Promise.withResolvers<void>();
  #draining = false;

  constructor(options: SessionsOptions) {
    const { hub, clock, interval } = options;
    this.#options = options;
    this.#admission = new Admission(options);
    this.#context = { hub, clock, interval, frames: new Frames(), traffic: this.traffic };
    this.#subscription = hub.subscribe((change) => this.#changed(change));
  }

  /** Lets in as many from now on; whoever is in stays. */
  limit({ max_clients: maxClients, max_clients_per_address: maxClientsPerAddress }: {
    readonly max_clients: number;
    readonly max_clients_per_address: number;
  }): void {
    this.#admission.limit({ maxClients, maxClientsPerAddress });
  }

  get size(): number {
    return this.#sessions.size;
  }

  /** How many there are of each kind, and how many of them lag. */
  count(): { patches: number; legacy: number; lagging: number } {
    const all = [...this.#sessions.keys()];
    const patches = all.filter((session) => session instanceof PatchSession).length;
    return {
      patches,
      legacy: all.length - patches,
      lagging: all.filter(({ isLagging }) => isLagging).length,
    };
  }

  /** When a client that asks now may be served: at once, later, or why not. To be asked before anything else. */
  turn(): Promise<Refused | undefined> | undefined | Refused {
    return this.#admission.turn();
  }

  /**
   * Reserves a place for a further client from `address`, to be taken by {@linkcode add} or {@linkcode addStream}, or
   * given back by {@linkcode release}. To be asked before the upgrade.
   *
   * @returns why there is none, if so
   */
  reserve(address: string): Refused | undefined {
    return this.#admission.reserve(address);
  }

  release(address: string): void {
    this.#admission.release(address);
  }

  /** Takes over an upgraded socket for as long as it lives. */
  add(socket: WebSocket, newcomer: Newcomer & { patches: boolean }): void {
    const session = this.#open(socket, newcomer);
    socket.binaryType = "arraybuffer";
    this.#enter(session, newcomer);
    this.#opening.set(session, newcomer.position);
    SocketEvents.attach(socket, session, this.#events);
  }

  /**
   * Lets in a client of Server-Sent Events that goes on from the state it has, or is sent one.
   *
   * @returns the body of the answer to it; its end is the end of the session
   */
  addStream(newcomer: Newcomer): ReadableStream<Uint8Array> {
    const socket = new StreamSocket(() => this.#remove(session));
    const options = { frames: this.#streamFrames, allowed: shownTo(newcomer) };
    const session: StreamSession = new StreamSession(socket, this.#context, options);
    this.#enter(session, newcomer);
    if (!this.#isSentAway(session)) session.start(newcomer.position);
    return socket.body;
  }

  #open(socket: WebSocket, newcomer: Newcomer & { patches: boolean }): Session {
    const shown = shownTo(newcomer);
    if (newcomer.patches) return new PatchSession(socket, this.#context, shown);
    return new ((shown & ~NO_CONFIG) === ALL_TOPICS ? LegacySession : HiddenSession)(socket, this.#context);
  }

  #enter(session: Session, { address, viewer: { ended } }: Newcomer): void {
    this.#sessions.set(session, { address, ended });
    if (this.#ends.has(ended)) return;
    this.#ends.add(ended);
    ended.addEventListener("abort", () => this.#end(ended), { once: true });
  }

  /** Sends away whoever came in with rights that have ended. */
  #end(rights: AbortSignal): void {
    for (const [session, { ended }] of this.#sessions) {
      if (ended === rights) session.close(CLOSE.signedOut);
    }
  }

  /** Whether a client that has just come in has to leave at once. */
  #isSentAway(session: Session): boolean {
    const ended = this.#sessions.get(session)?.ended.aborted;
    if (ended) session.close(CLOSE.signedOut);
    else if (this.#draining) this.#sendHome(session);
    return ended || this.#draining;
  }

  /** Lets time pass for everybody; to be called once a second. */
  tick(): void {
    const now = this.#options.clock.now();
    for (const session of this.#sessions.keys()) session.ticked(now);
  }

  /** Tells everybody to come back later, each at another moment, and lets nobody in any more. */
  drain(): void {
    this.#draining = true;
    this.#admission.drain();
    this.#subscription[Symbol.dispose]();
    for (const session of this.#sessions.keys()) this.#sendHome(session);
  }

  /** Resolves when everybody has left after {@linkcode drain}. */
  gone(): Promise<void> {
    if (this.#draining && this.size === 0) this.#gone.resolve();
    return this.#gone.promise;
  }

  /** How many were refused since {@linkcode drain}. */
  get turnedAway(): number {
    return this.#admission.turnedAway;
  }

  #sendHome(session: Session): void {
    const comeBackAfter = this.#admission.comeBackAfter(this.size);
    session.close({ ...CLOSE.goingAway, comeBackAfter });
  }

  #changed(change: Change): void {
    for (const session of this.#sessions.keys()) session.changed(change);
  }

  #opened(session: Session): void {
    const position = this.#opening.get(session) ?? null;
    this.#opening.delete(session);
    if (this.#isSentAway(session)) return;
    if (!(session instanceof PatchSession)) return session.ticked(this.#options.clock.now());
    if (position) session.start(position);
    else setTimeout(() => session.greet(), GREET_AFTER);
  }

  #remove(session: Session): void {
    const left = this.#sessions.get(session);
    if (!left) return;
    this.#sessions.delete(session);
    this.#opening.delete(session);
    this.#admission.release(left.address);
    if (this.#draining && this.size === 0) this.#gone.resolve();
  }
}

function shownTo({ viewer: { masked }, topics, config }: Newcomer): Topics {
  return topicsOf(topics) | (masked ? MASKED : NO_TOPICS) | (config ? NO_TOPICS : NO_CONFIG);
}
