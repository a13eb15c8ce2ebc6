import { formatDuration } from "../shared/format_time.ts";
import { marketName } from "../shared/market_names.ts";
import type { ApiStatus } from "../shared/snapshot.ts";
import { inMarketOrder } from "./market_order.ts";
import { marketPath } from "./market_path.ts";
import { confirmingWord, shownState } from "./market_state.ts";
import { StatusMark } from "./StatusMark.tsx";
import type { View } from "./view.ts";

interface MarketListProps {
  statuses: Readonly<Record<string, ApiStatus>>;
  view: View;
}

/** The markets' states to be read from across a room. */
export function MarketList({ statuses, view }: MarketListProps) {
  const { texts } = view;
  return (
    <ul class="markets">
      {inMarketOrder(statuses).map(([code, status]) => {
        const { tone, word } = shownState(status, texts);
        return (
          <li key={code} class={`markets__item tone-${tone}`}>
            <StatusMark tone={tone} />
            <a class="markets__name market-link" href={marketPath(code, view)}>{marketName(code, view)}</a>
            <span class="markets__state">{confirmingWord(status, texts) ?? word}</span>
            <span class="markets__time">
              {typeof status.response_time === "number" && !status.stale
                ? formatDuration(status.response_time)
                : "—"}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
