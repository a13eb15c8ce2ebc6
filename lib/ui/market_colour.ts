import type { Colour } from "../shared/chart_spec.ts";
import { marketNumber } from "./market_order.ts";

/** A market's colour, the same in every chart and whichever other markets there are; grey for what has no market. */
export function marketColour(code: string): Colour {
  return code === "" ? "status-other" : `series-${marketNumber(code) + 1}` as Colour;
}
