import type { ProductsMapping } from "../shared/default_schema.ts";
import type { Inventory } from "../shared/snapshot.ts";
import { sumOf } from "./money.ts";
import type { Reading } from "./reading.ts";
import { column, raw, sql, table } from "./sql.ts";
import { wordOf } from "./words.ts";

interface TotalsRow {
  total: string;
  low: string;
  out: string;
  value: string;
}

interface LowRow {
  name: string;
  market: string;
  stock: string;
}

const LOWEST = 20;

/** Reads how much of the active products is there. A product whose stock is NULL is counted, but neither low nor out. */
export async function readInventory(
  { transaction, options }: Reading,
  products: ProductsMapping,
): Promise<Inventory> {
  const stock = column(products.stock);
  const active = products.active === null ? raw("true") : column(products.active);
  const value = sql`(greatest(${stock}, 0)::numeric * ${column(products.price)}::numeric)`;
  const isLow = sql`${stock} <= ${options.business.low_stock}::integer`;

  const [totals] = await transaction.rows<TotalsRow>(sql`
    SELECT count(*) AS total,
           count(*) FILTER (WHERE ${isLow}) AS low,
           count(*) FILTER (WHERE ${stock} <= 0) AS out,
           ${sumOf(value)} AS value
    FROM ${table(products.table)}
    WHERE ${active}`);
  const low = await transaction.rows<LowRow>(sql`
    SELECT ${wordOf(column(products.name))} AS name, ${
    wordOf(column(products.market))
  } AS market, ${stock} AS stock
    FROM ${table(products.table)}
    WHERE ${active} AND ${isLow}
    ORDER BY ${stock}, ${column(products.name)}
    LIMIT ${LOWEST}`);
  return {
    total_products: Number(totals!.total),
    low_stock: Number(totals!.low),
    out_of_stock: Number(totals!.out),
    inventory_value: Number(totals!.value),
    low: low.map(({ name, market, stock }) => ({ name, market_code: market, stock: Number(stock) })),
  };
}
