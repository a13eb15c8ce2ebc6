/** `markets`: who is checked, where, and with which credentials. */
import { section } from "./section.ts";
import { requirements } from "./texts.ts";
import type { MarketConfig } from "./config.ts";
import {
  aCredential,
  aDuration,
  anApiUrl,
  aNaverSecret,
  aPastDayOrNull,
  aSwitch,
  aWholeNumber,
  aWord,
  type ValueFault,
} from "./values.ts";
import type { z } from "zod";

type MarketDefaults = Pick<MarketConfig, "name" | "base_url" | "timeout" | "slow">;

function market<Credentials extends z.ZodRawShape>(defaults: MarketDefaults, credentials: Credentials) {
  const keys = {
    enabled: aSwitch.default(true),
    name: aWord.default(defaults.name),
    base_url: anApiUrl.default(defaults.base_url),
    timeout: aDuration("100ms", "2m").default(defaults.timeout),
    slow: aDuration("1ms", "2m").default(defaults.slow),
    calls_per_hour: aWholeNumber(1, 3_600).default(120),
  };
  const fault: ValueFault = { required: requirements.slowBelowTimeout, secret: false };
  return section({ ...keys, ...credentials }).refine(isSlowBelowTimeout, {
    path: ["slow"],
    params: { fault },
    // Also when another key is wrong, so that all faults are told at once.
    when: () => true,
  });
}

/** Holds too where one of them is no duration, which is a fault of its own. */
function isSlowBelowTimeout(market: unknown): boolean {
  const { slow, timeout } = market as Partial<Record<keyof MarketConfig, unknown>>;
  return typeof slow !== "number" || typeof timeout !== "number" || slow < timeout;
}

const MARKETS = {
  coupang: market(
    { name: "쿠팡", base_url: "https://api-gateway.coupang.com", timeout: 10_000, slow: 2_000 },
    {
      access_key: aCredential.default(""),
      secret_key: aCredential.default(""),
      vendor_id: aCredential.default(""),
      key_issued: aPastDayOrNull.default(null),
    },
  ),
  naver: market(
    { name: "네이버", base_url: "https://api.commerce.naver.com/external", timeout: 10_000, slow: 2_000 },
    { client_id: aCredential.default(""), client_secret: aNaverSecret.default("") },
  ),
  "11st": market(
    { name: "11번가", base_url: "https://api.11st.co.kr/rest", timeout: 25_000, slow: 10_000 },
    { api_key: aCredential.default("") },
  ),
};

export const marketsSection = section(MARKETS);

/** Names that nothing else can have. */
export const MARKET_CODES: readonly string[] = Object.keys(MARKETS);
