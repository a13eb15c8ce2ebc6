import { signal } from "@preact/signals";
import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { LayoutEditor } from "@/islands/LayoutEditor.tsx";
import { LiveStatus } from "@/islands/LiveStatus.tsx";
import { pageTexts } from "@/lib/shared/i18n/catalogue.ts";
import { settingsTexts } from "@/lib/shared/i18n/settings_texts.ts";
import { isPage } from "@/lib/shared/layout.ts";
import { PAGE_LINK } from "@/lib/shared/link.ts";
import { PageHeader } from "@/lib/ui/PageHeader.tsx";
import { recordedMarket } from "@/lib/ui/recorded_market.ts";
import { SettingsPages } from "@/lib/ui/SettingsPages.tsx";
import { viewOf } from "@/lib/ui/view_of.ts";
import { ownHistories } from "@/lib/web/own_histories.ts";
import { checksOfDay } from "@/lib/web/checks_of_day.ts";
import { define } from "@/lib/web/state.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { services } = ctx.state;
    const { layout, markets: [market] } = services;
    const arrangedPage = ctx.url.searchParams.get("page") ?? "dashboard";
    if (!isPage(arrangedPage)) throw new HttpError(404);
    const order = layout.cards(arrangedPage);
    const hidden = order.filter((card) => !layout.shown[arrangedPage].includes(card));
    const isShown = arrangedPage === "market" && market !== undefined;
    const checks = isShown ? await checksOfDay(market, services) : null;
    const shownMarket = isShown ? { code: market, recorded: checks && recordedMarket(checks) } : null;
    return page({
      arrangedPage,
      shownMarket,
      snapshot: services.snapshot(),
      now: services.now(),
      arrangement: { order, hidden },
      saved: layout.saved(arrangedPage) !== null,
      histories: await ownHistories(arrangedPage, services),
    }, { headers: { "cache-control": "no-store" } });
  },
});

/** Which cards a page shows, in which order. */
export default define.page<typeof handler>(({ data, state }) => {
  const { language, theme, services } = state;
  const view = viewOf(state);
  const texts = settingsTexts(language);
  const live = { snapshot: signal(data.snapshot), now: signal(data.now), link: signal(PAGE_LINK) };
  return (
    <div class="page">
      <Head>
        <title>{`${texts.title} · MarketPulse`}</title>
      </Head>
      <PageHeader
        basePath={view.basePath}
        language={language}
        theme={theme}
        texts={pageTexts(language)}
        viewer={state.viewer}
        exposed={services.auth.door.isExposed}
      >
        <LiveStatus live={live} view={view} />
      </PageHeader>
      <main id="content" class="settings-page">
        <header class="settings-head">
          <a href={`${view.basePath}/`}>{texts.backHome}</a>
          <h1>{texts.title}</h1>
          <p>{texts.about}</p>
          <SettingsPages page={data.arrangedPage} texts={texts} basePath={view.basePath} />
          {data.arrangedPage === "market" && <p>{texts.marketAbout}</p>}
        </header>
        <LayoutEditor
          page={data.arrangedPage}
          live={live}
          arrangement={data.arrangement}
          saved={data.saved}
          market={data.shownMarket}
          histories={data.histories}
          texts={texts}
          view={view}
        />
      </main>
    </div>
  );
});
