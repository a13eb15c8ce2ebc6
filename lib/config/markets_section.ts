/** `markets`: who is checked, where, and with which credentials. */
import { section } from "./section.ts";
import { requirements } from "./texts.ts";
import type { MarketConfig } from "./config.ts";
import {
  aCredential,
  aDuration,
  anApiUrl,
  anApiUrlOrNone,
  aNaverSecret,
  aPastDayOrNull,
  aSwitch,
  aWholeNumber,
  aWord,
  type ValueFault,
} from "./values.ts";
import type { z } from "zod";

type MarketDefaults = Pick<MarketConfig, "name" | "base_url"> & Partial<MarketConfig>;

function market<Credentials extends z.ZodRawShape>(defaults: MarketDefaults, credentials: Credentials) {
  const keys = {
    enabled: aSwitch.default(defaults.enabled ?? true),
    name: aWord.default(defaults.name),
    base_url: (defaults.base_url === "" ? anApiUrlOrNone : anApiUrl).default(defaults.base_url),
    timeout: aDuration("100ms", "2m").default(defaults.timeout ?? 10_000),
    slow: aDuration("1ms", "2m").default(defaults.slow ?? 2_000),
    calls_per_hour: aWholeNumber(1, 3_600).default(defaults.calls_per_hour ?? 120),
  };
  // Also when another key is wrong, so that all faults are told at once.
  const rule = (key: string, required: ValueFault["required"]) => ({
    path: [key],
    params: { fault: { required, secret: false } satisfies ValueFault },
    when: () => true,
  });
  return section({ ...keys, ...credentials })
    .refine(isSlowBelowTimeout, rule("slow", requirements.slowBelowTimeout))
    .refine(hasAddress, rule("base_url", requirements.ownApiUrl));
}

/** What is checked has an address; some markets have another one for each shop. */
function hasAddress(market: unknown): boolean {
  const { enabled, base_url } = market as Partial<Record<keyof MarketConfig, unknown>>;
  return enabled !== true || base_url !== "";
}

/** Holds too where one of them is no duration, which is a fault of its own. */
function isSlowBelowTimeout(market: unknown): boolean {
  const { slow, timeout } = market as Partial<Record<keyof MarketConfig, unknown>>;
  return typeof slow !== "number" || typeof timeout !== "number" || slow < timeout;
}

/** Not everybody sells there. */
const off = { enabled: false };

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
  esm: market({ ...off, name: "G마켓·옥션", base_url: "https://sa2.esmplus.com" }, {
    master_id: aCredential.default(""),
    secret_key: aCredential.default(""),
    domain: aCredential.default(""),
    seller_ids: aCredential.default(""),
  }),
  ssg: market({ ...off, name: "SSG", base_url: "https://eapi.ssgadm.com" }, {}),
  lotteon: market({ ...off, name: "롯데ON", base_url: "https://openapi.lotteon.com" }, {}),
  kakao: market({ ...off, name: "카카오", base_url: "https://kapi.kakao.com" }, {}),
  cafe24: market({ ...off, name: "카페24", base_url: "" }, {}),
  shopify: market({ ...off, name: "쇼피파이", base_url: "" }, { access_token: aCredential.default("") }),
  amazon: market(
    // Amazon grants a call a minute at most (0.016 a second).
    { ...off, name: "아마존", base_url: "https://sellingpartnerapi-fe.amazon.com", calls_per_hour: 30 },
    {},
  ),
};

export const marketsSection = section(MARKETS);

/** Names that nothing else can have. */
export const MARKET_CODES: readonly string[] = Object.keys(MARKETS);
