import { signal } from "@preact/signals";
import { page } from "fresh";
import { Head } from "fresh/runtime";
import { LayoutEditor } from "@/islands/LayoutEditor.tsx";
import { LiveStatus } from "@/islands/LiveStatus.tsx";
import { pageTexts } from "@/lib/shared/i18n/catalogue.ts";
import { settingsTexts } from "@/lib/shared/i18n/settings_texts.ts";
import { PAGE_LINK } from "@/lib/shared/link.ts";
import { PageHeader } from "@/lib/ui/PageHeader.tsx";
import { viewOf } from "@/lib/ui/view_of.ts";
import { ownHistories } from "@/lib/web/own_histories.ts";
import { define } from "@/lib/web/state.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { services } = ctx.state;
    const { cards, saved, shown } = services.layout;
    const hidden = cards.filter((card) => !shown.dashboard.includes(card));
    return page({
      snapshot: services.snapshot(),
      now: services.now(),
      arrangement: { order: cards, hidden },
      saved: saved !== null,
      histories: await ownHistories(services),
    }, { headers: { "cache-control": "no-store" } });
  },
});

/** Which cards the dashboard shows, in which order. */
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
        </header>
        <LayoutEditor
          live={live}
          arrangement={data.arrangement}
          saved={data.saved}
          recorded={null}
          histories={data.histories}
          texts={texts}
          view={view}
        />
      </main>
    </div>
  );
});
