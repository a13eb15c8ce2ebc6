/**
 * The first user, where nobody can come in because there is none: whoever reads the program's log is the one who runs it,
 * and finds a code there that works once.
 */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Clock } from "../shared/clock.ts";
import type { Text } from "../shared/text.ts";
import type { StateStore } from "../state/state_store.ts";
import type { UserRecord } from "../state/user_store.ts";
import type { RecordAudit } from "./audit.ts";
import type { Credentials } from "./login.ts";
import { hashPassword } from "./password_hash.ts";
import { passwordFault } from "./password_rules.ts";
import { authTexts } from "./texts.ts";
import { userName } from "./user_name.ts";

export interface FirstUserOptions {
  readonly state: Pick<StateStore, "users">;
  readonly clock: Clock;
  readonly audit: RecordAudit;
  /** Shows the code to who runs the program. */
  readonly show: (code: string) => void;
}

export type FirstUserResult =
  | { readonly ok: true; readonly user: UserRecord }
  | { readonly ok: false; readonly fault: Text };

/** Without letters and digits that look alike. */
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
const GROUPS = 5;

export class FirstUser {
  readonly #options: FirstUserOptions;
  #code: string | undefined;

  constructor(options: FirstUserOptions) {
    this.#options = options;
  }

  /** Shows the code, once. */
  offer(): void {
    if (this.#code !== undefined) return;
    this.#code = newCode();
    this.#options.show(this.#code);
  }

  /** Makes the first user, an admin, if the code is the one that was shown and there is still no user. */
  async accept(
    { code, ...credentials }: Credentials & { readonly code: string },
    address: string,
  ): Promise<FirstUserResult> {
    const event = { kind: "login", action: "user.first", address } as const;
    if (this.#code === undefined || !isSame(normal(code), normal(this.#code))) {
      this.#options.audit({ ...event, actor: null, target: null, outcome: "refused" });
      return { ok: false, fault: authTexts.wrongCode };
    }
    const result = await this.create(credentials);
    // A code works once.
    if (result.ok) this.#code = undefined;
    const target = result.ok ? result.user.name : null;
    this.#options.audit({ ...event, actor: target, target, outcome: result.ok ? "ok" : "failed" });
    return result;
  }

  /** Makes the first user, an admin, if there is none. */
  async create({ name: raw, password }: Credentials): Promise<FirstUserResult> {
    const { users } = this.#options.state;
    const name = userName(raw);
    if (name === null) return { ok: false, fault: authTexts.badName };
    const fault = passwordFault(password);
    if (fault) return { ok: false, fault };
    if ((await users.list()).length > 0) return { ok: false, fault: authTexts.notFirst };
    const user: UserRecord = {
      id: crypto.randomUUID(),
      name,
      role: "admin",
      masked: false,
      password: await hashPassword(password),
      created_at: this.#options.clock.now(),
    };
    return await users.add(user) ? { ok: true, user } : { ok: false, fault: authTexts.notFirst };
  }
}

/** 98 bits, in groups that one can read out: `abcde-fghjk-…`. */
function newCode(): string {
  const group = () => Array.from({ length: 4 }, letter).join("");
  return Array.from({ length: GROUPS }, group).join("-");
}

function letter(): string {
  // A byte above the last whole round would favour the first letters.
  for (;;) {
    const [byte] = randomBytes(1);
    if (byte! < 256 - 256 % LETTERS.length) return LETTERS[byte! % LETTERS.length]!;
  }
}

function normal(code: string): string {
  return code.slice(0, 200).toLowerCase().replace(/[^a-z0-9]/g, "");
}

function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
