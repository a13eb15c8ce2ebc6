import { coupang } from "./coupang.ts";
import { elevenst } from "./elevenst.ts";
import type { Market } from "./market.ts";
import { naver } from "./naver.ts";

/** Every market that can be checked, by its code. */
export const markets = { coupang, naver, "11st": elevenst } as const satisfies Record<string, Market>;

export type MarketCode = keyof typeof markets;
