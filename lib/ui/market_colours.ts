import type { Colour } from "../shared/chart_spec.ts";
import { marketNumbers } from "./market_order.ts";

/** The colours of markets that are shown together; grey for what has no market. */
export function marketColours(codes: readonly string[]): Colour[] {
  const markets = codes.filter((code) => code !== "");
  const numbers = new Map(marketNumbers(markets).map((number, index) => [markets[index], number]));
  return codes.map((code): Colour =>
    code === "" ? "status-other" : `series-${numbers.get(code)! + 1}` as Colour
  );
}
