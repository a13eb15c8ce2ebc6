import { useMemo } from "preact/hooks";
import type { LiveSignals } from "@/lib/client/live_signals.ts";
import type { Orders } from "@/lib/shared/snapshot.ts";
import { freshness } from "@/lib/ui/freshness.ts";
import { marketChart } from "@/lib/ui/order_charts.ts";
import { Panel } from "@/lib/ui/Panel.tsx";
import { Swatch } from "@/lib/ui/Swatch.tsx";
import type { View } from "@/lib/ui/view.ts";
import { ChartCanvas } from "./ChartCanvas.tsx";

interface MarketSharePanelProps {
  live: LiveSignals;
  view: View;
}

/** Which market today's revenue comes from; its orders where amounts are hidden. */
export function MarketSharePanel({ live, view }: MarketSharePanelProps) {
  const { texts } = view;
  const { orders, sources, masked = false } = live.snapshot.value;
  const state = freshness({ sources, name: "orders", known: !!orders, link: live.link.value }, view);
  return (
    <Panel
      id="share"
      title={masked ? texts.marketOrders : texts.marketShare}
      freshness={state}
      moment={live}
      view={view}
    >
      {orders ? <MarketShare orders={orders} masked={masked} view={view} /> : <p class="dash">—</p>}
    </Panel>
  );
}

function MarketShare({ orders, masked, view }: { orders: Orders; masked: boolean; view: View }) {
  const { texts } = view;
  const spec = useMemo(() => marketChart(orders, view, masked), [orders.by_market, view, masked]);
  if (orders.by_market.length === 0) return <p class="empty">{texts.marketShareEmpty}</p>;
  return (
    <>
      <ul class="legend">
        {spec.labels.map((label, index) => (
          <li key={index}>
            <Swatch colour={spec.colours[index]!} label={label} />{" "}
            <strong>{spec.format(spec.values[index] ?? 0)}</strong>
          </li>
        ))}
      </ul>
      <ChartCanvas
        spec={spec}
        title={masked ? texts.marketOrders : texts.marketShare}
        showTable={texts.showTable}
      />
    </>
  );
}
