import type { Way } from "../shared/link.ts";

/** Failed attempts after which a WebSocket that never worked on this page is taken to be blocked. */
const PATIENCE = 2;

/** Chooses by which way a page is to be kept live: the best that gets through. */
export class WayFinder {
  #way: Way = "socket";
  #socketWorked = false;
  #failures = 0;

  get way(): Way {
    return this.#way;
  }

  /** Something was heard by `way`, which is the one to stay with. */
  works(way: Way): void {
    this.#way = way;
    this.#failures = 0;
    if (way === "socket") this.#socketWorked = true;
  }

  /** The last loss was not the way's fault. */
  forgive(): void {
    this.#failures = 0;
  }

  /**
   * The way was lost. `wasLive`: it had worked; `silent`: nobody closed it, but nothing came any more.
   *
   * @returns whether there is a lesser way now, to be tried at once
   */
  lost({ wasLive, silent }: { wasLive: boolean; silent: boolean }): boolean {
    const next = this.#next(wasLive, silent);
    const lesser = next !== this.#way && next !== "socket";
    if (next !== this.#way) this.#failures = 0;
    this.#way = next;
    return lesser;
  }

  #next(wasLive: boolean, silent: boolean): Way {
    switch (this.#way) {
      case "socket":
        this.#failures += 1;
        return this.#socketWorked || this.#failures < PATIENCE ? "socket" : "stream";
      case "stream":
        // Silence is a proxy that collects; an end after messages is the server's, which comes back.
        return wasLive && !silent ? "stream" : "fetch";
      case "fetch":
        // A refused request is a server that is away: when it is back, everything may be different.
        return silent ? "fetch" : "socket";
    }
  }
}
