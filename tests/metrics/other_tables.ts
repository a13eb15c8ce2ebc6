/**
 * Orders as shops keep them that MarketPulse was not made for. Triggers have them follow `market_orders`, within the same
 * transaction, so that plain SQL over that one says what is true of the others.
 */
import type { OrdersMapping } from "@/lib/shared/default_schema.ts";
import { inlineRelation } from "@/lib/shared/inline_relation.ts";
import type { TimeStyle } from "./random_shop.ts";

export interface OtherTables {
  /** Make the tables, fill them, and have them follow. */
  readonly statements: (style: TimeStyle) => string[];
  /** What of the mapping is different. */
  readonly orders: (style: TimeStyle) => Partial<OrdersMapping>;
  /** Relations beside the orders that are read by a SELECT of all that they have. */
  readonly selects?: readonly ("products" | "logs" | "jobs")[];
  /** Whether there is a way to find changed rows. */
  readonly tellsChanges: boolean;
}

/** @param write statements that write the order `o`, a row of `market_orders` */
function following(remove: string, write: string): string[] {
  return [
    `CREATE FUNCTION follow() RETURNS trigger LANGUAGE plpgsql AS $body$
     DECLARE o market_orders;
     BEGIN
       IF TG_OP <> 'INSERT' THEN o := OLD; ${remove} END IF;
       IF TG_OP <> 'DELETE' THEN o := NEW; ${write} END IF;
       RETURN NULL;
     END $body$`,
    `CREATE TRIGGER follow AFTER INSERT OR UPDATE OR DELETE ON market_orders FOR EACH ROW EXECUTE FUNCTION follow()`,
    // As if each row had just been written.
    `UPDATE market_orders SET id = id`,
  ];
}

/** One document for each order; only when it changed has a column of its own. */
export const documents: OtherTables = {
  tellsChanges: true,
  statements: () => [
    `CREATE TABLE shop_documents (id bigint PRIMARY KEY, doc jsonb NOT NULL, changed_at timestamp)`,
    `CREATE INDEX ON shop_documents (changed_at)`,
    ...following(
      `DELETE FROM shop_documents WHERE id = o.id;`,
      `INSERT INTO shop_documents VALUES (o.id, jsonb_build_object('ordered_at', o.order_date, 'total', o.total_price,
         'mall', o.market_code, 'buyer', jsonb_build_object('email', o.buyer_email), 'state', o.order_status), o.updated_at);`,
    ),
  ],
  orders: ({ type }) => ({
    table: "shop_documents",
    updated_at: "changed_at",
    at: `(doc->>'ordered_at')::${type}`,
    market: "doc->>'mall'",
    status: "doc->>'state'",
    amount: "(doc->>'total')::numeric",
    customer: "doc->'buyer'->>'email'",
  }),
};

/** Parts by the time of the order; older ones were written before anybody noted when an order changed. */
export const partitions: OtherTables = {
  tellsChanges: true,
  statements: ({ type, zone }) => [
    `CREATE TABLE "주문" ("주문번호" bigint GENERATED ALWAYS AS IDENTITY, "주문일시" timestamptz, "판매처" text,
       "상태" text, "결제금액" numeric, "구매자" text, "변경일시" timestamptz) PARTITION BY RANGE ("주문일시")`,
    `CREATE TABLE "주문_지난달" PARTITION OF "주문" FOR VALUES FROM (MINVALUE) TO (now() - interval '3 days')`,
    `CREATE TABLE "주문_이번달" PARTITION OF "주문" FOR VALUES FROM (now() - interval '3 days') TO (MAXVALUE)`,
    // What has no time.
    `CREATE TABLE "주문_그밖" PARTITION OF "주문" DEFAULT`,
    `CREATE INDEX ON "주문" ("주문번호")`,
    `CREATE INDEX ON "주문" ("주문일시")`,
    `CREATE INDEX ON "주문" ((coalesce("변경일시", "주문일시")))`,
    ...following(
      `DELETE FROM "주문" WHERE "주문번호" = o.id;`,
      `INSERT INTO "주문" OVERRIDING SYSTEM VALUE
         SELECT o.id, at, o.market_code, o.order_status, o.total_price, o.buyer_email,
           CASE WHEN TG_OP = 'UPDATE' AND o.id % 2 = 0 AND at < now() - interval '3 days' AND o.updated_at = OLD.updated_at
             THEN NULL ELSE o.updated_at AT TIME ZONE '${zone}' END
         FROM (SELECT ${
        type === "timestamptz" ? "o.order_date" : `o.order_date::timestamp AT TIME ZONE '${zone}'`
      } AS at) AS ordered;`,
    ),
  ],
  orders: () => ({
    table: "주문",
    id: "주문번호",
    at: "주문일시",
    updated_at: `coalesce("변경일시", "주문일시")`,
    market: "판매처",
    status: "상태",
    amount: "결제금액",
    customer: "구매자",
  }),
};

const LINES = (style: TimeStyle) => [
  `CREATE TABLE shop_orders (order_no text PRIMARY KEY, placed ${style.type}, mall text, state text, buyer text, touched timestamp)`,
  `CREATE TABLE shop_lines (order_no text, price numeric, quantity int)`,
  `CREATE INDEX ON shop_orders (touched)`,
  `CREATE INDEX ON shop_orders (placed)`,
  `CREATE INDEX ON shop_lines (order_no)`,
  ...following(
    `DELETE FROM shop_orders WHERE order_no = 'A-' || o.id; DELETE FROM shop_lines WHERE order_no = 'A-' || o.id;`,
    `INSERT INTO shop_orders VALUES ('A-' || o.id, o.order_date, o.market_code, o.order_status, o.buyer_email, o.updated_at);
     IF o.total_price BETWEEN -1e30 AND 1e30 THEN
       INSERT INTO shop_lines VALUES ('A-' || o.id, trunc(o.total_price / 3), 2),
         ('A-' || o.id, o.total_price - 2 * trunc(o.total_price / 3), 1);
     ELSIF o.total_price IS NOT NULL THEN
       INSERT INTO shop_lines VALUES ('A-' || o.id, o.total_price, 1);
     END IF;`,
  ),
];

const COLUMNS = {
  id: "order_no",
  at: "placed",
  updated_at: "touched",
  market: "mall",
  status: "state",
  amount: "total",
  customer: "buyer",
};

/** Orders and their lines apart, put together by a SELECT whose plan still finds changed orders. */
export const lines: OtherTables = {
  tellsChanges: true,
  selects: ["products", "logs", "jobs"],
  statements: LINES,
  orders: () => ({
    ...COLUMNS,
    table: inlineRelation(
      `SELECT o.*, (SELECT sum(l.price * l.quantity) FROM shop_lines l WHERE l.order_no = o.order_no) AS total
       FROM shop_orders o -- one row for each order;`,
      "orders",
    ),
  }),
};

/** The same by a view that groups, so that no index hands out changed orders. */
export const groupedView: OtherTables = {
  tellsChanges: false,
  statements: (style) => [
    ...LINES(style),
    `CREATE VIEW order_totals AS
       SELECT o.order_no, placed, mall, state, buyer, touched, sum(price * quantity) AS total
       FROM shop_orders o LEFT JOIN shop_lines l USING (order_no) GROUP BY o.order_no`,
  ],
  orders: () => ({ ...COLUMNS, table: "order_totals" }),
};
