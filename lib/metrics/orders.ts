import { type OrdersMapping, STATUS_GROUPS, type StatusGroup } from "../shared/default_schema.ts";
import type { MarketFigures, Orders } from "../shared/snapshot.ts";
import { decimalSum } from "./decimal_sum.ts";
import { Fault } from "./fault.ts";
import { asciiLower, revenueOf } from "./money.ts";
import { orderTime } from "./order_time.ts";
import type { Reading } from "./reading.ts";
import { column, type Sql, sql, table } from "./sql.ts";
import { SOURCE_TEXTS } from "./texts.ts";
import { at, type TimeColumn } from "./time_column.ts";
import { memberName, wordOf } from "./words.ts";

/** Orders of yesterday or today with one market and status; counts and exact sums as PostgreSQL writes them. */
export interface GroupRow {
  is_today: boolean;
  market: string;
  status: string;
  orders: string;
  revenue: string;
}

/** What has more groups than this is no column of statuses or markets, and all of them would go to every viewer. */
const MOST_GROUPS = 1000;

/** Reads where the orders of yesterday and today stand, and which markets today's came from. */
export async function readOrders(reading: Reading, orders: OrdersMapping): Promise<Orders> {
  const time = await orderTime(reading, orders);
  const groups = await reading.transaction.rows<GroupRow>(groupsStatement(reading, orders, time));
  return ordersFrom(groups, orders);
}

/**
 * Where the orders of some groups stand.
 *
 * @throws {Fault} when there are too many
 */
export function ordersFrom(groups: readonly GroupRow[], orders: OrdersMapping): Orders {
  if (groups.length > MOST_GROUPS) {
    throw new Fault(SOURCE_TEXTS.tooManyWords("schema.orders.status, schema.orders.market", MOST_GROUPS));
  }
  const statuses = [...Map.groupBy(groups, ({ status }) => status)]
    .map(([status, rows]): [string, number] => [memberName(status), countOf(rows)])
    .sort(([oneWord, one], [otherWord, other]) => other - one || inOrder(oneWord, otherWord));
  const countOfGroup = (group: StatusGroup) => {
    const words = new Set(orders.statuses[group].map(asciiLower));
    return statuses.reduce((sum, [status, count]) => words.has(asciiLower(status)) ? sum + count : sum, 0);
  };
  return {
    status_counts: Object.fromEntries(statuses),
    by_market: marketsOf(groups.filter(({ is_today }) => is_today)),
    ...Object.fromEntries(STATUS_GROUPS.map((group) => [group, countOfGroup(group)])) as Record<
      StatusGroup,
      number
    >,
  };
}

function groupsStatement({ moments, options }: Reading, orders: OrdersMapping, time: TimeColumn): Sql {
  const [yesterday, today] = [moments.days.at(-2)!, moments.days.at(-1)!];
  return sql`
    SELECT ${time.column} >= ${at(today.start, time)} AS is_today,
           ${wordOf(column(orders.market))} AS market,
           ${wordOf(column(orders.status))} AS status,
           count(*) AS orders,
           ${revenueOf(orders, options.business.revenue)} AS revenue
    FROM ${table(orders.table)}
    WHERE ${time.column} >= ${at(yesterday.start, time)} AND ${time.column} < ${at(today.end, time)}
    GROUP BY 1, 2, 3
    LIMIT ${MOST_GROUPS + 1}`;
}

/** Most orders first, so that the order does not hang on the database's plan. */
function marketsOf(groups: readonly GroupRow[]): MarketFigures[] {
  return [...Map.groupBy(groups, ({ market }) => market)]
    .map(([market_code, rows]) => ({
      market_code,
      orders: countOf(rows),
      revenue: decimalSum(rows.map(({ revenue }) => revenue)),
    }))
    .sort((one, other) => other.orders - one.orders || inOrder(one.market_code, other.market_code));
}

function countOf(rows: readonly GroupRow[]): number {
  return rows.reduce((sum, { orders }) => sum + Number(orders), 0);
}

function inOrder(one: string, other: string): number {
  return one < other ? -1 : 1;
}
