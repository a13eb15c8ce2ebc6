/** Logging in with name and password. Whatever is wrong, the answer and the time it takes are the same. */
import type { StateStore } from "../state/state_store.ts";
import type { UserRecord } from "../state/user_store.ts";
import type { RecordAudit } from "./audit.ts";
import { BusyError } from "./hash_queue.ts";
import type { LoginTickets } from "./login_tickets.ts";
import type { SecondFactor } from "./second_factor.ts";
import type { KnownDevices } from "./known_devices.ts";
import type { LoginAttempt, LoginThrottle } from "./login_throttle.ts";
import { hashPassword, isOutdated, isPassword } from "./password_hash.ts";
import { tooLong } from "./password_rules.ts";
import type { Device, UserSessions } from "./user_sessions.ts";
import { userName } from "./user_name.ts";

export interface Credentials {
  readonly name: string;
  readonly password: string;
}

/** Who says so, from where. */
export interface Caller extends Device {
  /** The mark of a device on which somebody was logged in before. */
  readonly mark: string | null;
}

export type LoginResult =
  | { readonly ok: true; readonly secret: string; readonly mark: string; readonly user: UserRecord }
  /** The password was right, and a code is to follow; `wrong`: one that was given is not right. */
  | { readonly ok: false; readonly fault: "code"; readonly ticket: string; readonly wrong: boolean }
  /** `wait`: milliseconds after which the next attempt will be looked at. `expired`: it has to begin anew. */
  | { readonly ok: false; readonly fault: Refusal; readonly wait: number };

type Refusal = "wrong" | "throttled" | "busy" | "expired";
type Refused = { readonly ok: false; readonly fault: Refusal; readonly wait: number };
type Checked = { readonly ok: true; readonly user: UserRecord; readonly attempt: LoginAttempt } | Refused;

export interface LoginOptions {
  readonly state: Pick<StateStore, "users">;
  readonly sessions: UserSessions;
  readonly devices: KnownDevices;
  readonly throttle: LoginThrottle;
  readonly factor: SecondFactor;
  readonly tickets: LoginTickets;
  /** Counts wrong codes. */
  readonly codes: LoginThrottle;
  readonly audit: RecordAudit;
  readonly onError: (error: unknown) => void;
}

/** How long the hash queue takes to get shorter (ms), roughly. */
const BUSY_FOR = 5_000;

export class Login {
  readonly #options: LoginOptions;

  constructor(options: LoginOptions) {
    this.#options = options;
  }

  /** @throws {StateError} when the users cannot be read */
  async attempt(credentials: Credentials, caller: Caller): Promise<LoginResult> {
    const { throttle, factor, tickets } = this.#options;
    const checked = await this.#check(credentials, caller);
    if (!checked.ok) return checked;
    const { user, attempt } = checked;
    if (await factor.isNeeded(user)) {
      throttle.undo(attempt);
      return { ok: false, fault: "code", ticket: await tickets.issue(user), wrong: false };
    }
    return await this.#admit(user, { attempt, password: credentials.password, caller });
  }

  /**
   * Gives a user who knows their password another one, which has been found good. All of their sessions end; the result
   * is a new one.
   *
   * @throws {StateError} when the users cannot be read
   */
  async changePassword(
    credentials: Credentials & { readonly next: string },
    caller: Caller,
  ): Promise<LoginResult> {
    const { state, throttle, audit } = this.#options;
    const checked = await this.#check(credentials, caller);
    if (!checked.ok) return checked;
    const { user, attempt } = checked;
    throttle.succeed(attempt);
    const { name } = user;
    const { address } = caller;
    const outcome = await state.users.changePassword(name, await hashPassword(credentials.next))
      ? "ok"
      : "failed";
    audit({ actor: name, kind: "change", action: "user.password", target: name, address, outcome });
    if (outcome === "failed") return this.#refuse("wrong", { who: attempt, wait: 0 });
    return await this.begin(user, caller);
  }

