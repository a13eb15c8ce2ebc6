import type { ProductsMapping } from "../../shared/default_schema.ts";
import type { Inventory } from "../../shared/snapshot.ts";
import { activeOf, inventoryFrom, LOWEST, readLowest } from "../inventory.ts";
import type { Reading } from "../reading.ts";
import { column, raw, sql, table } from "../sql.ts";
import type { TimeColumn } from "../time_column.ts";
import { type Allowance, KeptRows } from "./kept_rows.ts";
import type { KeptSet } from "./kept_set.ts";
import { NotKept } from "./not_kept.ts";
import { ProductRows } from "./product_rows.ts";
import { isNumber, type RowSource, selectRows, shareOf } from "./row_source.ts";
import { KEPT_TEXTS as TEXTS } from "./texts.ts";
import { requireIndex, updatedColumn } from "./updated_column.ts";

const KEY = "schema.products.updated_at";

/** The active products, kept. */
export class KeptProducts implements KeptSet {
  readonly #products: ProductsMapping;
  readonly #source: RowSource;
  readonly #rows: ProductRows;
  readonly #kept: KeptRows;
  #low: Inventory["low"] | undefined;

  private constructor(
    products: ProductsMapping,
    source: RowSource,
    rows: ProductRows,
    kept: KeptRows,
  ) {
    this.#products = products;
    this.#source = source;
    this.#rows = rows;
    this.#kept = kept;
  }

  /** @throws {NotKept} when they cannot be kept */
  static async open(reading: Reading): Promise<KeptProducts> {
    const products = reading.options.schema.products!;
    const mapped = { ...products, key: KEY };
    const updated = await updatedColumn(reading, mapped);
    await requireIndex(reading, mapped);
    const isNumbered = isNumber(await reading.transaction.typeOf(products.table, column(products.id)));
    const source = sourceOf(reading, products, { updated, isNumbered });
    await reading.transaction.arrays(selectRows(source, raw("false")));
    const active = activeOf(products);
    const [counted] = await reading.transaction.arrays(
      sql`SELECT count(*) FROM ${table(products.table)} WHERE ${active}`,
    );
    const rows = new ProductRows(reading.options.business.low_stock, Number(counted![0]), {
      active,
      shareOf: (count) => shareOf(source, count),
    });
    return new KeptProducts(products, source, rows, new KeptRows(rows, source));
  }

  get complete(): boolean {
    return this.#kept.complete;
  }

  get settled(): boolean {
    return this.#kept.settled;
  }

  async refresh(reading: Reading, allowance: Allowance): Promise<number> {
    const { table, id } = this.#products;
    const { type } = await updatedColumn(reading, { ...this.#products, key: KEY });
    const isNumbered = isNumber(await reading.transaction.typeOf(table, column(id)));
    if (type !== this.#source.updated.type || isNumbered !== this.#source.isNumbered) {
      throw new NotKept(TEXTS.changed, "soon");
    }
    return await this.#kept.refresh(reading.transaction, allowance);
  }

  recountSoon(atOnce?: boolean): void {
    this.#kept.recountSoon(atOnce);
  }

  /** The lowest products are asked for only when one came or went that may be among them. */
  async inventory(reading: Reading): Promise<Inventory> {
    const bar = this.#low?.length === LOWEST ? this.#low.at(-1)!.stock : reading.options.business.low_stock;
    if (!this.#low || this.#rows.lowest <= bar) {
      this.#low = await reading.transaction.attempt(() => readLowest(reading, this.#products));
      this.#rows.forgetLowest();
    }
    return inventoryFrom(this.#rows.totals, this.#low);
  }
}

function sourceOf(
  { options }: Reading,
  products: ProductsMapping,
  types: { updated: TimeColumn; isNumbered: boolean },
): RowSource {
  const active = activeOf(products);
  const stock = sql`${column(products.stock)}::numeric`;
  const price = sql`${column(products.price)}::numeric`;
  return {
    table: products.table,
    id: products.id,
    ...types,
    zone: options.business.timezone,
    content: [active, stock, price, column(products.name), column(products.market)],
    columns: [sql`(${active})::text`, stock, price],
  };
}
