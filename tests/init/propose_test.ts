/** Names as shops have them, and what of them is taken for what; without a database. */
import assert from "node:assert/strict";
import { documentFields } from "@/lib/init/document_fields.ts";
import { type Field, kindOf, type Table } from "@/lib/init/field.ts";
import { mappingOf } from "@/lib/init/mapping.ts";
import { candidatesFor } from "@/lib/init/propose.ts";
import type { Relation } from "@/lib/init/vocabulary.ts";

/** `name type` for each column, `!` behind the primary key, values after `=`. */
function table(name: string, columns: string): Table {
  const fields = columns.split(",").map((text): Field => {
    const [head, values = ""] = text.trim().split("=");
    const [column, type = "text"] = head!.replace("!", "").trim().split(/ (.*)/);
    return {
      mapped: column!,
      name: column!,
      comment: null,
      type,
      kind: kindOf(type),
      isKey: head!.includes("!"),
      values: values === "" ? [] : values.split("|"),
    };
  });
  return { mapped: name, name, comment: null, rows: 1000, fields };
}

const ORDERS: readonly (readonly [string, string, Record<string, string | null>])[] = [
  [
    "market_orders",
    "id integer!, market_code, market_order_id, order_date timestamp, buyer_email, order_status, total_price numeric, updated_at timestamp",
    {
      id: "id",
      at: "order_date",
      market: "market_code",
      status: "order_status",
      amount: "total_price",
      customer: "buyer_email",
      updated_at: "updated_at",
    },
  ],
  [
    "tb_order",
    "ord_no bigint!, ord_dt timestamp, ord_amt numeric, ord_stat_cd, mall_id, cust_no bigint, dlv_amt numeric, upd_dt timestamp",
    {
      id: "ord_no",
      at: "ord_dt",
      market: "mall_id",
      status: "ord_stat_cd",
      amount: "ord_amt",
      customer: "cust_no",
      updated_at: "upd_dt",
    },
  ],
  [
    "주문",
    "주문번호!, 주문일시 timestamptz, 판매처, 주문상태, 결제금액 numeric, 배송비 numeric, 구매자이메일, 수정일시 timestamptz",
    {
      id: "주문번호",
      at: "주문일시",
      market: "판매처",
      status: "주문상태",
      amount: "결제금액",
      customer: "구매자이메일",
      updated_at: "수정일시",
    },
  ],
  [
    "g5_shop_order",
    "od_id bigint!, mb_id, od_email, od_time timestamp, od_status, od_cart_price integer, od_send_cost integer, od_receipt_price integer",
    { id: "od_id", at: "od_time", status: "od_status", customer: "od_email" },
  ],
  [
    "sales_order",
    "entity_id integer!, state, status, store_id integer, customer_email, grand_total numeric, subtotal numeric, shipping_amount numeric, created_at timestamp, updated_at timestamp",
    {
      id: "entity_id",
      at: "created_at",
      amount: "grand_total",
      customer: "customer_email",
      updated_at: "updated_at",
    },
  ],
  [
    "wc_order_stats",
    "order_id bigint!, date_created timestamp, num_items_sold integer, total_sales numeric, tax_total numeric, status, customer_id bigint",
    { id: "order_id", at: "date_created", amount: "total_sales", status: "status", customer: "customer_id" },
  ],
  [
    "Orders",
    "orderId!, createdAt timestamptz, updatedAt timestamptz, channel, status, totalAmount numeric, discountAmount numeric, customerId",
    {
      id: "orderId",
      at: "createdAt",
      updated_at: "updatedAt",
      market: "channel",
      status: "status",
      amount: "totalAmount",
      customer: "customerId",
    },
  ],
  [
    "jumun_naeyeok",
    "seq bigint!, jumun_beonho, jumun_il date, panmaecheo, sangtae, geumaek numeric, gogaek_id",
    { at: "jumun_il", market: "panmaecheo", status: "sangtae", amount: "geumaek", customer: "gogaek_id" },
  ],
  [
    "purchase",
    "purchase_no!, purchased_at timestamp, paid_at timestamp, pay_amount numeric, pay_status, member_id, shop_code",
    { at: "purchased_at", amount: "pay_amount", customer: "member_id", market: "shop_code" },
  ],
];

for (const [name, columns, expected] of ORDERS) {
  Deno.test(`candidatesFor() finds its way about orders as ${name} has them`, () => {
    const others = [
      table(
        "order_history",
        "id integer!, order_id integer, status, created_at timestamp, total_amount numeric",
      ),
      table("payments", "id integer!, amount numeric, paid_at timestamp, status"),
      table("members", "id integer!, email, created_at timestamp"),
    ];
    const [first] = candidatesFor("orders", [...others, table(name, columns)]);
    assert.equal(first?.table.name, name);
    const mapping = mappingOf(first!);
    const found = Object.fromEntries(Object.keys(expected).map((key) => [key, mapping[key]]));
    assert.deepEqual(found, expected);
  });
}

