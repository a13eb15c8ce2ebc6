import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { signal } from "@preact/signals";
import { LiveStatus } from "@/islands/LiveStatus.tsx";
import { MarketChecksPanel } from "@/islands/MarketChecksPanel.tsx";
import { MarketResponsePanel } from "@/islands/MarketResponsePanel.tsx";
import { MarketStatePanel } from "@/islands/MarketStatePanel.tsx";
import { Notices } from "@/islands/Notices.tsx";
import { SaleControl } from "@/islands/SaleControl.tsx";
import { askedText } from "@/lib/app/check_now_texts.ts";
import { mayChange } from "@/lib/web/may_change.ts";
import type { Services } from "@/lib/app/services.ts";
import { define } from "@/lib/web/state.ts";
import { fill } from "@/lib/shared/i18n/fill.ts";
import { pageTexts } from "@/lib/shared/i18n/catalogue.ts";
import { PAGE_LINK } from "@/lib/shared/link.ts";
import { marketName } from "@/lib/shared/market_names.ts";
import { DAY } from "@/lib/ui/market_chart.ts";
import { DemoBanner } from "@/lib/ui/DemoBanner.tsx";
import { PageHeader } from "@/lib/ui/PageHeader.tsx";
import { type RecordedMarket, recordedMarket } from "@/lib/ui/recorded_market.ts";
import { viewOf } from "@/lib/ui/view_of.ts";

/** A check every ten seconds, as often as can be configured, is fewer in a day. */
const MOST_CHECKS = 10_000;

export const handler = define.handlers({
  async GET(ctx) {
    const { params, url, state: { services, language } } = ctx;
    const { code = "" } = params;
    if (!services.markets.includes(code)) throw new HttpError(404);
    const recorded = await readMarket(code, services);
    const asked = askedText(url.searchParams, services.now())?.[language] ?? null;
    return page({
      code,
      snapshot: services.snapshot(),
      now: services.now(),
      recorded,
      asked,
      mayChange: mayChange(ctx),
    });
  },
});

/** One market: how its API is, how it was over the last day, and every check that says so. */
export default define.page<typeof handler>(({ data, state }) => {
  const { code, recorded, asked } = data;
  const { language, theme } = state;
  const texts = pageTexts(language);
  const view = viewOf(state);
  const live = { snapshot: signal(data.snapshot), now: signal(data.now), link: signal(PAGE_LINK) };
  const market = marketName(code, view);
  const { basePath, timezone } = view;
  const download = `${basePath}/api/checks.csv?market=${encodeURIComponent(code)}&limit=${MOST_CHECKS}`;
  return (
    <div class="page">
      <Head>
        <title>{fill(texts.marketTitle, { market })}</title>
      </Head>
      <PageHeader
        basePath={basePath}
        language={language}
        theme={theme}
        texts={texts}
        viewer={state.viewer}
        exposed={state.services.auth.door.isExposed}
      >
        <LiveStatus live={live} view={view} />
        <SaleControl live={live} mayChange={data.mayChange} view={view} />
      </PageHeader>
      {data.snapshot.mode === "demo" && <DemoBanner texts={texts} />}
      <main id="content" class="dashboard dashboard--market">
        <header class="market-head">
          <a href={`${basePath}/`}>{texts.backHome}</a>
          <h1 class="market-head__name">{fill(texts.marketHeading, { market })}</h1>
        </header>
        <noscript>
          <p class="notice">{texts.noScript}</p>
        </noscript>
        <Notices live={live} mayChange={data.mayChange} view={view} />
        <MarketStatePanel
          code={code}
          live={live}
          recorded={recorded?.run ?? null}
          asked={asked}
          mayChange={data.mayChange}
          view={view}
        />
        <MarketResponsePanel
          code={code}
          live={live}
          recorded={recorded?.points ?? null}
          phases={recorded?.phases ?? null}
          view={view}
        />
        <MarketChecksPanel code={code} live={live} recorded={recorded?.newest ?? null} view={view} />
        <p class="market-foot">
          <a href={download}>{texts.downloadChecks}</a>
        </p>
      </main>
      <footer class="footer">{fill(texts.footer, { timezone })}</footer>
    </div>
  );
});

/** Null when the own state cannot be read: the page is worth having without it. */
async function readMarket(market: string, { checks, now, log }: Services): Promise<RecordedMarket | null> {
  try {
    return recordedMarket(await checks({ market, since: now() - DAY, limit: MOST_CHECKS }));
  } catch (error) {
    log.error("Cannot read the recorded checks for the page", { market, error: String(error) });
    return null;
  }
}
