import { useMemo } from "preact/hooks";
import type { LiveSignals } from "@/lib/client/live_signals.ts";
import { formatMoney, formatWon } from "@/lib/shared/format_money.ts";
import { formatCount } from "@/lib/shared/format_number.ts";
import { formatClock, formatDay } from "@/lib/shared/format_time.ts";
import { fill } from "@/lib/shared/i18n/fill.ts";
import type { Amount, Sales } from "@/lib/shared/snapshot.ts";
import { Comparison } from "@/lib/ui/Comparison.tsx";
import { freshness } from "@/lib/ui/freshness.ts";
import { Panel } from "@/lib/ui/Panel.tsx";
import { hourlyChart } from "@/lib/ui/sales_charts.ts";
import { Stat } from "@/lib/ui/Stat.tsx";
import type { View } from "@/lib/ui/view.ts";
import { ChartCanvas } from "./ChartCanvas.tsx";
import { LiveNumber } from "./LiveNumber.tsx";

interface SalesPanelProps {
  live: LiveSignals;
  view: View;
}

/** Today against yesterday at the same time, and the day hour by hour. */
export function SalesPanel({ live, view }: SalesPanelProps) {
  const { texts, language } = view;
  const { sales, sources, masked = false } = live.snapshot.value;
  const state = freshness({ sources, name: "sales", known: !!sales, link: live.link.value }, view);
  return (
    <Panel
      id="sales"
      title={texts.revenueToday}
      span={sales ? formatDay(sales.business_day, language) : undefined}
      freshness={state}
      moment={live}
      view={view}
    >
      <SalesFigures sales={sales ?? null} at={sources.sales.at} masked={masked} view={view} />
      {sales && <HourlyChart sales={sales} at={sources.sales.at} masked={masked} view={view} />}
    </Panel>
  );
}

interface SalesProps<Known> {
  sales: Known;
  /** When the figures were read. */
  at: string | null;
  /** Amounts are hidden from who looks. */
  masked: boolean;
  view: View;
}

function SalesFigures({ sales, at, masked, view }: SalesProps<Sales | null>) {
  const { texts, language } = view;
  const money = (value: number) => formatMoney(value, language);
  const won = (value: number) => formatWon(value, language);
  const { today, yesterday_same_time: yesterday, revenue } = sales ?? {};
  const [now, before] = [today?.today_revenue, yesterday?.revenue];
  return (
    <>
      <p class="hero">
        <LiveNumber
          value={now}
          format={money}
          exact={won}
          unknown={texts.unknown}
          hidden={masked && !!today && texts.hidden}
        />
        {isKnown(now) && <span class="hero__exact">{won(now)}</span>}
      </p>
      {isKnown(now) && isKnown(before) && (
        <p class="hero__comparison">
          <Comparison now={now} before={before} format={money} view={view} />
          <span class="definition">
            {revenue === "net" ? texts.revenueNet : texts.revenueGross}
            {at && ` · ${fill(texts.asOf, { clock: formatClock(Date.parse(at), view.timezone) })}`}
          </span>
        </p>
      )}
      <dl class="stats">
        <Stat
          label={texts.ordersToday}
          hint={today && yesterday && (
            <Comparison
              now={today.today_orders}
              before={yesterday.orders}
              format={(count) => `${formatCount(count)}${texts.unitOrders}`}
              view={view}
            />
          )}
        >
          <LiveNumber
            value={today?.today_orders}
            format={formatCount}
            unit={texts.unitOrders}
            unknown={texts.unknown}
          />
        </Stat>
        <Stat label={texts.customers}>
          <LiveNumber
            value={today?.unique_customers}
            format={formatCount}
            unit={texts.unitPeople}
            unknown={texts.unknown}
          />
        </Stat>
      </dl>
    </>
  );
}

function HourlyChart({ sales, at, masked, view }: SalesProps<Sales>) {
  const { texts } = view;
  // Only the hour of `at` matters to the chart, and it moves with every tick.
  const minute = at ? Math.floor(Date.parse(at) / 60_000) * 60_000 : null;
  const trend = [sales.hourly_trend, minute, view, masked];
  const spec = useMemo(() => hourlyChart(sales, minute, view, masked), trend);
  const title = masked ? texts.hourlyOrders : texts.hourlyRevenue;
  return (
    <>
      <h3 class="panel__subtitle">{title}</h3>
      <ChartCanvas spec={spec} title={title} showTable={texts.showTable} />
    </>
  );
}

function isKnown(amount: Amount | undefined): amount is number {
  return typeof amount === "number";
}
