import type { JSX } from "preact";
import type { LiveSignals } from "@/lib/client/live_signals.ts";
import type { DashboardCard } from "@/lib/shared/layout.ts";
import type { ResponsePoint, ResponseSeries } from "@/lib/shared/response_series.ts";
import type { View } from "@/lib/ui/view.ts";
import { HealthPanel } from "./HealthPanel.tsx";
import { InventoryPanel } from "./InventoryPanel.tsx";
import { JobsPanel } from "./JobsPanel.tsx";
import { MarketSharePanel } from "./MarketSharePanel.tsx";
import { MarketTablePanel } from "./MarketTablePanel.tsx";
import { OrdersPanel } from "./OrdersPanel.tsx";
import { OwnCard } from "./OwnCard.tsx";
import { ResponsePanel } from "./ResponsePanel.tsx";
import { SalesPanel } from "./SalesPanel.tsx";
import { SystemPanel } from "./SystemPanel.tsx";
import { WeeklyPanel } from "./WeeklyPanel.tsx";

interface BoardProps {
  live: LiveSignals;
  /** Recorded response times of the markets. */
  recorded: ResponseSeries | null;
  /** Recorded figures of the seller's own charts, by their paths. */
  histories: Readonly<Record<string, readonly ResponsePoint[]>>;
  view: View;
}

const CARDS: Readonly<Record<DashboardCard, (props: BoardProps) => JSX.Element>> = {
  sales: ({ live, view }) => <SalesPanel live={live} view={view} />,
  health: ({ live, view }) => <HealthPanel live={live} view={view} />,
  system: ({ live, view }) => <SystemPanel live={live} view={view} />,
  orders: ({ live, view }) => <OrdersPanel live={live} view={view} />,
  share: ({ live, view }) => <MarketSharePanel live={live} view={view} />,
  weekly: ({ live, view }) => <WeeklyPanel live={live} view={view} />,
  details: ({ live, view }) => <MarketTablePanel live={live} view={view} />,
  response: ({ live, recorded, view }) => <ResponsePanel live={live} recorded={recorded} view={view} />,
  inventory: ({ live, view }) => <InventoryPanel live={live} view={view} />,
  jobs: ({ live, view }) => <JobsPanel live={live} view={view} />,
};

/** The cards of the dashboard, as they are arranged now: another arrangement comes over the live connection, too. */
export function Board(props: BoardProps) {
  const { dashboard } = props.live.snapshot.value.layout;
  return <>{dashboard.map((card) => <Card key={card} card={card} {...props} />)}</>;
}

function Card({ card, ...props }: BoardProps & { card: string }) {
  if (Object.hasOwn(CARDS, card)) return CARDS[card as DashboardCard](props);
  return <OwnCard card={card} live={props.live} histories={props.histories} view={props.view} />;
}
