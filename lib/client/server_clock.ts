import type { Clock } from "../shared/clock.ts";

/** No message of a server that is heard is under way for longer, in ms; more means that the local clock was set. */
const LONGEST_WAY = 60_000;

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
   * A message was written at `serverTime`. It was under way for an unknown while, so it shows that it is that late at the
   * server or later, but not by more than a message can take.
   */
  heard(serverTime: number): void {
    const ahead = serverTime - this.#local.now();
    this.#ahead = this.#ahead - ahead > LONGEST_WAY ? ahead : Math.max(this.#ahead, ahead);
  }
}
