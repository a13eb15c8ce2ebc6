import { page } from "fresh";
import { Head } from "fresh/runtime";
import { dayIn, formatClock } from "@/lib/shared/format_time.ts";
import { pageTexts } from "@/lib/shared/i18n/catalogue.ts";
import { inLanguage } from "@/lib/shared/i18n/in_language.ts";
import type { Language, Text } from "@/lib/shared/text.ts";
import { AccountPage, type AccountPageTexts } from "@/lib/ui/AccountPage.tsx";
import { PageHeader } from "@/lib/ui/PageHeader.tsx";
import { DONE, takeAccountForm } from "@/lib/web/account_form.ts";
import { accountTexts as texts } from "@/lib/web/account_texts.ts";
import { type OwnSession, ownSessions } from "@/lib/web/own_sessions.ts";
import { deviceName } from "@/lib/web/device_name.ts";
import { chosen } from "@/lib/web/preferences.ts";
import { define } from "@/lib/web/state.ts";

interface Shown {
  readonly sessions: readonly OwnSession[];
  readonly done: Text | null;
  readonly fault: Text | null;
}

const HEADERS = { "cache-control": "no-store" };

export const handler = define.handlers({
  async GET(ctx) {
    const done = chosen(ctx.url.searchParams.get("done"), ["password", "session"] as const);
    const shown: Shown = { sessions: await ownSessions(ctx), done: done ? DONE[done] : null, fault: null };
    return page<Shown>(shown, { headers: HEADERS });
  },
  async POST(ctx) {
    const taken = await takeAccountForm(ctx);
    if (taken instanceof Response) return taken;
    const shown: Shown = { sessions: await ownSessions(ctx), done: null, fault: taken.fault };
    return page<Shown>(shown, { status: taken.status, headers: HEADERS });
  },
});

/** On which devices one is logged in, and one's password. */
export default define.page<typeof handler>(({ data, state }) => {
  const { language, theme, viewer, services: { basePath, timezone } } = state;
  const sessions = data.sessions.map((session) => shownSession(session, { language, timezone }));
  return (
    <div class="page">
      <Head>
        <title>{`${texts.title[language]} · MarketPulse`}</title>
      </Head>
      <PageHeader
        basePath={basePath}
        language={language}
        theme={theme}
        texts={pageTexts(language)}
        viewer={viewer}
      />
      <main id="content">
        <AccountPage
          action={`${basePath}/account`}
          name={viewer?.name ?? ""}
          sessions={sessions}
          done={data.done?.[language] ?? null}
          fault={data.fault?.[language] ?? null}
          texts={pageTextsOf(language)}
        />
      </main>
    </div>
  );
});

function shownSession(
  { id, seen_at, address, agent, current }: OwnSession,
  { language, timezone }: { language: Language; timezone: string },
) {
  const at = Date.parse(seen_at);
  const seen = texts.seen(`${dayIn(at, timezone)} ${formatClock(at, timezone, "minute")}`, address)[language];
  const shown = deviceName(agent) || texts.unknownAgent[language];
  return { id, agent: shown, seen, current, endLabel: texts.endNamed(shown)[language] };
}

function pageTextsOf(language: Language): AccountPageTexts {
  const { title, devices, thisDevice, end, changePassword, changeAbout, current, next, again, change } =
    texts;
  return inLanguage({
    title,
    devices,
    thisDevice,
    end,
    changePassword,
    changeAbout,
    current,
    next,
    again,
    change,
  }, language);
}
