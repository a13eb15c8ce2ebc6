import { Buffer } from "node:buffer";
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { StateStore } from "../state/state_store.ts";

/** A key in the own state, made when it is needed first: what it signs counts after a restart, and for other instances. */
export class KeptKey {
  readonly #state: Pick<StateStore, "keep" | "kept">;
  readonly #name: string;
  #key: Promise<Uint8Array> | undefined;

  constructor(state: Pick<StateStore, "keep" | "kept">, name: string) {
    this.#state = state;
    this.#name = name;
  }

  /** In the letters of an address. */
  async sign(text: string): Promise<string> {
    return (await this.#hmac(text)).toString("base64url");
  }

  async isSigned(text: string, signature: string): Promise<boolean> {
    // As texts: the last letter has bits that say nothing, so that the same bytes can be written in four ways.
    const [right, given] = [Buffer.from(await this.sign(text)), Buffer.from(signature)];
    return given.length === right.length && timingSafeEqual(given, right);
  }

  async #hmac(text: string): Promise<Buffer> {
    this.#key ??= this.#read().catch((error) => {
      this.#key = undefined;
      throw error;
    });
    return createHmac("sha256", await this.#key).update(text).digest();
  }

  async #read(): Promise<Uint8Array> {
    const kept = await this.#state.kept(this.#name);
    if (typeof kept === "string" && /^[\w-]{43}$/.test(kept)) return Buffer.from(kept, "base64url");
    const key = randomBytes(32).toString("base64url");
    await this.#state.keep(this.#name, key);
    // Another instance may have made one at the same time; the one that was written last counts.
    return Buffer.from(String(await this.#state.kept(this.#name)), "base64url");
  }
}
