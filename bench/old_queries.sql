-- What the old system asked on every tick, and again for every viewer who connected. The benchmark runs it beside our tick.
-- The functions around the columns are the point: no index can serve them.
SELECT count(*) AS today_orders, coalesce(sum(total_price), 0) AS today_revenue, count(DISTINCT buyer_email) AS unique_customers FROM market_orders WHERE date(order_date) = current_date;
SELECT date(order_date) AS day, count(*) AS orders, coalesce(sum(total_price), 0) AS revenue FROM market_orders WHERE order_date >= current_date - interval '7 days' GROUP BY 1 ORDER BY 1;
SELECT extract(hour FROM order_date) AS hour, count(*) AS orders, coalesce(sum(total_price), 0) AS revenue FROM market_orders WHERE date(order_date) = current_date GROUP BY 1 ORDER BY 1;
SELECT order_status, count(*) FROM market_orders WHERE date(order_date) >= current_date - interval '1 day' GROUP BY 1;
SELECT market_code, count(*) AS orders, coalesce(sum(total_price), 0) AS revenue FROM market_orders WHERE date(order_date) = current_date GROUP BY 1;
SELECT count(*) AS total_products, count(*) FILTER (WHERE stock_quantity <= 10) AS low_stock, count(*) FILTER (WHERE stock_quantity = 0) AS out_of_stock, coalesce(sum(stock_quantity * sale_price), 0) AS inventory_value FROM unified_products WHERE status = 'active';
SELECT level, count(*) FROM system_logs WHERE timestamp >= now() - interval '1 hour' GROUP BY 1;
SELECT avg(execution_time), max(execution_time), count(*) FROM system_logs WHERE execution_time IS NOT NULL AND timestamp >= now() - interval '5 minutes';
