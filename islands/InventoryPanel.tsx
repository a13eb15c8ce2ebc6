import type { LiveSignals } from "@/lib/client/live_signals.ts";
import { formatMoney, formatWon } from "@/lib/shared/format_money.ts";
import { formatCount } from "@/lib/shared/format_number.ts";
import { freshness } from "@/lib/ui/freshness.ts";
import { LowStockList } from "@/lib/ui/LowStockList.tsx";
import { Panel } from "@/lib/ui/Panel.tsx";
import { Stat } from "@/lib/ui/Stat.tsx";
import type { View } from "@/lib/ui/view.ts";
import { LiveNumber } from "./LiveNumber.tsx";

interface InventoryPanelProps {
  live: LiveSignals;
  view: View;
}

/** What is left to sell. */
export function InventoryPanel({ live, view }: InventoryPanelProps) {
  const { texts, language } = view;
  const { inventory, sources, masked } = live.snapshot.value;
  const state = freshness({ sources, name: "inventory", known: !!inventory, link: live.link.value }, view);
  const counted = { format: formatCount, unit: texts.unitProducts, unknown: texts.unknown };
  return (
    <Panel id="inventory" title={texts.inventory} freshness={state} moment={live} view={view}>
      <dl class="stats">
        <Stat label={texts.totalProducts}>
          <LiveNumber value={inventory?.total_products} {...counted} />
        </Stat>
        <Stat label={texts.lowStock} tone={inventory?.low_stock ? "warn" : "plain"}>
          <LiveNumber value={inventory?.low_stock} {...counted} />
        </Stat>
        <Stat label={texts.outOfStock} tone={inventory?.out_of_stock ? "bad" : "plain"}>
          <LiveNumber value={inventory?.out_of_stock} {...counted} />
        </Stat>
        <Stat label={texts.inventoryValue}>
          <LiveNumber
            value={inventory?.inventory_value}
            format={(value) => formatMoney(value, language)}
            exact={(value) => formatWon(value, language)}
            unknown={texts.unknown}
            hidden={masked && !!inventory && texts.hidden}
          />
        </Stat>
      </dl>
      {inventory && (
        <>
          <h3 class="panel__subtitle">{texts.lowestProducts}</h3>
          <LowStockList products={inventory.low} view={view} />
        </>
      )}
    </Panel>
  );
}
