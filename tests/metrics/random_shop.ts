import { integerBetween, pick, type Random, seededRandom } from "@/lib/demo/random.ts";

/** How the time columns of a random shop are typed, and the zone of what those without a zone hold. */
export interface TimeStyle {
  type: "timestamp" | "timestamptz" | "date";
  zone: string;
}

/** Statements that make the tables of the old system and fill them with random rows around `now`, good and bad ones. */
export function randomShop({ type, zone }: TimeStyle, now: number, seed: number): string[] {
  const random = seededRandom(seed);
  const logTime = type === "date" ? "timestamp" : type;
  return [
    `CREATE TABLE market_orders (
       id serial PRIMARY KEY, market_code text, market_order_id text, order_date ${type}, buyer_email text,
       order_status text, total_price numeric, updated_at timestamp)`,
    `CREATE TABLE unified_products (
       id serial PRIMARY KEY, name text, market_code text, status text, stock_quantity int, sale_price numeric(12,2))`,
    `CREATE TABLE system_logs (
       id serial PRIMARY KEY, "timestamp" ${logTime}, level text, message text, execution_time float)`,
    `CREATE TABLE schedule_jobs (
       id serial PRIMARY KEY, job_type text, status text, last_run_at timestamptz, next_run_at timestamptz)`,
    insert(
      "market_orders (order_date, market_code, market_order_id, buyer_email, order_status, total_price)",
      [
        ...edges(now).map((at) => orderRow(random, moment(at, type, zone))),
        ...rows(3000, () => orderRow(random, orderTime(random, now, { type, zone }))),
      ],
    ),
    insert(
      "unified_products (name, market_code, status, stock_quantity, sale_price)",
      rows(400, () => productRow(random)),
    ),
    insert(
      `system_logs ("timestamp", level, execution_time)`,
      rows(1500, () => logRow(random, now, { type: logTime, zone })),
    ),
    insert("schedule_jobs (job_type, status, last_run_at, next_run_at)", rows(40, () => jobRow(random, now))),
  ];
}

const DAY = 86_400_000;

/** Moments at which a day, an hour or yesterday's comparison begins, and those next to them, in Seoul. */
function edges(now: number): number[] {
  const midnight = now - (now + 9 * 3_600_000) % DAY;
  const marks = [
    midnight,
    midnight - DAY,
    midnight + DAY,
    midnight - 7 * DAY,
    midnight - 8 * DAY,
    now,
    now - DAY,
  ];
  return marks.flatMap((mark) => [mark - 1, mark, mark + 1]);
}

function orderTime(random: Random, now: number, { type, zone }: TimeStyle): string {
  if (random() < 0.02) return "NULL";
  if (random() < 0.01 && type !== "date") return pick(random, ["'infinity'", "'-infinity'"]);
  return moment(now + integerBetween(random, -9 * DAY, 2 * DAY), type, zone);
}

function orderRow(random: Random, at: string): string[] {
  return [
    at,
    word(random, ["coupang", "coupang", "naver", "11st", "위메프", ""]),
    text(`order-${integerBetween(random, 1, 500)}`),
    word(random, Array.from({ length: 30 }, (_, index) => `buyer${index}@example.com`)),
    word(random, [
      "pending",
      "PENDING",
      "ACCEPT",
      "accept",
      "301",
      "completed",
      "Cancelled",
      "CANCELED",
      "A01",
      "보류",
      "",
    ]),
    amount(random),
  ];
}

function amount(random: Random): string {
  if (random() < 0.05) {
    return pick(random, ["NULL", "'NaN'", "'Infinity'", "'-Infinity'", "-5000", "9007199254740993.01"]);
  }
  return (integerBetween(random, 100_000, 20_000_000) / 100).toFixed(2);
}

function productRow(random: Random): string[] {
  return [
    word(random, ["가방", "모자", "신발", "양말", "우산"]),
    word(random, ["coupang", "naver", "11st"]),
    word(random, ["active", "active", "active", "inactive"]),
    random() < 0.05 ? "NULL" : String(integerBetween(random, -5, 40)),
    random() < 0.05
      ? pick(random, ["NULL", "'NaN'"])
      : (integerBetween(random, 100_000, 9_000_000) / 100).toFixed(2),
  ];
}

function logRow(random: Random, now: number, { type, zone }: TimeStyle): string[] {
  return [
    random() < 0.02 ? "NULL" : moment(now + integerBetween(random, -7_200_000, 600_000), type, zone),
    word(random, ["INFO", "INFO", "WARNING", "ERROR", "CRITICAL", "error", "TRACE"]),
    random() < 0.3
      ? pick(random, ["NULL", "'NaN'", "'Infinity'"])
      : String(integerBetween(random, 1, 90_000) / 8),
  ];
}

function jobRow(random: Random, now: number): string[] {
  const run = () =>
    random() < 0.2 ? "NULL" : moment(now + integerBetween(random, -DAY, DAY), "timestamptz", "UTC");
  return [
    word(random, ["주문 수집", "재고 동기화", "정산"]),
    word(random, ["active", "paused"]),
    run(),
    run(),
  ];
}

/** A moment (ms since 1970) as a literal of the column's type, to the microsecond. */
function moment(at: number, type: TimeStyle["type"], zone: string): string {
  const utc = `'${new Date(at).toISOString()}'::timestamptz`;
  return type === "timestamptz" ? utc : `(${utc} AT TIME ZONE '${zone}')::${type}`;
}

function word(random: Random, words: string[]): string {
  return random() < 0.05 ? "NULL" : text(pick(random, words));
}

function text(value: string): string {
  return `'${value}'`;
}

function rows(count: number, row: () => string[]): string[][] {
  return Array.from({ length: count }, row);
}

function insert(into: string, values: string[][]): string {
  return `INSERT INTO ${into} VALUES ${values.map((row) => `(${row.join(", ")})`).join(",\n")}`;
}
