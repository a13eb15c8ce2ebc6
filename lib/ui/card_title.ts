import type { DashboardCard, MarketCard } from "../shared/layout.ts";
import type { Snapshot } from "../shared/snapshot.ts";
import type { LiveTexts } from "../shared/i18n/catalogue.ts";
import type { View } from "./view.ts";

const TITLES: Readonly<Record<DashboardCard | MarketCard, keyof LiveTexts>> = {
  sales: "revenueToday",
  health: "health",
  system: "system",
  orders: "orderStatus",
  share: "marketShare",
  weekly: "weeklyTrend",
  details: "marketTable",
  response: "responseTimes",
  inventory: "inventory",
  jobs: "jobs",
  state: "stateNow",
  responses: "responseTimes",
  checks: "lastChecks",
};

/** What a card is called on the page; its own name, where it has no other. */
export function cardTitle(
  card: string,
  { custom, layout }: Pick<Snapshot, "custom" | "layout">,
  { texts, language }: View,
): string {
  if (Object.hasOwn(TITLES, card)) return texts[TITLES[card as keyof typeof TITLES]];
  const name = card.slice(card.indexOf(".") + 1);
  const own = card.startsWith("metric.") ? custom[name] : layout.charts[name];
  return own?.title[language] ?? card;
}
