/** A shop of any size in the tables of the system that MarketPulse replaces, the same at every run but for its dates. */

export interface ShopSize {
  orders: number;
  products: number;
  logs: number;
}

const DAYS = 400;

/** Statements that make the tables and fill them up to now, as seen by a session whose zone is the shop's. */
export function shopStatements({ orders, products, logs }: ShopSize): string[] {
  const perDay = Math.ceil(orders / DAYS);
  return [
    `CREATE UNLOGGED TABLE market_orders (
       id bigint, market_code varchar(20), market_order_id varchar(50), order_date timestamp, buyer_email varchar(100),
       order_status varchar(20), total_price numeric(15,2), updated_at timestamp)`,
    `CREATE UNLOGGED TABLE unified_products (
       id bigint, name varchar(200), market_code varchar(20), status varchar(20), stock_quantity int,
       sale_price numeric(12,2), updated_at timestamp)`,
    `CREATE UNLOGGED TABLE system_logs (
       id bigint, timestamp timestamp, level varchar(10), logger varchar(50), message text, market_code varchar(20),
       execution_time float)`,
    `CREATE TABLE schedule_jobs (
       id bigint, job_type varchar(50), status varchar(20), last_run_at timestamptz, next_run_at timestamptz)`,
    // Most orders come by day: the sine makes noon three to four times as busy as midnight.
    `INSERT INTO market_orders
     SELECT i, market, market || '-' || i, at, 'buyer' || (i::bigint * 7919 % 200000) || '@example.com',
            CASE WHEN at < current_date - 2 THEN (ARRAY['completed','completed','completed','completed','FINAL_DELIVERY','cancelled'])[1 + i % 6]
                 ELSE (ARRAY['pending','ACCEPT','processing','PAYED','202','completed','cancelled'])[1 + i % 7] END,
            9900 + (i::bigint * 104729 % 170000), at
     FROM (
       SELECT i, (ARRAY['coupang','coupang','coupang','naver','naver','11st'])[1 + i % 6] AS market,
              (current_date - ${DAYS - 1} + i / ${perDay})::timestamp
                + (share + 0.6 * sin(2 * pi() * share) / (2 * pi())) * interval '1 day' AS at
       FROM (SELECT i, (i % ${perDay})::float8 / ${perDay} AS share FROM generate_series(0, ${
      orders - 1
    }) AS i) AS numbered
     ) AS placed
     WHERE at <= localtimestamp`,
    `INSERT INTO unified_products
     SELECT i, '상품 ' || i, (ARRAY['coupang','naver','11st'])[1 + i % 3],
            CASE WHEN i % 12 = 0 THEN 'inactive' ELSE 'active' END, (i::bigint * 7919 % 1000) / 2 - 1, 5000 + i % 150000, localtimestamp
     FROM generate_series(1, ${products}) AS i`,
    `INSERT INTO system_logs
     SELECT i, localtimestamp - (${logs} - i) * (interval '30 days' / ${logs}),
            CASE WHEN i % 200 = 0 THEN 'ERROR' WHEN i % 50 = 0 THEN 'WARNING' ELSE 'INFO' END,
            'market.sync', 'Synchronised orders of a market', 'coupang', CASE WHEN i % 3 > 0 THEN 50 + i::bigint * 7919 % 900 END
     FROM generate_series(1, ${logs}) AS i`,
    `INSERT INTO schedule_jobs
     SELECT i, 'sync_' || i, 'active', now(), now() + i * interval '1 minute' FROM generate_series(1, 12) AS i`,
  ];
}
