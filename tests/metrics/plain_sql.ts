/** The figures as a reader of the contract would ask for them in plain SQL: functions over columns, no parameters. */
import type { FiguresBySource } from "@/lib/collectors/update.ts";
import { defaultSchema, STATUS_GROUPS } from "@/lib/shared/default_schema.ts";
import type { TimeStyle } from "./random_shop.ts";

export interface PlainQuestion {
  query: (sql: string) => Promise<Record<string, unknown>[]>;
  style: TimeStyle;
  now: number;
  /** Zone of the business; the session's zone is of no importance. */
  timezone: string;
  /** `HH:MM` */
  dayStart: string;
  revenue: "gross" | "net";
}

/** Every figure that comes from the tables. */
export async function plainFigures(question: PlainQuestion): Promise<Partial<FiguresBySource>> {
  return {
    database: null,
    sales: await plainSales(question),
    orders: await plainOrders(question),
    inventory: await plainInventory(question),
    system: await plainSystem(question),
    jobs: await plainJobs(question),
  };
}

/** A column as wall clock of the business. */
function local({ style, timezone }: PlainQuestion, column: string): string {
  if (style.type === "timestamptz") return `(${column} AT TIME ZONE '${timezone}')`;
  if (style.type === "date") return `(${column}::timestamp)`;
  return `(${column} AT TIME ZONE '${style.zone}' AT TIME ZONE '${timezone}')`;
}

function nowIn({ now, timezone }: PlainQuestion): string {
  return `('${new Date(now).toISOString()}'::timestamptz AT TIME ZONE '${timezone}')`;
}

/** The business day of a wall clock. */
function day({ dayStart }: PlainQuestion, wallClock: string): string {
  return `date(${wallClock} - interval '${dayStart}')`;
}

const finite = "total_price::text NOT IN ('NaN', 'Infinity', '-Infinity')";

function money({ revenue }: PlainQuestion): string {
  const words = defaultSchema().orders.statuses.cancelled.map((word) => `'${word.toLowerCase()}'`);
  const counted = revenue === "gross"
    ? "true"
    : `lower(coalesce(order_status, '')) NOT IN (${words.join(", ")})`;
  return `coalesce(sum(CASE WHEN ${counted} AND ${finite} THEN total_price END), 0)::float8`;
}

const orWord = (column: string) => `coalesce(${column}, '')`;

async function plainSales(question: PlainQuestion): Promise<FiguresBySource["sales"]> {
  const [at, now, sum] = [local(question, "order_date"), nowIn(question), money(question)];
  const [orderDay, today] = [day(question, at), day(question, now)];
  const one = async (columns: string, where: string) =>
    (await question.query(`SELECT ${columns} FROM market_orders WHERE isfinite(order_date) AND ${where}`))[
      0
    ]!;
  const totals = `count(*)::int AS orders, ${sum} AS revenue`;
  const firstHour = Number(question.dayStart.slice(0, 2));

  const days = Array.from({ length: 8 }, (_, index) => `${today} - ${7 - index}`);
  const hours = Array.from({ length: 24 }, (_, index) => (firstHour + index) % 24);
  return {
    business_day: (await question.query(`SELECT (${today})::text AS day`))[0]!.day,
    revenue: question.revenue,
    today: await one(
      `count(*)::int AS today_orders, ${sum} AS today_revenue, count(DISTINCT buyer_email)::int AS unique_customers`,
      `${orderDay} = ${today}`,
    ),
    yesterday_same_time: await one(
      totals,
      `${orderDay} = ${today} - 1 AND ${at} < ${now} - interval '1 day'`,
    ),
    weekly_trend: await Promise.all(days.map(async (date) => ({
      date: (await question.query(`SELECT (${date})::text AS date`))[0]!.date,
      ...await one(totals, `${orderDay} = ${date}`),
    }))),
    hourly_trend: await Promise.all(hours.map(async (hour) => ({
      hour,
      ...await one(totals, `${orderDay} = ${today} AND extract(hour FROM ${at}) = ${hour}`),
    }))),
  } as unknown as FiguresBySource["sales"];
}

