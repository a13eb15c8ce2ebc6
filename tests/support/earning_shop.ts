import type { HubUpdate } from "@/lib/live/hub_update.ts";
import { dayOf, type FakeClock, inventory, iso, orders, sales } from "../live/fakes.ts";

/** Every amount of the shop, and how pages and programs write it. */
const WON = 777_000_001;
export const AMOUNT = /777,?000,?001|7억 7,700만/;

/** A shop whose every amount can be told from any other number. */
export function earning({ clock }: { readonly clock: FakeClock }): HubUpdate[] {
  const at = iso(clock.now());
  const [day, figures] = [dayOf(clock.now()), sales(dayOf(clock.now()))];
  const data = {
    ...figures,
    today: { ...figures.today, today_revenue: WON },
    yesterday_same_time: { orders: 1, revenue: WON },
    weekly_trend: [{ date: day, orders: 3, revenue: WON }],
    hourly_trend: [{ hour: 12, orders: 3, revenue: WON }],
  };
  const by_market = [{ market_code: "coupang", orders: 3, revenue: WON }];
  return [
    { kind: "delivered", source: "sales", at, data },
    { kind: "delivered", source: "orders", at, data: { ...orders, by_market } },
    { kind: "delivered", source: "inventory", at, data: { ...inventory, inventory_value: WON } },
  ];
}
