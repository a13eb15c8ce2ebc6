/** The codes that a user shows after the password. */
import type { Clock } from "../shared/clock.ts";
import type { StateStore } from "../state/state_store.ts";
import type { UserRecord } from "../state/user_store.ts";
import { hashOfRecoveryCode } from "./recovery_codes.ts";

export interface SecondFactorOptions {
  readonly state: Pick<StateStore, "factors">;
  readonly clock: Clock;
}

type User = Pick<UserRecord, "id">;

export class SecondFactor {
  readonly #options: SecondFactorOptions;

  constructor(options: SecondFactorOptions) {
    this.#options = options;
  }

  async isNeeded({ id }: User): Promise<boolean> {
    return await this.#options.state.factors.find(id) !== null;
  }

  /** What `typed` was: a code of the app, one of those on paper, or nothing that counts. Either counts once. */
  async use({ id }: User, typed: string): Promise<"app" | "recovery" | null> {
    const { state: { factors }, clock } = this.#options;
    const hash = hashOfRecoveryCode(typed);
    if (hash !== null) return await factors.useRecovery(id, hash) ? "recovery" : null;
    const code = typed.replaceAll(/\s/g, "");
    const factor = /^\d{6}$/.test(code) ? await factors.find(id) : null;
    if (!factor) return null;
    // Few servers have a user with an app, and only those need what knows of it.
    const { totpStep } = await import("./totp.ts");
    const step = totpStep(code, { secret: factor.secret, now: clock.now() });
    return step !== null && await factors.useStep(id, step) ? "app" : null;
  }
}
