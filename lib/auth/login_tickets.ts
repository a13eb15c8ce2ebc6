/** Says for a few minutes that somebody has given the right password, so that they need not give it twice. */
import { Buffer } from "node:buffer";
import type { Clock } from "../shared/clock.ts";
import type { StateStore } from "../state/state_store.ts";
import type { UserRecord } from "../state/user_store.ts";
import { KeptKey } from "./kept_key.ts";

const GOOD_FOR = 5 * 60_000;

export interface LoginTicketsOptions {
  readonly state: Pick<StateStore, "users" | "keep" | "kept">;
  readonly clock: Clock;
}

export class LoginTickets {
  readonly #options: LoginTicketsOptions;
  readonly #key: KeptKey;

  constructor(options: LoginTicketsOptions) {
    this.#options = options;
    this.#key = new KeptKey(options.state, "login_key");
  }

  async issue(user: UserRecord): Promise<string> {
    const until = this.#options.clock.now() + GOOD_FOR;
    const name = Buffer.from(user.name).toString("base64url");
    return `${name}.${until}.${await this.#key.sign(textOf(user, until))}`;
  }

  /** Whose ticket it is; null when it is none, is over, or the password was changed since. */
  async accept(ticket: string): Promise<UserRecord | null> {
    const [, name = "", moment = "", signature = ""] =
      /^([\w-]{1,400})\.(\d{13,15})\.([\w-]{43})$/.exec(ticket) ?? [];
    const until = Number(moment);
    const left = until - this.#options.clock.now();
    // Further away than any that was issued: the clock was set back.
    if (name === "" || left <= 0 || left > GOOD_FOR) return null;
    const user = await this.#options.state.users.find(Buffer.from(name, "base64url").toString());
    return user && await this.#key.isSigned(textOf(user, until), signature) ? user : null;
  }
}

/** Nobody else's, and of this password alone. */
function textOf({ id, password }: UserRecord, until: number): string {
  return `${id} ${until} ${password}`;
}
