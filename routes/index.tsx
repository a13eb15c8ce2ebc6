import { page } from "fresh";
import { signal } from "@preact/signals";
import { HealthPanel } from "@/islands/HealthPanel.tsx";
import { InventoryPanel } from "@/islands/InventoryPanel.tsx";
import { JobsPanel } from "@/islands/JobsPanel.tsx";
import { LiveStatus } from "@/islands/LiveStatus.tsx";
import { MarketSharePanel } from "@/islands/MarketSharePanel.tsx";
import { MarketTablePanel } from "@/islands/MarketTablePanel.tsx";
import { MetricPanels } from "@/islands/MetricPanels.tsx";
import { Notices } from "@/islands/Notices.tsx";
import { OrdersPanel } from "@/islands/OrdersPanel.tsx";
import { ResponsePanel } from "@/islands/ResponsePanel.tsx";
import { SaleControl } from "@/islands/SaleControl.tsx";
import { SalesPanel } from "@/islands/SalesPanel.tsx";
import { SystemPanel } from "@/islands/SystemPanel.tsx";
import { WeeklyPanel } from "@/islands/WeeklyPanel.tsx";
import { mayChange } from "@/lib/web/may_change.ts";
import type { Services } from "@/lib/app/services.ts";
import { define } from "@/lib/web/state.ts";
import { isUpgrade } from "@/lib/web/is_upgrade.ts";
import { upgradeLive } from "@/lib/web/upgrade_live.ts";
import { fill } from "@/lib/shared/i18n/fill.ts";
import { pageTexts } from "@/lib/shared/i18n/catalogue.ts";
import { PAGE_LINK } from "@/lib/shared/link.ts";
import { type ResponseSeries, responseSeries } from "@/lib/shared/response_series.ts";
import { DemoBanner } from "@/lib/ui/DemoBanner.tsx";
import { PageHeader } from "@/lib/ui/PageHeader.tsx";
import { viewOf } from "@/lib/ui/view_of.ts";

export const handler = define.handlers({
  async GET(ctx) {
    if (isUpgrade(ctx.req)) return upgradeLive(ctx);
    const { services } = ctx.state;
    const recorded = await recordedResponses(services);
    return page({ snapshot: services.snapshot(), now: services.now(), recorded, mayChange: mayChange(ctx) });
  },
});

/** The dashboard: real figures from the server, kept alive by its islands. */
export default define.page<typeof handler>(({ data, state }) => {
  const texts = pageTexts(state.language);
  const view = viewOf(state);
  const live = { snapshot: signal(data.snapshot), now: signal(data.now), link: signal(PAGE_LINK) };
  const demo = data.snapshot.mode === "demo";
  const { basePath, timezone } = view;
  return (
    <div class="page">
      <PageHeader
        basePath={basePath}
        language={state.language}
        theme={state.theme}
        texts={texts}
        viewer={state.viewer}
        exposed={state.services.auth.door.isExposed}
      >
        <LiveStatus live={live} view={view} />
        <SaleControl live={live} mayChange={data.mayChange} view={view} />
      </PageHeader>
      {demo && <DemoBanner texts={texts} />}
      <main id="content" class="dashboard">
        <h1 class="visually-hidden">{texts.dashboard}</h1>
        <noscript>
          <p class="notice">{texts.noScript}</p>
        </noscript>
        <Notices live={live} mayChange={data.mayChange} view={view} />
        <SalesPanel live={live} view={view} />
        <HealthPanel live={live} view={view} />
        <SystemPanel live={live} view={view} />
        <OrdersPanel live={live} view={view} />
        <MarketSharePanel live={live} view={view} />
        <WeeklyPanel live={live} view={view} />
        <MarketTablePanel live={live} view={view} />
        <ResponsePanel live={live} recorded={data.recorded} view={view} />
        <InventoryPanel live={live} view={view} />
        <JobsPanel live={live} view={view} />
        <MetricPanels live={live} view={view} />
      </main>
      <footer class="footer">{fill(texts.footer, { timezone })}</footer>
    </div>
  );
});

/** Null when they cannot be read: the page is worth having without them. */
async function recordedResponses(services: Services): Promise<ResponseSeries | null> {
  try {
    return responseSeries(await services.responseTimes());
  } catch (error) {
    services.log.error("Cannot read the recorded response times for the page", { error: String(error) });
    return null;
  }
}
