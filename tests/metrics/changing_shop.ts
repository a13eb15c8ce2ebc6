import { integerBetween, pick, type Random } from "@/lib/demo/random.ts";
import { randomShop, type TimeStyle } from "./random_shop.ts";

export interface ShopAccess {
  /** Runs one statement, committed at once. */
  readonly query: (sql: string) => Promise<Record<string, unknown>[]>;
  /** Opens a transaction beside it; undefined where only one session can be had. */
  readonly begin?: () => Promise<OpenTransaction>;
}

export interface OpenTransaction {
  query: (sql: string) => Promise<unknown>;
  commit: () => Promise<void>;
}

/** What one step did to the shop. */
export interface Step {
  readonly name: string;
  /** Whether reading changes can see it; else it waits for a recount. */
  readonly seen: boolean;
}

type Change = (shop: ChangingShop) => Promise<boolean>;

/** Milliseconds for which a transaction may be open and be seen for certain; a little less than the reader reads again. */
const OVERLAP = 9_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Changes by their names, the frequent ones more than once. Each says whether reading changes can see it. */
const CHANGES: Record<string, Change> = {
  "orders come": (shop) => shop.insertOrders(),
  "more orders come": (shop) => shop.insertOrders(),
  "a status changes": (shop) =>
    shop.updateOrders(`order_status = ${shop.word(["pending", "CANCELED", "completed", "보류"])}`),
  "an amount changes": (shop) => shop.updateOrders(`total_price = ${shop.amount()}`),
  "a market changes": (shop) => shop.updateOrders(`market_code = ${shop.word(["coupang", "naver", "11st"])}`),
  "a customer changes": (shop) =>
    shop.updateOrders(`buyer_email = ${shop.word(["buyer1@example.com", "new@example.com"])}`),
  "orders move to another day": (shop) => shop.updateOrders(`order_date = ${shop.orderTime()}`),
  "orders lose their time": (shop) => shop.updateOrders("order_date = NULL"),
  "orders are dated in the future": (shop) =>
    shop.updateOrders("order_status = 'ACCEPT'", "interval '1 day'"),
  "orders are deleted": (shop) => shop.deleteFrom("market_orders"),
  "orders are changed behind the overlap": (shop) =>
    shop.updateOrders("order_status = 'A01'", "interval '-1 minute'").then(() => false),
  "products come": (shop) => shop.insertProduct(),
  "stock changes": (shop) => shop.updateProducts(`stock_quantity = ${integerBetween(shop.random, -5, 40)}`),
  "a price changes": (shop) =>
    shop.updateProducts(`sale_price = ${integerBetween(shop.random, 1, 9_000_000) / 100}`),
  "products are named anew": (shop) => shop.updateProducts(`name = ${shop.word(["가방", "모자", "장갑"])}`),
  "products are switched": (shop) =>
    shop.updateProducts("status = CASE status WHEN 'active' THEN 'inactive' ELSE 'active' END"),
  "products are deleted": (shop) => shop.deleteFrom("unified_products"),
  "logs are written": (shop) => shop.insertLogs(0),
  "more logs are written": (shop) => shop.insertLogs(0),
  "logs are written late": (shop) => shop.insertLogs(30 * MINUTE).then(() => false),
  "logs are written ahead": (shop) => shop.insertLogs(-2 * MINUTE),
  "logs are deleted": (shop) => shop.deleteFrom("system_logs"),
  "a transaction begins": (shop) => shop.begin(),
  "a transaction ends": (shop) => shop.commit(),
  "time passes": (shop) => shop.turn(integerBetween(shop.random, 1, 120_000)),
  "the day turns": (shop) => shop.turn(integerBetween(shop.random, 1, 26) * HOUR),
  "the clock goes back": (shop) => shop.turn(-integerBetween(shop.random, 1, 30 * 60) * MINUTE),
};

/** A shop whose rows change at random, the same way for the same random numbers. */
export class ChangingShop {
  readonly random: Random;
  /** The clock of the program, ms since 1970. */
  now: number;
  readonly #access: ShopAccess;
  readonly #style: TimeStyle;
  #open: OpenTransaction | undefined;
  #opened = 0;

  constructor(access: ShopAccess, { style, now, random }: { style: TimeStyle; now: number; random: Random }) {
    this.#access = access;
    this.#style = style;
    this.now = now;
    this.random = random;
  }

