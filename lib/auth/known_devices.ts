/** Tells a device on which somebody was logged in before from any other. Its mark lets nobody in. */
import { Buffer } from "node:buffer";
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { StateStore } from "../state/state_store.ts";

/** Name of the key in the own state: marks are known after a restart, and to other instances. */
const KEY = "device_key";

export class KnownDevices {
  readonly #state: Pick<StateStore, "keep" | "kept">;
  #key: Promise<Uint8Array> | undefined;

  constructor(state: Pick<StateStore, "keep" | "kept">) {
    this.#state = state;
  }

  /** A mark for the device of a user who has logged in. */
  async mark(user_id: string): Promise<string> {
    const device = randomBytes(16).toString("base64url");
    return `${device}.${(await this.#sign(device, user_id)).toString("base64url")}`;
  }

  /** Which device bears this mark, if the user has logged in on it before. */
  async recognise(mark: string | null, user_id: string): Promise<string | null> {
    const [, device, signature] = /^([\w-]{22})\.([\w-]{43})$/.exec(mark ?? "") ?? [];
    if (device === undefined || signature === undefined) return null;
    const right = await this.#sign(device, user_id);
    const given = Buffer.from(signature, "base64url");
    return given.length === right.length && timingSafeEqual(given, right) ? device : null;
  }

  async #sign(device: string, user_id: string): Promise<Buffer> {
    this.#key ??= this.#read().catch((error) => {
      this.#key = undefined;
      throw error;
    });
    return createHmac("sha256", await this.#key).update(`${device} ${user_id}`).digest();
  }

  async #read(): Promise<Uint8Array> {
    const kept = await this.#state.kept(KEY);
    if (typeof kept === "string" && /^[\w-]{43}$/.test(kept)) return Buffer.from(kept, "base64url");
    const key = randomBytes(32).toString("base64url");
    await this.#state.keep(KEY, key);
    // Another instance may have made one at the same time; the one that was written last counts.
    return Buffer.from(String(await this.#state.kept(KEY)), "base64url");
  }
}
