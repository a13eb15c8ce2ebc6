import { fill } from "../shared/i18n/fill.ts";
import { formatCount } from "../shared/format_number.ts";
import { marketName } from "../shared/market_names.ts";
import type { LowProduct } from "../shared/snapshot.ts";
import type { View } from "./view.ts";

interface LowStockListProps {
  products: readonly LowProduct[];
  view: View;
}

/** The products that run out first. */
export function LowStockList({ products, view }: LowStockListProps) {
  const { texts } = view;
  if (products.length === 0) return <p class="empty">{texts.noLowProducts}</p>;
  return (
    <ul class="low">
      {products.map(({ name, market_code, stock }, index) => (
        <li key={index} class="low__item">
          <span class="low__name" title={name || undefined}>{name || texts.noName}</span>
          <span class="low__market">
            {market_code ? marketName(market_code, view) : texts.noMarket}
          </span>
          <span class={stock <= 0 ? "low__stock low__stock--none" : "low__stock"}>
            {stockWord(stock, view)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function stockWord(stock: number, { texts }: View): string {
  if (stock === 0) return texts.soldOut;
  return fill(stock < 0 ? texts.stockNegative : texts.stockLeft, { count: formatCount(stock) });
}
