/** Chance that repeats itself: the demo draws all of it from generators started with a seed. */

/** A number from 0 (inclusive) to 1 (exclusive). */
export type Random = () => number;

/**
 * A generator that gives the same numbers for the same seed (mulberry32: 32 bits of state, good enough for a demo,
 * useless for secrets). Only the lowest 32 bits of `seed` count.
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return function random(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A number from `low` (inclusive) to `high` (exclusive). */
export function between(random: Random, low: number, high: number): number {
  return low + random() * (high - low);
}

/** A whole number from `low` to `high`, both inclusive. */
export function integerBetween(random: Random, low: number, high: number): number {
  return Math.floor(between(random, low, high + 1));
}

/**
 * One of `items`, each as likely as the next.
 *
 * @throws {RangeError} when there is nothing to pick from
 */
export function pick<T>(random: Random, items: readonly T[]): T {
  if (items.length === 0) throw new RangeError("Cannot pick from an empty list");
  return items[Math.floor(random() * items.length)]!;
}

/**
 * One of `items`, as likely as its weight is large against the sum of all; never one whose weight is not above 0.
 *
 * @throws {RangeError} when no weight is above 0
 */
export function pickWeighted<T>(random: Random, items: readonly T[], weightOf: (item: T) => number): T {
  let rest = random() * items.reduce((sum, item) => sum + weightOf(item), 0);
  const picked = items.find((item) => (rest -= weightOf(item)) < 0) ??
    items.findLast((item) => weightOf(item) > 0);
  if (picked === undefined) throw new RangeError("Cannot pick by weights of which none is above 0");
  return picked;
}

/**
 * A positive number around `median`: half of them are below it, about two thirds from `median / spread` to
 * `median * spread`, and a few far above, as response times are (log-normal).
 */
export function around(random: Random, median: number, spread: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return median * spread ** normal;
}
