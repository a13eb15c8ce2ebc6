import { useMemo } from "preact/hooks";
import type { LiveSignals } from "@/lib/client/live_signals.ts";
import { formatCount } from "@/lib/shared/format_number.ts";
import type { Orders } from "@/lib/shared/snapshot.ts";
import { freshness } from "@/lib/ui/freshness.ts";
import { statusChart, statusShares } from "@/lib/ui/order_charts.ts";
import { Panel } from "@/lib/ui/Panel.tsx";
import { Stat } from "@/lib/ui/Stat.tsx";
import { Swatch } from "@/lib/ui/Swatch.tsx";
import type { View } from "@/lib/ui/view.ts";
import { ChartCanvas } from "./ChartCanvas.tsx";
import { LiveNumber } from "./LiveNumber.tsx";

interface OrdersPanelProps {
  live: LiveSignals;
  view: View;
}

/** How many orders are at which step. */
export function OrdersPanel({ live, view }: OrdersPanelProps) {
  const { texts } = view;
  const { orders, sources } = live.snapshot.value;
  const state = freshness({ sources, name: "orders", known: !!orders, link: live.link.value }, view);
  return (
    <Panel
      id="orders"
      title={texts.orderStatus}
      span={texts.orderStatusSpan}
      freshness={state}
      moment={live}
      view={view}
    >
      {orders ? <OrderStatus orders={orders} view={view} /> : <UnknownStatus view={view} />}
    </Panel>
  );
}

function OrderStatus({ orders, view }: { orders: Orders; view: View }) {
  const { texts } = view;
  const shares = useMemo(() => statusShares(orders, texts), [orders, texts]);
  const total = shares.reduce((sum, { count }) => sum + count, 0);
  const spec = useMemo(() => statusChart(orders, texts), [orders, texts]);
  return (
    <div class="split">
      <ChartCanvas spec={spec} title={texts.orderStatus} showTable={texts.showTable}>
        <LiveNumber value={total} format={formatCount} unit={texts.unitOrders} unknown={texts.unknown} />
      </ChartCanvas>
      <dl class="stats stats--legend">
        {shares.map(({ label, colour, count }) => (
          <Stat key={colour} label={<Swatch colour={colour} label={label} />}>
            <LiveNumber value={count} format={formatCount} unit={texts.unitOrders} unknown={texts.unknown} />
          </Stat>
        ))}
      </dl>
    </div>
  );
}

function UnknownStatus({ view: { texts } }: { view: View }) {
  const labels = [texts.statusPending, texts.statusProcessing, texts.statusCompleted, texts.statusCancelled];
  return (
    <dl class="stats stats--legend">
      {labels.map((label) => (
        <Stat key={label} label={label}>
          <LiveNumber value={null} format={formatCount} unknown={texts.unknown} />
        </Stat>
      ))}
    </dl>
  );
}
