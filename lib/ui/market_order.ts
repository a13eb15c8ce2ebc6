/** The usual markets, in the order in which people name them. */
const ORDER = ["coupang", "naver", "11st", "gmarket", "auction", "ssg", "lotteon", "kakao"];

/**
 * A number from 0 to 7 that belongs to a market, whichever others there are; further markets share numbers.
 */
export function marketNumber(code: string): number {
  const known = ORDER.indexOf(code);
  return known >= 0 ? known : [...code].reduce((sum, char) => sum + char.codePointAt(0)!, 0) % ORDER.length;
}

/** Entries by market in one order, whoever was heard of first: the usual markets, then others by their codes. */
export function inMarketOrder<T>(byMarket: Readonly<Record<string, T>>): [code: string, value: T][] {
  const rank = (code: string) => ORDER.includes(code) ? ORDER.indexOf(code) : ORDER.length;
  return Object.entries(byMarket)
    .sort(([one], [other]) => rank(one) - rank(other) || (one < other ? -1 : 1));
}
