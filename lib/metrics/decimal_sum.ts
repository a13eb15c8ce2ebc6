/**
 * The sum of decimals as PostgreSQL writes `numeric` (`-12.50`), added exactly; only the result is rounded to a number.
 */
export function decimalSum(decimals: readonly string[]): number {
  const scale = Math.max(0, ...decimals.map((decimal) => fractionOf(decimal).length));
  const sum = decimals.reduce((total, decimal) => total + scaled(decimal, scale), 0n);
  return Number(`${sum}e-${scale}`);
}

function fractionOf(decimal: string): string {
  return decimal.split(".")[1] ?? "";
}

function scaled(decimal: string, scale: number): bigint {
  const [whole = ""] = decimal.split(".");
  return BigInt(whole + fractionOf(decimal).padEnd(scale, "0"));
}
