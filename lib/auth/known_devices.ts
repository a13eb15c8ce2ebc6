/** Tells a device on which somebody was logged in before from any other. Its mark lets nobody in. */
import { randomBytes } from "node:crypto";
import type { StateStore } from "../state/state_store.ts";
import { KeptKey } from "./kept_key.ts";

export class KnownDevices {
  readonly #key: KeptKey;

  constructor(state: Pick<StateStore, "keep" | "kept">) {
    this.#key = new KeptKey(state, "device_key");
  }

  /** A mark for the device of a user who has logged in. */
  async mark(user_id: string): Promise<string> {
    const device = randomBytes(16).toString("base64url");
    return `${device}.${await this.#key.sign(`${device} ${user_id}`)}`;
  }

  /** Which device bears this mark, if the user has logged in on it before. */
  async recognise(mark: string | null, user_id: string): Promise<string | null> {
    const [, device, signature] = /^([\w-]{22})\.([\w-]{43})$/.exec(mark ?? "") ?? [];
    if (device === undefined || signature === undefined) return null;
    return await this.#key.isSigned(`${device} ${user_id}`, signature) ? device : null;
  }
}
