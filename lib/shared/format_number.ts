/** Counts and shares. */

/** `1234567.5` → `1,234,567.5`; what both of the product's languages write. */
export function formatCount(value: number): string {
  const [whole = "", fraction] = String(Math.abs(value)).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${value < 0 ? "-" : ""}${grouped}${fraction ? `.${fraction}` : ""}`;
}

/** A share from 0 to 1: `0.0123` → `1.2%`; what is more than nothing never reads `0%`. */
export function formatRatio(share: number): string {
  if (share > 0 && share < 0.0005) return "<0.1%";
  return `${formatCount(Math.round(share * 1000) / 10)}%`;
}

/** An availability from 0 to 1: rounded down, because 100% means that nothing failed. */
export function formatAvailability(share: number): string {
  // The small addition undoes what binary fractions lose: 0.9995 * 10000 is 9994.999….
  return `${Math.floor(share * 10_000 + 1e-6) / 100}%`;
}

/** How far `now` is from `before`, as a share of `before`; null where there was nothing to compare with. */
export function relativeChange(now: number, before: number): number | null {
  return before > 0 ? (now - before) / before : null;
}

/** `0.123` → `12.3%`, without a sign: the reader gets the direction as a word and an arrow. */
export function formatChange(change: number): string {
  const percent = Math.abs(change) * 100;
  return `${formatCount(percent >= 100 ? Math.round(percent) : Math.round(percent * 10) / 10)}%`;
}
