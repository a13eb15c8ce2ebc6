import { NotKept } from "./not_kept.ts";
import { KEPT_TEXTS as TEXTS } from "./texts.ts";

/** A market and a status that orders have together. */
export interface OrderWords {
  readonly market: string;
  readonly status: string;
  /** Whether the amount of such an order is left out of the net revenue. */
  readonly cancelled: boolean;
}

const MOST = 2 ** 16;

/** Numbers for the few combinations of words that many orders have. */
export class OrderWordList {
  readonly #numbers = new Map<string, number>();
  readonly #words: OrderWords[] = [];

  /** @throws {NotKept} when these are no columns of a few words */
  numberOf(words: OrderWords): number {
    const name = JSON.stringify([words.market, words.status, words.cancelled]);
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    if (this.#words.length === MOST) throw new NotKept(TEXTS.tooManyWords(MOST));
    this.#numbers.set(name, this.#words.length);
    return this.#words.push(words) - 1;
  }

  wordsOf(number: number): OrderWords {
    return this.#words[number]!;
  }
}
