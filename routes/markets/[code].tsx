import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { signal } from "@preact/signals";
import { LiveStatus } from "@/islands/LiveStatus.tsx";
import { MarketBoard } from "@/islands/MarketBoard.tsx";
import { Notices } from "@/islands/Notices.tsx";
import { SaleControl } from "@/islands/SaleControl.tsx";
import { askedText } from "@/lib/app/check_now_texts.ts";
import { mayChange } from "@/lib/web/may_change.ts";
import { define } from "@/lib/web/state.ts";
import { fill } from "@/lib/shared/i18n/fill.ts";
import { pageTexts } from "@/lib/shared/i18n/catalogue.ts";
import { PAGE_LINK } from "@/lib/shared/link.ts";
import { marketName } from "@/lib/shared/market_names.ts";
import { DemoBanner } from "@/lib/ui/DemoBanner.tsx";
import { PageHeader } from "@/lib/ui/PageHeader.tsx";
import { recordedMarket } from "@/lib/ui/recorded_market.ts";
import { settingsPath } from "@/lib/ui/settings_path.ts";
import { viewOf } from "@/lib/ui/view_of.ts";
import { ownHistories } from "@/lib/web/own_histories.ts";
import { checksOfDay, MOST_CHECKS } from "@/lib/web/checks_of_day.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { params, url, state: { services, language } } = ctx;
    const { code = "" } = params;
    if (!services.markets.includes(code)) throw new HttpError(404);
    const [checks, histories] = await Promise.all([
      checksOfDay(code, services),
      ownHistories("market", services),
    ]);
    const asked = askedText(url.searchParams, services.now())?.[language] ?? null;
    return page({
      code,
      snapshot: services.snapshot(),
      now: services.now(),
      recorded: checks && recordedMarket(checks),
      histories,
      asked,
      mayChange: mayChange(ctx),
    });
  },
});

/** One market: how its API is, how it was over the last day, and every check that says so. */
export default define.page<typeof handler>(({ data, state }) => {
  const { code, recorded, histories, asked } = data;
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
        {data.mayChange && (
          <a class="settings-link" href={settingsPath("market", basePath)}>{texts.settings}</a>
        )}
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
        <MarketBoard
          code={code}
          live={live}
          recorded={recorded}
          histories={histories}
          asked={asked}
          mayChange={data.mayChange}
          view={view}
        />
        <p class="market-foot">
          <a href={download}>{texts.downloadChecks}</a>
        </p>
      </main>
      <footer class="footer">{fill(texts.footer, { timezone })}</footer>
    </div>
  );
});
