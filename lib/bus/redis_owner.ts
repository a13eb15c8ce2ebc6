import type { RedisConnection } from "./redis_connection.ts";

/** The shop whose process wrote the `api_status:<market>` keys last; kept as long as they are. */
export const OWNER_KEY = "marketpulse:owner";

/** Writes whose the statuses are, and notices when another shop writes the same keys. */
export class RedisOwner {
  readonly #shop: () => string;
  #seconds: number;
  #written: string | undefined;

  /** @param shop stands for the shop of now @param seconds that its statuses are kept */
  constructor(shop: () => string, seconds: number) {
    this.#shop = shop;
    this.#seconds = seconds;
  }

  /** What is written from now on is kept at least so many seconds. */
  keepFor(seconds: number): void {
    this.#seconds = Math.max(this.#seconds, seconds);
  }

  /**
   * To be called with each status that is written.
   *
   * @returns whether another shop has written since the last call; the first one of a shop cannot tell, because what it
   * finds may be left over from another configuration
   */
  async claim({ run }: RedisConnection): Promise<boolean> {
    const shop = this.#shop();
    const before = await run((client) => client.get(OWNER_KEY));
    await run((client) => client.set(OWNER_KEY, shop, { EX: this.#seconds }));
    const shared = this.#written === shop && before !== null && before !== shop;
    this.#written = shop;
    return shared;
  }
}
