import type { AuthMode } from "../shared/auth_mode.ts";
import type { Viewer } from "../shared/viewer.ts";

export interface DoorOptions {
  readonly mode: () => AuthMode;
  /** Whether the server listens on a loopback address. */
  readonly loopback: boolean;
}

/** Whether one may come in without saying who one is. Closed until it is known who has a user. */
export class Door {
  readonly #options: DoorOptions;
  #users: "unknown" | "none" | "some" = "unknown";
  #lost = false;
  #open = { here: false, anywhere: false };
  #closing = new AbortController();

  constructor(options: DoorOptions) {
    this.#options = options;
  }

  /** Whether whoever comes may pass; `here`: they are on this machine, and nobody has sent them. */
  isOpen({ here }: { readonly here: boolean }): boolean {
    this.#look();
    return here ? this.#open.here : this.#open.anywhere;
  }

  /** Somebody who passed through the open door. Their rights end as soon as it is closed. */
  anyone({ here }: { readonly here: boolean }): Viewer {
    this.#look();
    const role = here ? "admin" : "viewer";
    return { name: null, kind: "anyone", role, masked: false, ended: this.#closing.signal };
  }

  /** Whether it is known that nobody could log in. */
  get hasNoUser(): boolean {
    return this.#users === "none";
  }

  /** Whether it was ever found out who has a user. */
  get isKnown(): boolean {
    return this.#users !== "unknown";
  }

  /** Whether other machines come in without saying who they are. */
  get isExposed(): boolean {
    const { mode, loopback } = this.#options;
    return mode() === "none" && !loopback;
  }

  /** What is known of the users now. */
  setUsers(some: boolean): void {
    this.#users = some ? "some" : "none";
    this.#look();
  }

  /** Users may have been lost, so that there are none says nothing: the door stays closed. */
  loseUsers(): void {
    this.#lost = true;
    this.#look();
  }

  /** Who passed an open door is sent away once it is closed; to be called every second, for the configuration changes. */
  tick(): void {
    this.#look();
  }

  #look(): void {
    const { mode, loopback } = this.#options;
    const anywhere = mode() === "none";
    const here = anywhere || (mode() === "auto" && loopback && this.#users === "none" && !this.#lost);
    const before = this.#open;
    this.#open = { here, anywhere };
    if ((before.here && !here) || (before.anywhere && !anywhere)) {
      this.#closing.abort();
      this.#closing = new AbortController();
    }
  }
}
