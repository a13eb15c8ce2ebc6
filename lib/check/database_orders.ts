/** What the rows of the mapped orders say about the mapping: their ids, what they lack, their statuses. */
import type { Update } from "../collectors/update.ts";
import { momentsAt } from "../metrics/business_day.ts";
import type { MetricsOptions } from "../metrics/options.ts";
import { orderTime } from "../metrics/order_time.ts";
import type { ReadTransaction } from "../metrics/read_transaction.ts";
import type { Reading } from "../metrics/reading.ts";
import { column, raw, sql, table } from "../metrics/sql.ts";
import { at, type TimeColumn } from "../metrics/time_column.ts";
import { type OrdersMapping, STATUS_GROUPS } from "../shared/default_schema.ts";
import type { Relation } from "./database_relations.ts";
import { type Finding, finding } from "./finding.ts";
import { orderTexts as texts } from "./order_texts.ts";
import { groupOfWord } from "./status_vocabulary.ts";
import { unlessFailed } from "./unless_failed.ts";

export interface OrdersOptions {
  readonly transaction: ReadTransaction;
  readonly options: MetricsOptions;
  readonly relations: readonly Relation[];
  /** What counting everything gave. */
  readonly updates: readonly Update[];
  /** ms since 1970 */
  readonly now: number;
}

/** Findings where the orders can be read; what keeps them from being read is said elsewhere. */
export async function checkOrders(asked: OrdersOptions): Promise<Finding[]> {
  const { transaction, options, relations, updates, now } = asked;
  const orders = options.schema.orders;
  const relation = relations.find(({ relation }) => relation === "orders");
  if (!orders || !relation?.reads) return [];
  const reading = { transaction, options, moments: momentsAt(now, options.business) };
  const time = await unlessFailed(transaction, () => orderTime(reading, orders));
  if (!time) return [];
  const found = await unlessFailed(transaction, () => rows(reading, { orders, time, name: relation.table }));
  return [...found ?? [], ...unknownStatuses(orders, updates)];
}

interface Mapped {
  readonly orders: OrdersMapping;
  readonly time: TimeColumn;
  /** As SQL has it. */
  readonly name: string;
}

interface RowsRow {
  orders: string;
  ids: string;
  different: string;
  untold: string;
  worthless: string;
}

/** Yesterday's and today's orders: whether each is one row, and what they lack. */
async function rows(
  { transaction, moments }: Reading,
  { orders, time, name }: Mapped,
): Promise<Finding[]> {
  const updated = orders.updated_at === null ? raw("true") : sql`${column(orders.updated_at)} IS NOT NULL`;
  const [row] = await transaction.rows<RowsRow>(sql`
    SELECT count(*) AS orders, count(${column(orders.id)}) AS ids, count(DISTINCT ${
    column(orders.id)
  }) AS different,
           count(*) FILTER (WHERE NOT ${updated}) AS untold,
           count(*) FILTER (WHERE ${column(orders.amount)}::numeric IS NULL) AS worthless
    FROM ${table(orders.table)}
    WHERE ${time.column} >= ${at(moments.days.at(-2)!.start, time)}
      AND ${time.column} < ${at(moments.days.at(-1)!.end, time)}`);
  const { orders: all, ids, different, untold, worthless } = Object.fromEntries(
    Object.entries(row!).map(([key, value]) => [key, Number(value)]),
  ) as Record<keyof RowsRow, number>;
  const warn = (key: string, { message, remedy }: ReturnType<typeof texts.repeated>) =>
    finding("database", { name: `database.orders_${key}`, grade: "warning", message, remedy });
  return [
    ...(different < ids ? [warn("repeated", texts.repeated(name, { all, different, id: orders.id }))] : []),
    ...(ids < all ? [warn("without_id", texts.withoutId(name, all - ids))] : []),
    ...(untold > 0
      ? [
        warn(
          "without_updated_at",
          texts.withoutUpdated({ name, rows: untold, all, updated: orders.updated_at!, at: orders.at }),
        ),
      ]
      : []),
    ...(worthless > 0 ? [warn("without_amount", texts.withoutAmount(name, worthless, all))] : []),
  ];
}

/** Words of the status column that are in no group, with the groups that they probably belong to. */
function unknownStatuses({ statuses }: OrdersMapping, updates: readonly Update[]): Finding[] {
  const update = updates.find(({ source }) => source === "orders");
  if (update?.kind !== "delivered" || update.source !== "orders") return [];
  const known = new Set(STATUS_GROUPS.flatMap((group) => statuses[group].map((word) => word.toLowerCase())));
  const unknown = Object.entries(update.data.status_counts)
    .filter(([word]) => word !== "" && !known.has(word.toLowerCase()))
    .sort(([, one], [, other]) => other - one);
  if (unknown.length === 0) return [];
  const groups = Map.groupBy(unknown.map(([word]) => word), (word) => groupOfWord(word) ?? null);
  const lines = STATUS_GROUPS.flatMap((group) => {
    const words = groups.get(group);
    return words ? [`${group}: ${JSON.stringify(words)}`] : [];
  });
  return [finding("database", {
    name: "database.statuses",
    grade: "warning",
    message: texts.unknownStatuses(unknown),
    remedy: texts.nameStatuses(groups.get(null) ?? []),
    lines: lines.length > 0
      ? ["schema:", "  orders:", "    statuses:", ...lines.map((line) => `      ${line}`)]
      : [],
  })];
}
