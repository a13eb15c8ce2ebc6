/** The usual markets, in the order in which people name them. */
const ORDER = ["coupang", "naver", "11st", "gmarket", "auction", "ssg", "lotteon", "kakao"];

/**
 * Numbers from 0 to 7 of markets that are shown together. The usual ones have the same whichever others there are; any
 * other takes one that is left, always the same among the same markets, and shares one only where none is left.
 */
export function marketNumbers(codes: readonly string[]): number[] {
  const numbers = new Map(
    codes.flatMap((code) => ORDER.includes(code) ? [[code, ORDER.indexOf(code)] as const] : []),
  );
  for (const code of codes.toSorted()) {
    if (!numbers.has(code)) numbers.set(code, freeNumber(code, new Set(numbers.values())));
  }
  return codes.map((code) => numbers.get(code)!);
}

/** The first that is free from its own number on. */
function freeNumber(code: string, taken: ReadonlySet<number>): number {
  const own = [...code].reduce((sum, char) => sum + char.codePointAt(0)!, 0) % ORDER.length;
  const from = ORDER.map((_, step) => (own + step) % ORDER.length);
  return from.find((number) => !taken.has(number)) ?? own;
}

/** Entries by market in one order, whoever was heard of first: the usual markets, then others by their codes. */
export function inMarketOrder<T>(byMarket: Readonly<Record<string, T>>): [code: string, value: T][] {
  const rank = (code: string) => ORDER.includes(code) ? ORDER.indexOf(code) : ORDER.length;
  return Object.entries(byMarket)
    .sort(([one], [other]) => rank(one) - rank(other) || (one < other ? -1 : 1));
}