  /** Whether it is the password of the name, if it may be looked at now; it counts as failed until it is known. */
  async #check({ name: raw, password }: Credentials, caller: Caller): Promise<Checked> {
    const { state, devices, throttle } = this.#options;
    const name = userName(raw);
    const user = name === null ? null : await state.users.find(name);
    const device = user && await devices.recognise(caller.mark, user.id);
    const attempt: LoginAttempt = { name: name ?? "", address: caller.address, device };
    const wait = throttle.begin(attempt);
    // Who typed the password where the name belongs must not find it in the audit log.
    const who = { name: user?.name ?? null, address: caller.address };
    if (wait > 0) return this.#refuse("throttled", { who, wait });
    try {
      if (!await this.#isRight(password, { user, urgent: device !== null })) {
        return this.#refuse("wrong", { who, wait: 0 });
      }
    } catch (error) {
      throttle.undo(attempt);
      if (error instanceof BusyError) return this.#refuse("busy", { who, wait: BUSY_FOR });
      throw error;
    }
    return { ok: true, user: user!, attempt };
  }

  /**
   * The second step: a code for a ticket of the first.
   *
   * @throws {StateError} when the users cannot be read
   */
  async complete({ ticket, code }: { ticket: string; code: string }, caller: Caller): Promise<LoginResult> {
    const { devices, codes, factor, tickets } = this.#options;
    const { address } = caller;
    const user = await tickets.accept(ticket);
    if (!user) return this.#refuse("expired", { who: { name: null, address }, wait: 0 });
    const device = await devices.recognise(caller.mark, user.id);
    const attempt: LoginAttempt = { name: user.name, address, device };
    const wait = codes.begin(attempt);
    if (wait > 0) return this.#refuse("throttled", { who: attempt, wait });
    const used = await factor.use(user, code);
    if (used === null) {
      this.#record(user.name, { address, outcome: "refused", detail: { fault: "code" } });
      return { ok: false, fault: "code", ticket, wrong: true };
    }
    codes.succeed(attempt);
    return await this.begin(user, caller, used);
  }

  /** Lets somebody in who has shown who they are. */
  async begin(
    user: UserRecord,
    caller: Caller,
    code?: "app" | "recovery",
  ): Promise<Extract<LoginResult, { ok: true }>> {
    const { sessions, devices } = this.#options;
    const { secret, session } = await sessions.begin(user, caller);
    this.#record(user.name, {
      address: caller.address,
      outcome: "ok",
      detail: { session: session.id, ...(code && { code }) },
    });
    return { ok: true, secret, mark: await devices.mark(user.id), user };
  }

  async #isRight(
    password: string,
    { user, urgent }: { user: UserRecord | null; urgent: boolean },
  ): Promise<boolean> {
    if (tooLong(password)) return false;
    return await isPassword(password, { stored: user?.password ?? null, urgent });
  }

  async #admit(
    user: UserRecord,
    { attempt, password, caller }: { attempt: LoginAttempt; password: string; caller: Caller },
  ): Promise<LoginResult> {
    const { state, sessions, throttle } = this.#options;
    const result = await this.begin(user, caller);
    // Hashing takes a while, in which the password may have been changed and all sessions ended.
    const now = await state.users.find(user.name);
    if (now?.id !== user.id || now.password !== user.password) {
      const begun = await sessions.sessionOf(result.secret);
      if (begun) await sessions.end(begun);
      return this.#refuse("wrong", { who: attempt, wait: 0 });
    }
    throttle.succeed(attempt);
    if (isOutdated(user.password!)) void this.#rehash(user, password);
    return result;
  }

  /** Keeps the same password the way passwords are kept today; nobody waits for it. */
  async #rehash({ name, password: from }: UserRecord, password: string): Promise<void> {
    try {
      await this.#options.state.users.rehash(name, { from: from!, to: await hashPassword(password) });
    } catch (error) {
      this.#options.onError(error);
    }
  }

  #refuse(
    fault: Refusal,
    { who: { name, address }, wait }: { who: { name: string | null; address: string }; wait: number },
  ): Refused {
    this.#record(name, { address, outcome: "refused", detail: { fault } });
    return { ok: false, fault, wait };
  }

  #record(
    actor: string | null,
    rest: { address: string; outcome: "ok" | "refused"; detail: Record<string, string> },
  ): void {
    this.#options.audit({ actor, kind: "login", action: "session.begin", target: actor, ...rest });
  }
}
