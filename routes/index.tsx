import { page } from "fresh";
import { signal } from "@preact/signals";
import { Board } from "@/islands/Board.tsx";
import { LiveStatus } from "@/islands/LiveStatus.tsx";
import { Notices } from "@/islands/Notices.tsx";
import { SaleControl } from "@/islands/SaleControl.tsx";
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
import { ownHistories } from "@/lib/web/own_histories.ts";
import { viewOf } from "@/lib/ui/view_of.ts";

export const handler = define.handlers({
  async GET(ctx) {
    if (isUpgrade(ctx.req)) return upgradeLive(ctx);
    const { services } = ctx.state;
    const [recorded, histories] = await Promise.all([
      recordedResponses(services),
      ownHistories("dashboard", services),
    ]);
    return page({
      snapshot: services.snapshot(),
      now: services.now(),
      recorded,
      histories,
      mayChange: mayChange(ctx),
    });
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
        {data.mayChange && <a class="settings-link" href={`${basePath}/settings`}>{texts.settings}</a>}
      </PageHeader>
      {demo && <DemoBanner texts={texts} />}
      <main id="content" class="dashboard">
        <h1 class="visually-hidden">{texts.dashboard}</h1>
        <noscript>
          <p class="notice">{texts.noScript}</p>
        </noscript>
        <Notices live={live} mayChange={data.mayChange} view={view} />
        <Board live={live} recorded={data.recorded} histories={data.histories} view={view} />
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