const OTHERS: readonly (readonly [Relation, string, string, Record<string, string | null>])[] = [
  [
    "products",
    "goods",
    "goods_no integer!, goods_nm, sale_price integer, cost_price integer, stock_qty integer, use_yn =Y|N, reg_dt timestamp, mod_dt timestamp",
    {
      id: "goods_no",
      name: "goods_nm",
      price: "sale_price",
      stock: "stock_qty",
      active: "use_yn = 'Y'",
      updated_at: "mod_dt",
      market: "'shop'",
    },
  ],
  ["products", "상품", "상품코드!, 상품명, 판매가 numeric, 재고수량 integer, 판매상태 =판매중|품절", {
    id: "상품코드",
    name: "상품명",
    price: "판매가",
    stock: "재고수량",
    active: `"판매상태" = '판매중'`,
    updated_at: null,
  }],
  ["products", "items", "id integer!, title, price numeric, on_hand integer, deleted_at timestamptz", {
    name: "title",
    price: "price",
    stock: "on_hand",
    active: "deleted_at IS NULL",
  }],
  ["products", "product_stock", "sku!, name, unit_price numeric, available integer, is_active boolean", {
    id: "sku",
    price: "unit_price",
    stock: "available",
    active: "is_active",
  }],
  ["logs", "app_logs", "id bigint!, ts timestamptz, level =INFO|ERROR, message, duration_ms integer", {
    at: "ts",
    level: "level",
    duration_ms: "duration_ms",
  }],
  [
    "jobs",
    "cron_jobs",
    "id integer!, name, enabled boolean, last_run_at timestamptz, next_run_at timestamptz",
    {
      type: "name",
      status: `CASE WHEN "enabled" THEN 'active' ELSE 'paused' END`,
      last_run: "last_run_at",
      next_run: "next_run_at",
    },
  ],
];

for (const [relation, name, columns, expected] of OTHERS) {
  Deno.test(`candidatesFor() finds its way about ${relation} as ${name} has them`, () => {
    const [first] = candidatesFor(relation, [table("members", "id integer!, email"), table(name, columns)]);
    assert.equal(first?.table.name, name);
    const mapping = mappingOf(first!);
    assert.deepEqual(Object.fromEntries(Object.keys(expected).map((key) => [key, mapping[key]])), expected);
  });
}

Deno.test("candidatesFor() takes nothing for orders that only sounds a little like it", () => {
  const tables = [
    table("order_lines", "id integer!, order_id integer, price numeric, quantity integer"),
    table("weather", "day date, amount numeric"),
    table("sort_order", "id integer!, position integer"),
  ];
  assert.deepEqual(candidatesFor("orders", tables), []);
});

Deno.test("candidatesFor() adds up lines where orders have no amount, quoting names", () => {
  const orders = table("order", "orderNo!, orderedAt timestamptz, status");
  const lines = table("orderItem", "id integer!, orderNo, price integer, qty integer");
  const [first] = candidatesFor("orders", [lines, orders]);
  assert.equal(
    first?.from,
    `SELECT o.*,
       (SELECT sum(l."price" * l."qty") FROM "orderItem" l WHERE l."orderNo" = o."orderNo") AS lines_total
FROM "order" o`,
  );
});

Deno.test("documentFields() makes members into expressions of the type that their values have", () => {
  const documents = [
    {
      at: 1_764_104_400_000,
      paid: "12,000",
      total: 12_000.5,
      buyer: { id: 7, "e'mail": "a@b.kr" },
      tags: ["x"],
      gift: false,
      day: "2026-11-25",
      when: "2026-11-25T10:00:00+09:00",
    },
    {
      at: 1_764_104_400_001,
      total: "900",
      buyer: { id: 8, "e'mail": "c@d.kr" },
      gift: true,
      day: "2026-11-24",
      when: "2026-11-25T10:00:00Z",
    },
  ];
  const field: Field = {
    mapped: "doc",
    name: "doc",
    comment: null,
    type: "jsonb",
    kind: "other",
    isKey: false,
    values: [...documents.map((one) => JSON.stringify(one)), "{", "7"],
  };
  assert.deepEqual(documentFields(field).map(({ name, mapped, kind }) => `${name} ${kind} ${mapped}`), [
    "at time to_timestamp((doc->>'at')::numeric / 1000)",
    "paid text doc->>'paid'",
    "total number (doc->>'total')::numeric",
    "buyer_id number (doc->'buyer'->>'id')::numeric",
    "buyer_e'mail text doc->'buyer'->>'e''mail'",
    "gift flag (doc->>'gift')::boolean",
    "day time (doc->>'day')::date",
    "when time (doc->>'when')::timestamptz",
  ]);
});

Deno.test("candidatesFor() leaves out the orders that a shop marks as deleted", () => {
  const columns = "id integer!, ordered_at timestamp, total_amount numeric, status";
  const from = (more: string) => candidatesFor("orders", [table("orders", `${columns}, ${more}`)])[0]!.from;
  assert.equal(from("deleted_at timestamp"), 'SELECT *\nFROM "orders"\nWHERE "deleted_at" IS NULL');
  assert.match(from("is_deleted boolean")!, /WHERE "is_deleted" IS NOT TRUE$/);
  assert.match(from("del_yn =N|Y|N")!, /WHERE "del_yn" IS DISTINCT FROM 'Y'$/);
  assert.match(from("del_yn =N|N")!, /WHERE "del_yn" IS DISTINCT FROM 'Y'$/);
  assert.equal(from("delivery_yn =N|Y"), undefined);
  assert.equal(from("model"), undefined);
  const lines = table("order_items", "id integer!, order_id integer, price integer, qty integer");
  const orders = table("orders", "id integer!, ordered_at timestamp, deleted_at timestamp");
  assert.match(
    candidatesFor("orders", [orders, lines])[0]!.from!,
    /FROM "orders" o\nWHERE o\."deleted_at" IS NULL$/,
  );
});
