/** Figures to compare with what the owner knows, in a line. */
import type { Delivered } from "../collectors/update.ts";
import type { Inventory, Orders, Sales } from "../shared/snapshot.ts";
import type { Text } from "../shared/text.ts";

const number = (value: number | null) => value === null ? "?" : value.toLocaleString("en-US");
/** So many markets, statuses and products are named. */
const MOST_NAMED = 8;

/** What a source's figures come to; null where there is nothing to compare. */
export function figuresText({ source, data }: Pick<Delivered, "source" | "data">): Text | null {
  if (source === "sales") return salesText(data as Sales);
  if (source === "orders") return ordersText(data as Orders);
  if (source === "inventory") return inventoryText(data as Inventory);
  return null;
}

function salesText({ business_day, today, yesterday_same_time, weekly_trend }: Sales): Text {
  const days = weekly_trend.reduce((sum, { orders }) => sum + orders, 0);
  const money = weekly_trend.reduce((sum, { revenue }) => sum + (revenue ?? 0), 0);
  return {
    ko: `오늘(${business_day}) 주문 ${number(today.today_orders)}건 ${number(today.today_revenue)}원, 고객 ${
      number(today.unique_customers)
    }명 · 어제 이 시각까지 ${number(yesterday_same_time.orders)}건 ${
      number(yesterday_same_time.revenue)
    }원 · 8일 ${number(days)}건 ${number(money)}원`,
    en: `today (${business_day}) ${number(today.today_orders)} orders, ₩${number(today.today_revenue)}, ${
      number(today.unique_customers)
    } customers · yesterday until this time ${number(yesterday_same_time.orders)}, ₩${
      number(yesterday_same_time.revenue)
    } · 8 days ${number(days)}, ₩${number(money)}`,
  };
}

function ordersText({ by_market, status_counts }: Orders): Text {
  const statuses = Object.entries(status_counts).sort(([, one], [, other]) => other - one)
    .map(([word, count]) => `${word === "" ? "∅" : word} ${number(count)}`);
  const markets = (money: (won: string) => string) =>
    by_market.map(({ market_code, orders, revenue }) =>
      `${market_code === "" ? "∅" : market_code} ${number(orders)} (${money(number(revenue))})`
    );
  const named = (words: readonly string[], none: string) => words.slice(0, MOST_NAMED).join(", ") || none;
  return {
    ko: `오늘 마켓별 ${named(markets((won) => `${won}원`), "없음")} · 어제와 오늘 상태별 ${
      named(statuses, "없음")
    }`,
    en: `today by market ${named(markets((won) => `₩${won}`), "none")} · yesterday and today by status ${
      named(statuses, "none")
    }`,
  };
}

function inventoryText({ total_products, low_stock, out_of_stock, inventory_value }: Inventory): Text {
  return {
    ko: `상품 ${number(total_products)}개, 재고 부족 ${number(low_stock)}개, 품절 ${
      number(out_of_stock)
    }개, 재고 금액 ${number(inventory_value)}원`,
    en: `${number(total_products)} products, ${number(low_stock)} low, ${
      number(out_of_stock)
    } out of stock, worth ₩${number(inventory_value)}`,
  };
}
