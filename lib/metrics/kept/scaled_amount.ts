import { LARGEST_PART } from "./exact_sum.ts";

/** Digits behind the point that a kept amount has. */
const SCALE = 4;
/** What 1 is, scaled. */
export const UNIT = 10 ** SCALE;

/**
 * A `numeric` as PostgreSQL writes it, as a whole number of ten-thousandths. What leaves nothing of a sum (NULL, NaN,
 * infinity, beyond 1e30) is 0, as in `sumOf()` of `lib/metrics/money.ts`; undefined is an amount that cannot be kept exactly.
 */
export function scaledAmount(decimal: string | null): number | undefined {
  if (decimal === null || !/^-?\d+(\.\d+)?$/.test(decimal)) return 0;
  const [whole = "", fraction = ""] = decimal.split(".");
  const digits = fraction.replace(/0+$/, "");
  const scaled = digits.length > SCALE ? NaN : Number(whole + digits.padEnd(SCALE, "0"));
  if (Math.abs(scaled) < LARGEST_PART) return scaled;
  return exceeds(whole, digits) ? 0 : undefined;
}

/** Whether an amount lies beyond ±1e30, the bounds included. */
function exceeds(whole: string, digits: string): boolean {
  const size = BigInt(whole.replace("-", ""));
  return size > 10n ** 30n || (size === 10n ** 30n && digits !== "");
}

/** A sum of scaled amounts as PostgreSQL writes a `numeric`. */
export function decimalOf(scaled: bigint, scale = SCALE): string {
  const sign = scaled < 0n ? "-" : "";
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(scale + 1, "0");
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
