import type { ProductsMapping } from "../shared/default_schema.ts";
import type { Inventory } from "../shared/snapshot.ts";
import { sumOf } from "./money.ts";
import type { Reading } from "./reading.ts";
import { column, raw, type Sql, sql, table } from "./sql.ts";
import { wordOf } from "./words.ts";

/** Counts and the exact value as PostgreSQL writes them. */
export interface InventoryTotals {
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

/** How many of the lowest products are named. */
export const LOWEST = 20;

/** Reads how much of the active products is there. A product whose stock is NULL is counted, but neither low nor out. */
export async function readInventory(reading: Reading, products: ProductsMapping): Promise<Inventory> {
  const statement = totalsStatement(products, conditionsOf(reading, products));
  const [totals] = await reading.transaction.rows<InventoryTotals>(statement);
  return inventoryFrom(totals!, await readLowest(reading, products));
}

/** Reads the products of which the least is there, the lowest first. */
export async function readLowest(reading: Reading, products: ProductsMapping): Promise<Inventory["low"]> {
  const statement = lowestStatement(products, conditionsOf(reading, products));
  const low = await reading.transaction.rows<LowRow>(statement);
  return low.map(({ name, market, stock }) => ({ name, market_code: market, stock: Number(stock) }));
}

export function inventoryFrom(totals: InventoryTotals, low: Inventory["low"]): Inventory {
  return {
    total_products: Number(totals.total),
    low_stock: Number(totals.low),
    out_of_stock: Number(totals.out),
    inventory_value: Number(totals.value),
    low,
  };
}

/** Which products are counted. */
export function activeOf({ active }: ProductsMapping): Sql {
  return active === null ? raw("true") : column(active);
}

interface Conditions {
  active: Sql;
  limit: Sql;
}

function conditionsOf({ options }: Reading, products: ProductsMapping): Conditions {
  return { active: activeOf(products), limit: sql`${options.business.low_stock}::integer` };
}

/** Adds up by stock first, because multiplying once for each of a million products is what takes long. */
function totalsStatement(products: ProductsMapping, { active, limit }: Conditions): Sql {
  const price = sql`${column(products.price)}::numeric`;
  return sql`
    SELECT coalesce(sum(products), 0) AS total,
           coalesce(sum(products) FILTER (WHERE stock <= ${limit}), 0) AS low,
           coalesce(sum(products) FILTER (WHERE stock <= 0), 0) AS out,
           ${sumOf(raw("(greatest(stock, 0)::numeric * price)"))} AS value
    FROM (
      SELECT ${column(products.stock)} AS stock, count(*) AS products, ${sumOf(price)} AS price
      FROM ${table(products.table)}
      WHERE ${active}
      GROUP BY 1
    ) AS levels`;
}

/** Sorted to the last column, so that products that are equally low keep their places on the screen. */
function lowestStatement(products: ProductsMapping, { active, limit }: Conditions): Sql {
  const [stock, name, market] = [products.stock, products.name, products.market].map(column);
  return sql`
    SELECT ${wordOf(name!)} AS name, ${wordOf(market!)} AS market, ${stock} AS stock
    FROM ${table(products.table)}
    WHERE ${active} AND ${stock} <= ${limit}
    ORDER BY ${stock}, 1, 2
    LIMIT ${LOWEST}`;
}
