/**
 * `marketpulse user …`: who may log in. It writes into the own state, which a running server reads, so whoever may write
 * there needs no password.
 */
import type { Audit, AuditEvent } from "../auth/audit.ts";
import type { OrderedBy } from "../auth/token_desk.ts";
import { hashPassword } from "../auth/password_hash.ts";
import { passwordFault } from "../auth/password_rules.ts";
import { hashOfRecoveryCode, newRecoveryCodes } from "../auth/recovery_codes.ts";
import { userName } from "../auth/user_name.ts";
import { authTexts } from "../auth/texts.ts";
import { dayIn, formatClock } from "../shared/format_time.ts";
import type { Clock } from "../shared/clock.ts";
import type { Text } from "../shared/text.ts";
import { type Role, ROLES } from "../shared/viewer.ts";
import type { StateStore } from "../state/state_store.ts";
import type { UserRecord } from "../state/user_store.ts";
import { StartError } from "../app/start_error.ts";
import { userTexts as texts } from "./command_user_texts.ts";
import { UsageError } from "./usage_error.ts";

export interface UserCommandsOptions {
  readonly state: Pick<StateStore, "users" | "sessions" | "factors">;
  readonly audit: Pick<Audit, "record">;
  readonly clock: Clock;
  /** IANA name of the zone in which moments are told. */
  readonly timezone: string;
  /** Asks for a new password of a user. */
  readonly askPassword: (name: string) => Promise<string>;
  /** Tells what was done, one line. */
  readonly tell: (text: Text) => void;
  /** Shows what is the same in every language. */
  readonly show: (text: string) => void;
  /** Who runs the command, for the audit log. */
  readonly by: OrderedBy;
}

export interface RightsFlags {
  readonly role?: Role;
  readonly masked?: boolean;
}

/** Each throws a {@linkcode StartError} or a {@linkcode UsageError} when nothing was changed. */
export class UserCommands {
  readonly #options: UserCommandsOptions;

  constructor(options: UserCommandsOptions) {
    this.#options = options;
  }

  async add(name: string, { role: wanted, masked = false }: RightsFlags): Promise<void> {
    const { state: { users }, clock, tell } = this.#options;
    if (await users.find(name)) throw new StartError(texts.taken(name));
    const role = wanted ?? (masked || (await users.list()).length > 0 ? "viewer" : "admin");
    assertMaskable(role, masked);
    const password = await this.#newPassword(name);
    const id = crypto.randomUUID();
    const added = await users.add({ id, name, role, masked, password, created_at: clock.now() });
    if (!added) throw new StartError(texts.taken(name));
    this.#record({ action: "user.add", target: name, detail: { role, masked } });
    tell(texts.added(name, role, masked));
  }

  async passwd(name: string): Promise<void> {
    await this.#find(name);
    const password = await this.#newPassword(name);
    if (!await this.#options.state.users.changePassword(name, password)) {
      throw new StartError(texts.unknown(name));
    }
    this.#record({ action: "user.password", target: name });
    this.#options.tell(texts.passwordChanged(name));
  }

  async role(name: string, role: Role, { masked = false }: RightsFlags): Promise<void> {
    assertMaskable(role, masked);
    const { state: { users }, tell } = this.#options;
    if (!await users.changeRights(name, { role, masked })) throw new StartError(texts.unknown(name));
    this.#record({ action: "user.rights", target: name, detail: { role, masked } });
    tell(texts.roleChanged(name, role, masked));
  }

  async list(): Promise<void> {
    const { state: { users }, tell } = this.#options;
    const all = await users.list();
    if (all.length === 0) return tell(texts.none);
    const width = Math.max(...all.map(({ name }) => name.length));
    for (const { name, role, masked } of all) {
      const { ko, en } = texts.rights(role, masked);
      const column = name.padEnd(width + 2);
      tell({ ko: `${column}${ko}`, en: `${column}${en}` });
    }
  }

  async remove(name: string): Promise<void> {
    const { state: { users, factors }, tell } = this.#options;
    const { id } = await this.#find(name);
    if (!await users.remove(name)) throw new StartError(texts.unknown(name));
    await factors.remove(id);
    this.#record({ action: "user.remove", target: name });
    tell(texts.removed(name));
    if ((await users.list()).length === 0) tell(texts.lastRemoved);
  }

  async sessions(name: string, { revoke = false }: { readonly revoke?: boolean }): Promise<void> {
    const { state: { sessions }, tell, timezone } = this.#options;
    const { id } = await this.#find(name);
    if (revoke) {
      const ended = await sessions.endAll(id);
      this.#record({ action: "session.revoke", target: name, detail: { sessions: ended } });
      return tell(texts.revoked(name, ended));
    }
    const all = await sessions.ofUser(id);
    if (all.length === 0) tell(texts.noSessions(name));
    for (const { seen_at, address, agent } of all) {
      tell(
        texts.seen(`${dayIn(seen_at, timezone)} ${formatClock(seen_at, timezone, "minute")}`, address, agent),
      );
    }
  }

  async totp(name: string, { off = false }: { readonly off?: boolean }): Promise<void> {
    const { state: { factors }, clock, tell, show } = this.#options;
    const { id } = await this.#find(name);
    if (off) {
      if (!await factors.remove(id)) throw new StartError(texts.noTotp(name));
      this.#record({ action: "user.totp_off", target: name });
      return tell(texts.totpRemoved(name));
    }
    // The server, which has these commands in it, seldom needs what makes QR codes.
    const { totpEnrolment } = await import("./totp_enrolment.ts");
    const { secret, uri, qr } = totpEnrolment(name);
    const codes = newRecoveryCodes();
    const recovery = codes.map((code) => hashOfRecoveryCode(code)!);
    await factors.set(id, { secret, created_at: clock.now(), recovery });
    this.#record({ action: "user.totp", target: name });
    tell(texts.totpMade(name));
    show(`\n${qr}\n\n${uri}\n`);
    tell(texts.recoveryCodes);
    show(`\n${codes.join("\n")}`);
  }

  async #find(name: string): Promise<UserRecord> {
    const user = await this.#options.state.users.find(name);
    if (!user) throw new StartError(texts.unknown(name));
    return user;
  }

  async #newPassword(name: string): Promise<string> {
    const password = await this.#options.askPassword(name);
    const fault = passwordFault(password);
    if (fault) throw new StartError(fault);
    return await hashPassword(password);
  }

  #record(event: Pick<AuditEvent, "action" | "target" | "detail">): void {
    const { audit, by } = this.#options;
    audit.record({ ...event, ...by, kind: "change", outcome: "ok" });
  }
}

/** @throws {UsageError} when it is no role */
export function aRole(word: string): Role {
  const role = ROLES.find((name) => name === word);
  if (!role) throw new UsageError(texts.badRole(word));
  return role;
}

/** @throws {UsageError} when no user can be called that */
export function aUserName(word: string): string {
  const name = userName(word);
  if (name === null) throw new UsageError(authTexts.badName);
  return name;
}

function assertMaskable(role: Role, masked: boolean): void {
  if (masked && role !== "viewer") throw new UsageError(texts.maskedRole(role));
}
