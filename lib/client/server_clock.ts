import type { Clock } from "../shared/clock.ts";

/**
 * The server's time as the browser can know it. The browser's own clock may be wrong by hours, so it only measures how
 * much time has passed since the server last said what time it was.
 */
export class ServerClock implements Clock {
  readonly #local: Clock;
  #ahead: number;

  /** `local` must not run backwards; `serverTime` is what the server's clock read at `localTime`, both in ms. */
  constructor(local: Clock, { serverTime, localTime }: { serverTime: number; localTime: number }) {
    this.#local = local;
    this.#ahead = serverTime - localTime;
  }

  now(): number {
    return this.#local.now() + this.#ahead;
  }

  /**
   * A message was written at `serverTime`. It was under way for an unknown while, so it can only prove that it is later
   * at the server than thought, never earlier.
   */
  heard(serverTime: number): void {
    this.#ahead = Math.max(this.#ahead, serverTime - this.#local.now());
  }
}
