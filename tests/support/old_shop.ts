/** The tables of the default mapping, as the system that MarketPulse replaces has them; empty and without indexes. */
export const OLD_TABLES = `
  CREATE TABLE market_orders (id serial, market_code varchar, market_order_id varchar, order_date timestamp,
    buyer_email varchar, order_status varchar, total_price numeric(15,2), updated_at timestamp);
  CREATE TABLE unified_products (id serial, name text, market_code text, status varchar, stock_quantity int,
    sale_price numeric(12,2), updated_at timestamp);
  CREATE TABLE system_logs (id serial, timestamp timestamp, level varchar, logger text, message text,
    market_code text, execution_time float);
  CREATE TABLE schedule_jobs (id serial, job_type text, status text, last_run_at timestamptz, next_run_at timestamptz);
`;

/** An order of now. */
export function anOrder(amount: number): string {
  return `INSERT INTO market_orders (market_code, order_date, buyer_email, order_status, total_price)
    VALUES ('coupang', now() AT TIME ZONE 'Asia/Seoul', 'kim@example.com', 'pending', ${amount});`;
}
