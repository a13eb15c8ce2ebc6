/** Shops whose orders have no amount, because that is a sum over lines in another table. */
import pg from "pg";
import { isColumn } from "../metrics/sql.ts";
import type { Field, Table } from "./field.ts";
import { ORDER_KEY, scoreField, snake, WELL } from "./score.ts";
import { ORDER_ROLES, type Role } from "./vocabulary.ts";

export interface JoinedOrders {
  /** A SELECT with a row for each order. */
  readonly from: string;
  readonly amount: Field;
}

/** What the sum is called, so that it is no column of the orders' own. */
const TOTAL = "lines_total";

const LINE_TABLE = /line|item|detail|dtl|product|goods|상품|상세|품목/;
const PRICE: Role = {
  words: [[/^(unit_?|sale_?|selling_?|item_?)?(price|danga|ga)$|^(판매)?단가$|^판매가$/, 10], [
    /price|단가|판매가|가격/,
    6,
  ]],
  kinds: ["number"],
};
const QUANTITY: Role = {
  words: [[/^(order_?|item_?)?(quantity|qty|count|cnt|ea|suryang)$|^(주문|구매)?수량$/, 10]],
  kinds: ["number"],
};

/** A SELECT that adds up the lines of each order; undefined where no table looks like having them. */
export function joinedOrders(
  orders: Table,
  id: Field | null,
  tables: readonly Table[],
): JoinedOrders | undefined {
  if (!id || !isPlain(id)) return;
  for (const lines of tables) {
    const key = lines === orders || !LINE_TABLE.test(snake(lines.name)) ? undefined : keyOf(lines, id);
    const sum = key && sumOf(lines);
    if (!sum) continue;
    const from = [
      "SELECT o.*,",
      `       (SELECT sum(${sum}) FROM ${quotedTable(lines)} l WHERE l.${quoted(key)} = o.${
        quoted(id)
      }) AS ${TOTAL}`,
      `FROM ${quotedTable(orders)} o`,
    ].join("\n");
    const amount: Field = {
      mapped: TOTAL,
      name: TOTAL,
      comment: null,
      type: "numeric",
      kind: "number",
      isKey: false,
      values: [],
    };
    return { from, amount };
  }
}

/** The column of the lines that names the order. */
function keyOf(lines: Table, id: Field): Field | undefined {
  const able = lines.fields.filter((field) => isPlain(field) && field.kind === id.kind && !field.isKey);
  return able.find(({ name }) => name !== "id" && name === id.name) ??
    able.find(({ name }) => ORDER_KEY.test(snake(name)));
}

/** SQL over a line `l`. */
function sumOf({ fields }: Table): string | undefined {
  const best = (key: string, role: Role) =>
    fields.filter(isPlain).map((field) => ({ field, score: scoreField(field, key, role) }))
      .sort((one, other) => other.score - one.score)[0];
  const [price, quantity] = [best("price", PRICE), best("quantity", QUANTITY)];
  if (price && quantity && price.score > 0 && quantity.score > 0) {
    return `l.${quoted(price.field)} * l.${quoted(quantity.field)}`;
  }
  const amount = best("line_amount", ORDER_ROLES.amount);
  return amount && amount.score >= WELL ? `l.${quoted(amount.field)}` : undefined;
}

/** A column, rather than a member of a document. */
function isPlain({ mapped }: Field): boolean {
  return isColumn(mapped) || /^"([^"]|"")+"$/.test(mapped);
}

function quoted({ mapped }: Field): string {
  return isColumn(mapped) ? pg.escapeIdentifier(mapped) : mapped;
}

/** A SELECT of the rows of a table that a condition holds for. */
export function selectWhere(table: Table, condition: string): string {
  return `SELECT *\nFROM ${quotedTable(table)}\nWHERE ${condition}`;
}

function quotedTable({ mapped }: Table): string {
  return mapped.split(".").map((word) => isColumn(word) ? pg.escapeIdentifier(word) : word).join(".");
}
