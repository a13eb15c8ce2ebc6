/** Amounts of KRW as people say them. */
import { formatCount } from "./format_number.ts";
import type { Language } from "./text.ts";

interface Unit {
  readonly size: number;
  readonly word: string;
}

const UNITS: Readonly<Record<Language, readonly Unit[]>> = {
  ko: [
    { size: 1, word: "" },
    { size: 1e4, word: "만" },
    { size: 1e8, word: "억" },
    { size: 1e12, word: "조" },
  ],
  en: [
    { size: 1, word: "" },
    { size: 1e3, word: "K" },
    { size: 1e6, word: "M" },
    { size: 1e9, word: "B" },
    { size: 1e12, word: "T" },
  ],
};

/** Three digits are shown of an amount in a unit, or all those before the point: `1.23`, `12.3`, `1,234`. */
function roundInUnit(amount: number, size: number): number {
  const whole = amount / size;
  const decimals = size === 1 || whole >= 100 ? 0 : whole >= 10 ? 1 : 2;
  // Counted in steps that are whole numbers of won, because 1.005 has no exact binary form.
  return Math.round(amount / (size / 10 ** decimals)) / 10 ** decimals;
}

/** Short: `₩9,800`, `₩1,234만`, `₩1.23억`; in English `₩12.3M`. */
export function formatMoney(won: number, language: Language): string {
  const amount = Math.abs(won);
  const units = UNITS[language];
  const index = units.findIndex(({ size }, at) => {
    const next = units[at + 1];
    return !next || roundInUnit(amount, size) * size < next.size;
  });
  const { size, word } = units[index]!;
  const rounded = roundInUnit(amount, size);
  return `${won < 0 && rounded > 0 ? "-" : ""}₩${formatCount(rounded)}${word}`;
}

/** To the won: `12,340,000원`; in English `₩12,340,000`. */
export function formatWon(won: number, language: Language): string {
  const rounded = Math.round(won);
  const amount = formatCount(Math.abs(rounded));
  const sign = rounded < 0 ? "-" : "";
  return language === "ko" ? `${sign}${amount}원` : `${sign}₩${amount}`;
}