async function plainOrders(question: PlainQuestion): Promise<FiguresBySource["orders"]> {
  const orderDay = day(question, local(question, "order_date"));
  const today = day(question, nowIn(question));
  const recent = `isfinite(order_date) AND ${orderDay} BETWEEN ${today} - 1 AND ${today}`;
  const counts = await question.query(
    `SELECT ${
      orWord("order_status")
    } AS status, count(*)::int AS count FROM market_orders WHERE ${recent} GROUP BY 1`,
  );
  const markets = await question.query(`
    SELECT ${orWord("market_code")} AS market_code, count(*)::int AS orders, ${money(question)} AS revenue
    FROM market_orders WHERE isfinite(order_date) AND ${orderDay} = ${today}
    GROUP BY 1 ORDER BY count(*) DESC, ${orWord("market_code")} COLLATE "C"`);
  const groups = await Promise.all(STATUS_GROUPS.map(async (group) => {
    const words = defaultSchema().orders.statuses[group].map((word) => `'${word.toLowerCase()}'`);
    const [row] = await question.query(
      `SELECT count(*)::int AS count FROM market_orders WHERE ${recent} AND lower(order_status) IN (${
        words.join(", ")
      })`,
    );
    return [group, row!.count];
  }));
  return {
    status_counts: Object.fromEntries(counts.map(({ status, count }) => [status, count])),
    by_market: markets,
    ...Object.fromEntries(groups),
  } as FiguresBySource["orders"];
}

async function plainInventory({ query }: PlainQuestion): Promise<FiguresBySource["inventory"]> {
  const [totals] = await query(`
    SELECT count(*)::int AS total_products,
           sum(CASE WHEN stock_quantity <= 10 THEN 1 ELSE 0 END)::int AS low_stock,
           sum(CASE WHEN stock_quantity <= 0 THEN 1 ELSE 0 END)::int AS out_of_stock,
           sum(CASE WHEN stock_quantity > 0 AND sale_price <> 'NaN' THEN stock_quantity * sale_price END)::float8 AS inventory_value
    FROM unified_products WHERE status = 'active'`);
  const low = await query(`
    SELECT ${orWord("name")} AS name, ${orWord("market_code")} AS market_code, stock_quantity AS stock
    FROM unified_products WHERE status = 'active' AND stock_quantity <= 10
    ORDER BY stock_quantity, ${orWord("name")} COLLATE "C", ${orWord("market_code")} COLLATE "C" LIMIT 20`);
  return { ...totals, low } as unknown as FiguresBySource["inventory"];
}

async function plainSystem(question: PlainQuestion): Promise<FiguresBySource["system"]> {
  const style: TimeStyle = question.style.type === "date"
    ? { ...question.style, type: "timestamp" }
    : question.style;
  const at = local({ ...question, style }, `"timestamp"`);
  const age = `(${nowIn(question)} - ${at})`;
  const last = (interval: string) =>
    `isfinite("timestamp") AND ${age} >= interval '0' AND ${age} < interval '${interval}'`;
  const timed = "execution_time::text NOT IN ('NaN', 'Infinity', '-Infinity')";
  const [levels] = await question.query(`
    SELECT count(CASE WHEN lower(level) IN ('error', 'critical') THEN 1 END)::int AS error_rate,
           count(CASE WHEN lower(level) = 'warning' THEN 1 END)::int AS warning_count, count(*)::int AS entries
    FROM system_logs WHERE ${last("1 hour")}`);
  const [durations] = await question.query(`
    SELECT avg(execution_time) AS avg_response_time, max(execution_time) AS max_response_time,
           percentile_cont(0.95) WITHIN GROUP (ORDER BY execution_time) AS p95_response_time, count(*)::int AS total_requests
    FROM system_logs WHERE ${last("5 minutes")} AND ${timed}`);
  const { entries, ...figures } = levels!;
  return {
    ...figures,
    error_ratio: entries === 0 ? null : Number(figures.error_rate) / Number(entries),
    api_metrics: durations,
  } as unknown as FiguresBySource["system"];
}

async function plainJobs({ query, timezone }: PlainQuestion): Promise<FiguresBySource["jobs"]> {
  const iso = (column: string) =>
    `to_char(${column} AT TIME ZONE '${timezone}', 'YYYY-MM-DD"T"HH24:MI:SS.MS+09:00')`;
  const jobs = await query(`
    SELECT ${orWord("job_type")} AS job_type, status, ${iso("last_run_at")} AS last_run_at, ${
    iso("next_run_at")
  } AS next_run_at
    FROM schedule_jobs WHERE status = 'active' ORDER BY schedule_jobs.next_run_at NULLS LAST, schedule_jobs.job_type LIMIT 10`);
  return { scheduled_jobs: jobs } as unknown as FiguresBySource["jobs"];
}
