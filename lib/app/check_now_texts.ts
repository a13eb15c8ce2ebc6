import type { Text } from "../shared/text.ts";

/** What is answered to whoever wants a market to be checked at once. */
export const checkNowTexts = {
  accepted: {
    ko: "지금 확인하고 있습니다. 결과는 나오는 대로 표시됩니다.",
    en: "It is being checked. The result shows as soon as it is there",
  },
  unknown_market: {
    ko: "확인하고 있는 마켓이 아닙니다. 마켓 코드와 설정의 markets를 확인해 주세요.",
    en: "Cannot check: no such market is checked. Look at the code and at `markets` in the configuration",
  },
  budget_spent: {
    ko:
      "한 시간 호출 예산을 다 써서 확인하지 않았습니다. 예산이 돌아오면 자동으로 확인합니다. 자주 모자라면 calls_per_hour를 늘려 주세요.",
    en:
      "Not checked, because this hour's budget is spent. Checks go on by themselves when there is some again; " +
      "raise calls_per_hour if that happens often",
  },
  market_paused: {
    ko: "마켓이 호출을 제한하고 있어 확인하지 않았습니다. 제한이 풀리면 자동으로 다시 확인합니다.",
    en: "Not checked, because the market limits our calls. Checks go on by themselves when it lets us",
  },
  too_soon: {
    ko: "방금 확인을 요청하셨습니다. 10초 뒤에 다시 눌러 주세요.",
    en: "Not checked again, because it was asked for a moment ago. Try again in ten seconds",
  },
  checks_stopped: {
    ko: "마켓 확인 프로그램을 다시 시작하는 중이라 지금은 확인할 수 없습니다. 잠시 뒤에 다시 눌러 주세요.",
    en: "Cannot check now, because what checks the markets is being restarted. Try again in a moment",
  },
} as const satisfies Record<string, Text>;

export type AskedCode = keyof typeof checkNowTexts;

/** Milliseconds after which nobody wants to know any more; a page without scripts loads itself again and again. */
const NEWS = 30_000;

/** What a page's address (`asked`, `at`) says of a wish that was just uttered; undefined when it says nothing. */
export function askedText(params: URLSearchParams, now: number): Text | undefined {
  const code = params.get("asked") ?? "";
  const isNews = Math.abs(now - Number(params.get("at") || NaN)) < NEWS;
  return isNews && Object.hasOwn(checkNowTexts, code) ? checkNowTexts[code as AskedCode] : undefined;
}