  /** Makes the tables, with indexes that find changed rows. */
  async fill(seed: number): Promise<void> {
    for (const statement of randomShop(this.#style, this.now, seed)) await this.#access.query(statement);
    await this.#access.query(`DELETE FROM market_orders WHERE total_price BETWEEN 1e12 AND 1e30`);
    await this.#access.query(`ALTER TABLE unified_products ADD updated_at timestamptz`);
    for (const table of ["market_orders", "unified_products"]) {
      await this.#access.query(`UPDATE ${table} SET updated_at = ${this.#touched()}`);
      await this.#access.query(`CREATE INDEX ON ${table} (updated_at)`);
    }
    await this.#access.query(`CREATE INDEX ON system_logs ("timestamp")`);
    // With it a day is loaded and recounted in parts.
    if (seed % 3 !== 0) await this.#access.query("CREATE INDEX ON market_orders (order_date)");
  }

  async step(): Promise<Step> {
    const name = pick(this.random, Object.keys(CHANGES));
    return { name, seen: await CHANGES[name]!(this) };
  }

  /** Commits what is open. */
  async close(): Promise<void> {
    await this.commit();
  }

  word(words: string[]): string {
    return this.random() < 0.1 ? "NULL" : `'${pick(this.random, words)}'`;
  }

  amount(): string {
    if (this.random() < 0.2) return pick(this.random, ["NULL", "'NaN'", "'Infinity'", "-5000", "0.0001"]);
    return (integerBetween(this.random, 100_000, 20_000_000) / 100).toFixed(2);
  }

  /** Of the eight days that are shown, and a little around them. */
  orderTime(): string {
    const at = this.now + integerBetween(this.random, -9 * 24, 30) * HOUR +
      integerBetween(this.random, 0, HOUR);
    return this.#moment(at, this.#style.type);
  }

  async insertOrders(): Promise<boolean> {
    const values = Array.from({ length: integerBetween(this.random, 1, 5) }, () =>
      `(${
        [
          this.random() < 0.7
            ? this.#moment(this.now - integerBetween(this.random, 0, 5000), this.#style.type)
            : this.orderTime(),
          this.word(["coupang", "naver", "11st", "위메프"]),
          this.word([
            "buyer1@example.com",
            "buyer2@example.com",
            `buyer${integerBetween(this.random, 1, 99)}@example.com`,
          ]),
          this.word(["pending", "PENDING", "Cancelled", "202"]),
          this.amount(),
          this.#touched(),
        ].join(", ")
      })`);
    await this.#access.query(
      `INSERT INTO market_orders (order_date, market_code, buyer_email, order_status, total_price, updated_at)
       VALUES ${values.join(", ")}`,
    );
    return true;
  }

  async updateOrders(set: string, later = "interval '0'"): Promise<boolean> {
    await this.#access.query(
      `UPDATE market_orders SET ${set}, updated_at = ${this.#touched()} + ${later} WHERE ${
        this.#some("market_orders")
      }`,
    );
    return true;
  }

  async insertProduct(): Promise<boolean> {
    await this.#access.query(
      `INSERT INTO unified_products (name, market_code, status, stock_quantity, sale_price, updated_at)
       VALUES ('우산', 'naver', 'active', ${integerBetween(this.random, -5, 40)}, 12000.50, now())`,
    );
    return true;
  }

  async updateProducts(set: string): Promise<boolean> {
    await this.#access.query(
      `UPDATE unified_products SET ${set}, updated_at = now() WHERE ${this.#some("unified_products")}`,
    );
    return true;
  }

  async deleteFrom(table: string): Promise<boolean> {
    await this.#access.query(`DELETE FROM ${table} WHERE ${this.#some(table)}`);
    return false;
  }

  /** @param age milliseconds before now */
  async insertLogs(age: number): Promise<boolean> {
    const type = this.#style.type === "date" ? "timestamp" : this.#style.type;
    const values = Array.from(
      { length: 3 },
      () =>
        `(${this.#moment(this.now - age - integerBetween(this.random, 0, 3000), type)}, ${
          this.word(["INFO", "ERROR", "WARNING"])
        }, ${this.random() < 0.2 ? "'NaN'" : integerBetween(this.random, 1, 9000) / 8})`,
    );
    await this.#access.query(
      `INSERT INTO system_logs ("timestamp", level, execution_time) VALUES ${values.join(", ")}`,
    );
    return true;
  }

  /** Changes orders without committing. */
  async begin(): Promise<boolean> {
    if (this.#open || !this.#access.begin) return true;
    this.#opened = performance.now();
    this.#open = await this.#access.begin();
    await this.#open.query(
      `UPDATE market_orders SET total_price = 77, updated_at = ${this.#touched()} WHERE ${
        this.#some("market_orders")
      }`,
    );
    return true;
  }

  async commit(): Promise<boolean> {
    const open = this.#open;
    this.#open = undefined;
    await open?.commit();
    return !open || performance.now() - this.#opened < OVERLAP;
  }

  turn(by: number): Promise<boolean> {
    this.now += by;
    return Promise.resolve(true);
  }

  #touched(): string {
    return `(now() AT TIME ZONE '${this.#style.zone}')`;
  }

  #some(table: string): string {
    const part = integerBetween(this.random, 20, 400);
    return `id IN (SELECT id FROM ${table} WHERE id % ${part} = ${
      integerBetween(this.random, 0, part - 1)
    } LIMIT 40 FOR UPDATE SKIP LOCKED)`;
  }

  #moment(at: number, type: TimeStyle["type"]): string {
    const utc = `'${new Date(at).toISOString()}'::timestamptz`;
    return type === "timestamptz" ? utc : `(${utc} AT TIME ZONE '${this.#style.zone}')::${type}`;
  }
}
