/** Who may come in: the door, who is logged in, how one logs in, and how the first user is made. */
import { createHash } from "node:crypto";
import type { AuthMode } from "../shared/auth_mode.ts";
import type { Clock } from "../shared/clock.ts";
import type { Text } from "../shared/text.ts";
import type { StateStore } from "../state/state_store.ts";
import type { RecordAudit } from "./audit.ts";
import { Door } from "./door.ts";
import { FirstUser } from "./first_user.ts";
import { KnownDevices } from "./known_devices.ts";
import { Login } from "./login.ts";
import { LoginTickets } from "./login_tickets.ts";
import { CODE_SLOWDOWNS, LoginThrottle } from "./login_throttle.ts";
import { SecondFactor } from "./second_factor.ts";
import { NO_PROVIDER, Oidc, type OidcConfig } from "./oidc.ts";
import { type SessionLimits, UserSessions } from "./user_sessions.ts";

export interface AuthOptions {
  readonly state: Pick<StateStore, "users" | "sessions" | "factors" | "calls" | "keep" | "kept">;
  readonly clock: Clock;
  readonly audit: RecordAudit;
  readonly log: {
    warn(message: string, fields?: Record<string, string>): void;
    error(message: string, fields?: Record<string, string>): void;
  };
  /** The configuration in force. */
  readonly config: () => {
    readonly mode: AuthMode;
    readonly session: SessionLimits;
    readonly oidc?: OidcConfig;
  };
  /** Whether the server listens on a loopback address. */
  readonly loopback: boolean;
  /** Of `admin`, who is made where there is no user yet. */
  readonly adminPassword?: string;
}

/** Name of the user that is made with a password from the environment. */
const ADMIN = "admin";
const EXPOSED =
  "Everybody who reaches this server sees the dashboard without a login (auth.mode: none): add a user and set auth.mode to auto";

/** Milliseconds after which it is noticed what another process has changed. */
const READ_EVERY = 2_000;

export class Auth {
  readonly door: Door;
  readonly sessions: UserSessions;
  readonly login: Login;
  readonly firstUser: FirstUser;
  readonly oidc: Oidc;
  readonly #options: AuthOptions;
  #reading: Promise<void> | undefined;
  #revision: number | undefined;
  #readAt: number;
  #failing = false;
  #cookieSuffix = "";
  #exposed = false;
  #adminFault: Text | null = null;

  constructor(options: AuthOptions) {
    const { state, clock, audit, log, config, loopback } = options;
    this.#options = options;
    this.#readAt = clock.now();
    const onError = (error: unknown) =>
      log.error("What is known of a user could not be written", { error: String(error) });
    this.door = new Door({ mode: () => config().mode, loopback });
    this.sessions = new UserSessions({ state, clock, limits: () => config().session, onError });
    this.login = new Login({
      state,
      sessions: this.sessions,
      devices: new KnownDevices(state),
      throttle: new LoginThrottle(clock),
      factor: new SecondFactor({ state, clock }),
      tickets: new LoginTickets({ state, clock }),
      codes: new LoginThrottle(clock, CODE_SLOWDOWNS),
      audit,
      onError,
    });
    this.oidc = new Oidc({ state, clock, audit, log, config: () => config().oidc ?? NO_PROVIDER });
    this.firstUser = new FirstUser({
      state,
      clock,
      audit,
      show: (code) =>
        log.warn("There is no user yet: open /login and make the first one with this code", { code }),
    });
  }

  /**
   * What the names of our cookies end with, once the users are known. A browser keeps one cookie of a name for all ports of
   * a host: without it, logging in to another shop there would log out of this one.
   */
  get cookieSuffix(): string {
    return this.#cookieSuffix;
  }

  /** Why the first user could not be made with the password that was given. */
  get adminFault(): Text | null {
    return this.#adminFault;
  }

  /** Resolves when it is known whether there are users, or cannot be found out. */
  async known(): Promise<void> {
    if (!this.door.isKnown) await this.refresh();
  }

  /** To be called every second: ends what is over, and looks every two seconds what others have changed. */
  tick(): void {
    this.sessions.tick();
    this.door.tick();
    this.#warn();
    // A clock that is set back must not keep a session alive.
    if (Math.abs(this.#options.clock.now() - this.#readAt) >= READ_EVERY) void this.refresh();
  }

  /** Takes over at once what was changed in the state. */
  async refresh(): Promise<void> {
    // Who comes while it is read might not see their own change in it.
    await this.#reading;
    this.#reading ??= this.#read().finally(() => this.#reading = undefined);
    await this.#reading;
  }

  /** Whether there are users; where one can be made at the start, there is one. */
  async #hasUsers(): Promise<boolean> {
    const { state, log, adminPassword } = this.#options;
    if ((await state.users.list()).length > 0) return true;
    if (adminPassword === undefined || this.door.isKnown) return false;
    const made = await this.firstUser.create({ name: ADMIN, password: adminPassword });
    if (made.ok) log.warn("Made the first user from MARKETPULSE_ADMIN_PASSWORD", { name: ADMIN });
    else this.#adminFault = made.fault;
    return made.ok;
  }

  /** Once each time that it begins, at the start or by another configuration. */
  #warn(): void {
    const { isExposed } = this.door;
    if (isExposed && !this.#exposed) this.#options.log.warn(EXPOSED);
    this.#exposed = isExposed;
  }

  async #read(): Promise<void> {
    const { state, clock, log } = this.#options;
    this.#readAt = clock.now();
    try {
      if (this.#cookieSuffix === "") this.#cookieSuffix = await suffixOf(state);
      const revision = await state.users.revision();
      if (revision !== this.#revision || !this.door.isKnown) this.door.setUsers(await this.#hasUsers());
      await this.sessions.refresh(revision);
      this.#revision = revision;
      this.#failing = false;
    } catch (error) {
      if (!this.#failing) log.error("Users cannot be looked up", { error: String(error) });
      this.#failing = true;
    }
  }
}

/** The same for all processes that share a state, and another one for any other. */
async function suffixOf({ calls }: Pick<StateStore, "calls">): Promise<string> {
  return `_${createHash("sha256").update(await calls.instance()).digest("hex").slice(0, 8)}`;
}
