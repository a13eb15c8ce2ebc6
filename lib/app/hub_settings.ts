import type { Config } from "../config/config.ts";
import type { HubSettings } from "../live/hub.ts";
import { isoInZone, momentsAt } from "../metrics/business_day.ts";

/** What the hub has to know of a configuration. */
export function hubSettings(
  { business, interval, markets, checks: own, metrics: custom }: Config,
): HubSettings {
  const { metrics, checks } = interval;
  return {
    intervals: {
      database: metrics,
      sales: metrics,
      orders: metrics,
      inventory: metrics,
      system: metrics,
      jobs: metrics,
      checks,
    },
    custom,
    businessDay: (now) => momentsAt(now, business).days.at(-1)!.date,
    markets: [
      ...Object.entries(markets).filter(([, { enabled }]) => enabled).map(([code]) => code),
      ...own.map(({ name }) => name),
    ],
    isoTime: (now) => isoInZone(now, business.timezone),
  };
}
