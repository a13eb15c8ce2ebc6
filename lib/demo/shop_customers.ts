/** Who buys in the demo shop. The addresses are of example.com, which nobody can own. */
import type { Random } from "./random.ts";

const CUSTOMERS = 60_000;
/** Above 1, so that regulars come more often than the rest. */
const LOYALTY = 1.6;
const GIVEN = ["minjun", "seoyeon", "jiho", "haeun", "dohyun", "sua", "yejun", "jiwoo", "eunji", "taeyang"];
const FAMILY = ["kim", "lee", "park", "choi", "jung", "kang", "cho", "yoon", "jang", "lim"];

/** A buyer's address; some come up again and again. */
export function pickCustomer(random: Random): string {
  const number = Math.floor(CUSTOMERS * random() ** LOYALTY);
  return `${GIVEN[number % 10]}.${FAMILY[Math.floor(number / 10) % 10]}${number}@example.com`;
}
