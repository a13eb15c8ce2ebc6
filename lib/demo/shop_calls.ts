/** The log of the demo shop's own calls of the markets' APIs: mostly well, now and then slow, seldom failed. */
import { around, integerBetween } from "./random.ts";
import { type Market, MARKET_CODES, MARKETS } from "./shop_markets.ts";
import type { LogRow } from "./shop_rows.ts";
import type { Shop } from "./shop_simulation.ts";
import { SECOND } from "./shop_time.ts";

/** Each market is called once in this while. */
const PAUSE = { low: 14 * SECOND, high: 26 * SECOND };
const FAILED = 0.004;
const THROTTLED = 0.004;
const RESPONSE_SPREAD = 1.7;
/** Milliseconds. */
const SLOW = 1_500;
const TIMEOUT = 10_000;

type Outcome = Pick<LogRow, "level" | "message" | "execution_time">;

/** Lets calls be logged from `from` (ms since 1970) on. */
export function startCalls(shop: Shop, from: number): void {
  for (const market of MARKET_CODES) waitForNext(market, from);

  function waitForNext(market: Market, since: number): void {
    shop.agenda.add(since + integerBetween(shop.random, PAUSE.low, PAUSE.high), (at) => {
      shop.log(at, { ...call(market), logger: `sync.${market}`, market_code: market });
      waitForNext(market, at);
    });
  }

  function call(market: Market): Outcome {
    const { name, response } = MARKETS[market];
    const chance = shop.random();
    const time = Math.round(10 * around(shop.random, response, RESPONSE_SPREAD)) / 10;
    if (chance < FAILED) {
      return { level: "ERROR", message: `${name} 주문 조회 실패: 응답 시간 초과`, execution_time: TIMEOUT };
    }
    if (chance < FAILED + THROTTLED) {
      return { level: "WARNING", message: `${name} 호출 제한: 잠시 후 다시 시도`, execution_time: time };
    }
    if (time > SLOW) {
      return { level: "WARNING", message: `${name} 응답 지연: ${Math.round(time)}ms`, execution_time: time };
    }
    return { level: "INFO", message: `${name} 주문 조회 완료`, execution_time: time };
  }
}
