import type { LiveSignals } from "@/lib/client/live_signals.ts";
import { fill } from "@/lib/shared/i18n/fill.ts";
import type { SettingsTexts } from "@/lib/shared/i18n/settings_texts.ts";
import type { Page } from "@/lib/shared/layout.ts";
import { marketName } from "@/lib/shared/market_names.ts";
import type { ResponsePoint } from "@/lib/shared/response_series.ts";
import type { RecordedMarket } from "@/lib/ui/recorded_market.ts";
import type { View } from "@/lib/ui/view.ts";
import { Board } from "./Board.tsx";
import { MarketBoard } from "./MarketBoard.tsx";

export interface PreviewedMarket {
  readonly code: string;
  readonly recorded: RecordedMarket | null;
}

interface LayoutPreviewProps {
  page: Page;
  /** With the layout as it will be. */
  live: LiveSignals;
  /** Null on the dashboard, and where there is no market. */
  market: PreviewedMarket | null;
  histories: Readonly<Record<string, readonly ResponsePoint[]>>;
  texts: SettingsTexts;
  view: View;
}

/** A page as it will be: to be looked at, and nothing in it can be pressed. */
export function LayoutPreview({ page, live, market, histories, texts, view }: LayoutPreviewProps) {
  const shared = { live, histories, view };
  return (
    <section class="preview" aria-labelledby="preview">
      <h2 id="preview">{texts.preview}</h2>
      {page === "market" && (
        <p>{market ? fill(texts.previewOf, { market: marketName(market.code, view) }) : texts.noMarket}</p>
      )}
      <div class={`preview__board dashboard${page === "market" ? " dashboard--market" : ""}`} inert>
        {page === "dashboard" && <Board {...shared} recorded={null} />}
        {page === "market" && market && (
          <MarketBoard
            {...shared}
            {...market}
            asked={null}
            mayChange={false}
          />
        )}
      </div>
    </section>
  );
}
