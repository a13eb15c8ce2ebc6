import type { Rule } from "./rule.ts";
import { REMEDIES } from "./texts.ts";

/** Coupang asks for minutes to tens of minutes after a 429, others say nothing (developers.coupangcorp.com 20414599556889). */
export const QUOTA_PAUSE = 5 * 60_000;

/** What means the same with every market. Goes after a market's own rows and fits everything. */
export const COMMON_RULES: readonly Rule[] = [
  { when: { failure: "timeout" }, class: "DOWN", remedy: REMEDIES.timeout },
  { when: { failure: "dns" }, class: "DOWN", remedy: REMEDIES.dns },
  { when: { failure: ["refused", "unreachable"] }, class: "DOWN", remedy: REMEDIES.unreachable },
  { when: { failure: ["reset", "malformed"] }, class: "DOWN", remedy: REMEDIES.broken },
  { when: { failure: "certificate" }, class: "DOWN", remedy: REMEDIES.certificate },
  { when: { failure: "tls" }, class: "DOWN", remedy: REMEDIES.tls },
  { when: { failure: "unsendable" }, class: "UNKNOWN", remedy: REMEDIES.unsendable, hits: 1 },
  { when: { status: 429 }, class: "QUOTA", remedy: REMEDIES.quota, pause: QUOTA_PAUSE },
  { when: { status: 504 }, class: "DOWN", remedy: REMEDIES.gatewayTimeout },
  { when: { status: [500, 599] }, class: "DOWN", remedy: REMEDIES.marketFault },
  { when: { status: [300, 399] }, class: "UNKNOWN", remedy: REMEDIES.redirect },
  { when: { status: 401, probe: "signed" }, class: "AUTH", remedy: REMEDIES.refused },
  { when: { status: [400, 499] }, class: "UNKNOWN", remedy: REMEDIES.ourRequest },
  { when: { format: "cut" }, class: "UNKNOWN", remedy: REMEDIES.tooLong },
  { when: {}, class: "UNKNOWN", remedy: REMEDIES.unreadable },
];
