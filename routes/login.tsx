import type { Context } from "fresh";
import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { pageTexts } from "@/lib/shared/i18n/catalogue.ts";
import { inLanguage } from "@/lib/shared/i18n/in_language.ts";
import { CodeForm } from "@/lib/ui/CodeForm.tsx";
import { LoginForm, type LoginFormTexts } from "@/lib/ui/LoginForm.tsx";
import { PageHeader } from "@/lib/ui/PageHeader.tsx";
import type { Language, Text } from "@/lib/shared/text.ts";
import { localTarget } from "@/lib/web/local_target.ts";
import { logIn } from "@/lib/web/log_in.ts";
import { loginTexts } from "@/lib/web/login_texts.ts";
import { oidcFault } from "@/lib/web/oidc_pages.ts";
import { readForm } from "@/lib/web/read_form.ts";
import { define, type State } from "@/lib/web/state.ts";

/** What the page shows of an attempt. */
interface Attempt {
  readonly to: string;
  readonly name: string;
  readonly fault: Text | null;
  /** Of the first step, when the code is to follow. */
  readonly ticket?: string;
}

const HEADERS = { "cache-control": "no-store" };

export const handler = define.handlers({
  async GET(ctx) {
    const { auth, basePath } = ctx.state.services;
    const to = localTarget(ctx.url.searchParams.get("to"), basePath);
    await auth.known();
    const { viewer } = ctx.state;
    // A screen, or who came through an open door, may still want to be somebody, unless there is nobody to be.
    if (viewer?.kind === "user" || (viewer?.kind === "anyone" && auth.door.hasNoUser)) {
      return new Response(null, { status: 303, headers: { ...HEADERS, location: to } });
    }
    if (auth.door.hasNoUser) auth.firstUser.offer();
    return page<Attempt>({ to, name: "", fault: oidcFault(ctx.url.searchParams) }, { headers: HEADERS });
  },
  async POST(ctx) {
    const { basePath } = ctx.state.services;
    const form = await readForm(ctx.req);
    if (!form) return again(ctx, { status: 400, fault: loginTexts.badForm });
    const result = await logIn(ctx, form);
    return result instanceof Response
      ? result
      : again(ctx, { ...result, to: localTarget(form.get("to"), basePath) });
  },
});

interface Again {
  readonly status: number;
  readonly fault: Text | null;
  readonly ticket?: string;
  readonly to?: string;
  readonly name?: string;
  readonly retryAfter?: number | null;
}

function again(
  { state }: Context<State>,
  { status, fault, ticket, to, name = "", retryAfter = null }: Again,
) {
  const headers = { ...HEADERS, ...(retryAfter !== null && { "retry-after": String(retryAfter) }) };
  const attempt: Attempt = {
    to: to ?? `${state.services.basePath}/`,
    name: name.slice(0, 100),
    fault,
    ticket,
  };
  return page<Attempt>(attempt, { status, headers });
}

export default define.page<typeof handler>(({ data, state }) => {
  const { language, theme, services: { basePath, auth } } = state;
  if (!data) throw new HttpError(404);
  const { to, name, fault, ticket } = data;
  const query = new URLSearchParams({ to }).toString();
  const first = auth.door.hasNoUser;
  return (
    <div class="page">
      <Head>
        <title>{`${(first ? loginTexts.firstTitle : loginTexts.title)[language]} · MarketPulse`}</title>
        <meta name="robots" content="noindex" />
      </Head>
      <PageHeader
        basePath={basePath}
        language={language}
        theme={theme}
        texts={pageTexts(language)}
        query={query}
      />
      <main id="content">
        {ticket === undefined
          ? (
            <LoginForm
              action={`${basePath}/login`}
              to={to}
              name={name}
              fault={fault?.[language] ?? null}
              first={first}
              other={auth.oidc.isOn ? `${basePath}/login/oidc?${query}` : null}
              texts={formTexts(language)}
            />
          )
          : (
            <CodeForm
              action={`${basePath}/login`}
              to={to}
              ticket={ticket}
              fault={fault?.[language] ?? null}
              texts={codeTexts(language)}
            />
          )}
      </main>
    </div>
  );
});

function codeTexts(language: Language) {
  const { codeTitle: title, codeAbout: about, otp, submit } = loginTexts;
  return inLanguage({ title, about, otp, submit }, language);
}

function formTexts(language: Language): LoginFormTexts {
  const {
    title,
    name,
    password,
    submit,
    forgotten,
    firstTitle,
    firstAbout,
    code,
    newPassword,
    again,
    create,
    other,
  } = loginTexts;
  return inLanguage({
    title,
    name,
    password,
    submit,
    forgotten,
    firstTitle,
    firstAbout,
    code,
    newPassword,
    again,
    create,
    other,
  }, language);
}
