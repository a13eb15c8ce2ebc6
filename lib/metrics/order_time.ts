import type { OrdersMapping } from "../shared/default_schema.ts";
import { Fault } from "./fault.ts";
import { type Reading, timeColumn } from "./reading.ts";
import { SOURCE_TEXTS } from "./texts.ts";
import type { TimeColumn } from "./time_column.ts";

/**
 * The column that says when an order was placed. Dates are taken for days of the business, whose orders were all placed
 * as the day began.
 *
 * @throws {Fault} when it tells no time, or only dates where business days do not start at midnight
 */
export async function orderTime(reading: Reading, orders: OrdersMapping): Promise<TimeColumn> {
  const key = "schema.orders.at";
  const time = await timeColumn(reading, { ...orders, key });
  if (time.type !== "date") return time;
  const { timezone, day_start } = reading.options.business;
  if (day_start !== "00:00") throw new Fault(SOURCE_TEXTS.dateWithDayStart(key));
  return { ...time, zone: timezone };
}
