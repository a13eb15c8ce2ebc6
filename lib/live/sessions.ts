/**
 * Everybody who watches. A change is encoded once per set of topics and written to each; clients that do not read cost a
 * bounded buffer, never a queue.
 */
import type { Clock } from "../shared/clock.ts";
import { CLOSE } from "../shared/close_codes.ts";
import { Frames } from "./frames.ts";
import type { Change, Hub } from "./hub.ts";
import type { Session, SessionOptions, Socket } from "./session.ts";
import { LegacySession } from "./session_legacy.ts";
import { PatchSession } from "./session_patch.ts";
import { StreamFrames } from "./stream_frames.ts";
import type { Position } from "./stream_position.ts";
import { StreamSession } from "./stream_session.ts";
import { StreamSocket } from "./stream_socket.ts";
import { noTraffic } from "./traffic.ts";

export interface SessionsOptions {
  readonly hub: Hub;
  readonly clock: Clock;
  readonly maxClients: number;
  /** Milliseconds between two ticks of the metrics. */
  readonly interval: () => number;
  /** 0: no limit. */
  readonly maxClientsPerAddress: number;
}

/** Why a client was not let in. */
export type Refusal = "full" | "full_for_address" | "draining";

/** How long a new client may take to say that it already has a state, in ms; then it is sent one. */
export const GREET_AFTER = 250;

export class Sessions {
  readonly traffic = noTraffic();
  readonly #options: SessionsOptions;
  readonly #frames = new Frames();
  readonly #streamFrames = new StreamFrames();
  readonly #sessions = new Map<Session, string>();
  readonly #perAddress = new Map<string, number>();
  readonly #subscription: Disposable;
  #draining = false;

  constructor(options: SessionsOptions) {
    this.#options = options;
    this.#subscription = options.hub.subscribe((change) => this.#changed(change));
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

  /** Why a further client from `address` can not be let in now, or `undefined`. To be asked before the upgrade. */
  refusal(address: string): Refusal | undefined {
    const { maxClients, maxClientsPerAddress } = this.#options;
    if (this.#draining) return "draining";
    if (this.#sessions.size >= maxClients) return "full";
    const same = this.#perAddress.get(address) ?? 0;
    return maxClientsPerAddress > 0 && same >= maxClientsPerAddress ? "full_for_address" : undefined;
  }

  /** Takes over an upgraded socket for as long as it lives. */
  add(socket: WebSocket, { address, patches }: { address: string; patches: boolean }): void {
    const options = this.#sessionOptions(socket);
    const session = patches ? new PatchSession(options) : new LegacySession(options);
    socket.binaryType = "arraybuffer";
    this.#enter(session, address);
    let grace: ReturnType<typeof setTimeout> | undefined;
    socket.onopen = () => {
      if (this.#draining) session.close(CLOSE.goingAway);
      else if (session instanceof PatchSession) grace = setTimeout(() => session.greet(), GREET_AFTER);
      else session.ticked();
    };
    socket.onmessage = (event) => session.receive(event.data);
    socket.onclose = () => {
      clearTimeout(grace);
      this.#remove(session);
    };
    // An error is always followed by `close`, and without a listener it would be an uncaught one.
    socket.onerror = (event) => event.preventDefault();
  }

  /**
   * Lets in a client of Server-Sent Events that goes on from the state it has, or is sent one.
   *
   * @returns the body of the answer to it; its end is the end of the session
   */
  addStream(
    { address, position }: { address: string; position: Position | null },
  ): ReadableStream<Uint8Array> {
    const socket = new StreamSocket(() => this.#remove(session));
    const session = new StreamSession(this.#sessionOptions(socket), this.#streamFrames);
    this.#enter(session, address);
    session.start(position);
    return socket.body;
  }

  /** Lets time pass for everybody; to be called once a second. */
  tick(): void {
    for (const session of this.#sessions.keys()) session.ticked();
  }

  /** Tells everybody to come back later and lets nobody in any more. */
  drain(): void {
    this.#draining = true;
    this.#subscription[Symbol.dispose]();
    for (const session of this.#sessions.keys()) session.close(CLOSE.goingAway);
  }

  #changed(change: Change): void {
    for (const session of this.#sessions.keys()) session.changed(change);
  }

  #sessionOptions(socket: Socket): SessionOptions {
    const { hub, clock, interval } = this.#options;
    return { socket, hub, clock, interval, frames: this.#frames, traffic: this.traffic };
  }

  #enter(session: Session, address: string): void {
    this.#sessions.set(session, address);
    this.#perAddress.set(address, (this.#perAddress.get(address) ?? 0) + 1);
  }

  #remove(session: Session): void {
    const address = this.#sessions.get(session);
    if (address === undefined) return;
    this.#sessions.delete(session);
    const left = (this.#perAddress.get(address) ?? 1) - 1;
    if (left > 0) this.#perAddress.set(address, left);
    else this.#perAddress.delete(address);
  }
}
