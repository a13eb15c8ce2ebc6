import { recommendedIndexes } from "@/lib/metrics/recommended_indexes.ts";
import { defaultSchema } from "@/lib/shared/default_schema.ts";
import { startPostgres, type TestPostgres } from "@/tests/support/postgres.ts";
import { type ShopSize, shopStatements } from "./shop_data.ts";
import { timed } from "./statistics.ts";

/** A shop in a PostgreSQL of its own, with the indexes that `marketpulse check` recommends. */
export interface Shop {
  readonly server: TestPostgres;
  readonly version: string;
  /** Rows that there are; a little fewer orders than were asked for, because the day has not ended. */
  readonly rows: ShopSize;
  /** Seconds that building it took. */
  readonly prepared: number;
}

/** The server's zone is the shop's, because the old system's queries take it for that. */
const SETTINGS = {
  timezone: "Asia/Seoul",
  shared_buffers: "1GB",
  maintenance_work_mem: "512MB",
  max_wal_size: "8GB",
};

/** Shops of any size, each built once in a run and shared by its parts, which may add rows. */
export class Shops implements AsyncDisposable {
  readonly #say: (line: string) => void;
  readonly #built = new Map<number, Promise<Shop>>();
  readonly #servers = new AsyncDisposableStack();

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  /** A shop with so many orders, a tenth as many products and half as many log lines. */
  of(orders: number): Promise<Shop> {
    const known = this.#built.get(orders);
    if (known) return known;
    const building = this.#build(orders);
    this.#built.set(orders, building);
    return building;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#servers.disposeAsync();
  }

  async #build(orders: number): Promise<Shop> {
    const server = this.#servers.use(await startPostgres({ major: 15, settings: SETTINGS }));
    const size = { orders, products: Math.ceil(orders / 10), logs: Math.ceil(orders / 2) };
    const prepared = await timed(() => this.#fill(server, size)) / 1000;
    const [found] = await server.query<{ version: string } & Record<keyof ShopSize, string>>(`
      SELECT version(), (SELECT count(*) FROM market_orders) AS orders,
             (SELECT count(*) FROM unified_products) AS products, (SELECT count(*) FROM system_logs) AS logs`);
    const { version, ...counted } = found!;
    const rows = {
      orders: Number(counted.orders),
      products: Number(counted.products),
      logs: Number(counted.logs),
    };
    return { server, version, rows, prepared };
  }

  async #fill(server: TestPostgres, size: ShopSize): Promise<void> {
    const statements = [
      ...shopStatements(size),
      ...recommendedIndexes(defaultSchema()),
      "VACUUM ANALYZE",
    ];
    for (const statement of statements) {
      this.#say(`${size.orders} orders: ${statement.trim().split("\n")[0]!.slice(0, 100)}`);
      await server.query(statement);
    }
  }
}
