import type { JSX } from "preact";
import type { LiveSignals } from "@/lib/client/live_signals.ts";
import type { MarketCard } from "@/lib/shared/layout.ts";
import type { ResponsePoint } from "@/lib/shared/response_series.ts";
import type { RecordedMarket } from "@/lib/ui/recorded_market.ts";
import type { View } from "@/lib/ui/view.ts";
import { MarketChecksPanel } from "./MarketChecksPanel.tsx";
import { MarketResponsePanel } from "./MarketResponsePanel.tsx";
import { MarketStatePanel } from "./MarketStatePanel.tsx";
import { OwnCard } from "./OwnCard.tsx";

interface MarketBoardProps {
  /** Of the market. */
  code: string;
  live: LiveSignals;
  /** Null when what was recorded of the market could not be read. */
  recorded: RecordedMarket | null;
  /** Recorded figures of the seller's own charts, by their paths. */
  histories: Readonly<Record<string, readonly ResponsePoint[]>>;
  /** What became of the wish to check now, of a page without scripts. */
  asked: string | null;
  mayChange: boolean;
  view: View;
}

const CARDS: Readonly<Record<MarketCard, (props: MarketBoardProps) => JSX.Element>> = {
  state: ({ code, live, recorded, asked, mayChange, view }) => (
    <MarketStatePanel {...{ code, live, asked, mayChange, view }} recorded={recorded?.run ?? null} />
  ),
  responses: ({ code, live, recorded, view }) => (
    <MarketResponsePanel
      {...{ code, live, view }}
      recorded={recorded?.points ?? null}
      phases={recorded?.phases ?? null}
    />
  ),
  checks: ({ code, live, recorded, view }) => (
    <MarketChecksPanel {...{ code, live, view }} recorded={recorded?.newest ?? null} />
  ),
};

/** The cards of a market's page, as they are arranged now: another arrangement comes over the live connection, too. */
export function MarketBoard(props: MarketBoardProps) {
  const { market } = props.live.snapshot.value.layout;
  return <>{market.map((card) => <Card key={card} card={card} {...props} />)}</>;
}

function Card({ card, ...props }: MarketBoardProps & { card: string }) {
  if (Object.hasOwn(CARDS, card)) return CARDS[card as MarketCard](props);
  return <OwnCard card={card} live={props.live} histories={props.histories} view={props.view} />;
}
