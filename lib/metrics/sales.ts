import type { OrdersMapping } from "../shared/default_schema.ts";
import type { Sales } from "../shared/snapshot.ts";
import type { Moments } from "./business_day.ts";
import { decimalSum } from "./decimal_sum.ts";
import { revenueOf } from "./money.ts";
import { orderTime } from "./order_time.ts";
import type { Reading } from "./reading.ts";
import { column, type Sql, sql, table } from "./sql.ts";
import { at, atEach, type TimeColumn } from "./time_column.ts";

/** A slot of {@linkcode slotsStatement}; counts and exact sums as PostgreSQL writes them. */
export interface SlotRow {
  slot: number;
  orders: string;
  revenue: string;
}

interface Totals {
  orders: number;
  revenue: number;
}

/** Reads what was sold: today, yesterday until the same time, eight days, today's hours. */
export async function readSales(reading: Reading, orders: OrdersMapping): Promise<Sales> {
  const { transaction, moments, options } = reading;
  const time = await orderTime(reading, orders);
  const slots = await transaction.rows<SlotRow>(slotsStatement(reading, orders, time));
  const customers = orders.customer === null ? null : await countCustomers(reading, orders, time);
  return salesFrom(slots, customers, { moments, revenue: options.business.revenue });
}

/** What eight days of orders come to, cut into slots as {@linkcode slotsStatement} says. */
export function salesFrom(
  slots: readonly SlotRow[],
  customers: number | null,
  { moments, revenue }: { moments: Moments; revenue: Sales["revenue"] },
): Sales {
  const firstHour = moments.days.length + 1;
  const between = (first: number, last = first) => totalsOf(slots, first, last);
  const today = between(firstHour, firstHour + moments.hours.length);
  return {
    business_day: moments.days.at(-1)!.date,
    revenue,
    today: { today_orders: today.orders, today_revenue: today.revenue, unique_customers: customers },
    yesterday_same_time: between(firstHour - 2),
    weekly_trend: moments.days.map(({ date }, index) => {
      if (index === moments.days.length - 1) return { date, ...today };
      const isYesterday = index === moments.days.length - 2;
      return { date, ...between(index + 1, isYesterday ? index + 2 : index + 1) };
    }),
    hourly_trend: moments.hours.map(({ hour }, index) => ({ hour, ...between(firstHour + index) })),
  };
}

/**
 * One pass over eight days, cut into slots: slots 1 to 6 are the days before yesterday, 7 and 8 are yesterday before and
 * from the same time, 9 to 32 are today's hours.
 */
function slotsStatement({ moments, options }: Reading, orders: OrdersMapping, time: TimeColumn): Sql {
  const [first, today] = [moments.days[0]!, moments.days.at(-1)!];
  const cuts = [
    ...moments.days.slice(0, -1).map(({ start }) => start),
    moments.yesterday_same_time,
    ...moments.hours.map(({ start }) => start),
  ];
  return sql`
    SELECT width_bucket(${time.column}, ${atEach(cuts, time)}) AS slot,
           count(*) AS orders,
           ${revenueOf(orders, options.business.revenue)} AS revenue
    FROM ${table(orders.table)}
    WHERE ${time.column} >= ${at(first.start, time)} AND ${time.column} < ${at(today.end, time)}
    GROUP BY 1`;
}

/** Rows of distinct values are counted because `count(DISTINCT)` sorts, and slowly so by language. */
async function countCustomers(reading: Reading, orders: OrdersMapping, time: TimeColumn): Promise<number> {
  const today = reading.moments.days.at(-1)!;
  const [row] = await reading.transaction.rows<{ customers: string }>(sql`
    SELECT count(*) AS customers
    FROM (
      SELECT DISTINCT ${column(orders.customer!)} AS customer
      FROM ${table(orders.table)}
      WHERE ${time.column} >= ${at(today.start, time)} AND ${time.column} < ${at(today.end, time)}
    ) AS today
    WHERE customer IS NOT NULL`);
  return Number(row!.customers);
}

function totalsOf(rows: readonly SlotRow[], first: number, last: number): Totals {
  const within = rows.filter(({ slot }) => slot >= first && slot <= last);
  return {
    orders: within.reduce((sum, row) => sum + Number(row.orders), 0),
    revenue: decimalSum(within.map((row) => row.revenue)),
  };
}
