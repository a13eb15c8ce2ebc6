import type { Colour } from "../shared/chart_spec.ts";

const ORDER = ["coupang", "naver", "11st", "gmarket", "auction", "ssg", "lotteon", "kakao"];

/** A market's colour, the same in every chart and whichever other markets there are; grey for what has no market. */
export function marketColour(code: string): Colour {
  if (code === "") return "status-other";
  const known = ORDER.indexOf(code);
  const index = known >= 0 ? known : [...code].reduce((sum, char) => sum + char.codePointAt(0)!, 0) % 8;
  return `series-${index + 1}` as Colour;
}
