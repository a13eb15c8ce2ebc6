import { asset } from "fresh/runtime";
import { define } from "@/lib/web/state.ts";
import { pageTexts } from "@/lib/shared/i18n/catalogue.ts";

const STYLES = [
  "tokens",
  "page",
  "masthead",
  "panel",
  "figures",
  "tables",
  "chart",
  "layout",
  "market",
  "login",
  "settings",
  "print",
];

/** The document around every page. */
export default define.page(({ Component, state, url }) => {
  // An error can happen before the middleware that fills the state.
  const { language = "ko", theme = "auto", services } = state;
  const texts = pageTexts(language);
  // Nobody's half-filled form is to be loaded anew.
  const isForm = ["/login", "/account", "/settings"].some((form) =>
    url.pathname === `${services?.basePath ?? ""}${form}`
  );
  const path = (file: string) => `${services?.basePath ?? ""}${asset(file)}`;
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="description" content={texts.description} />
        <meta name="color-scheme" content={theme === "auto" ? "light dark" : theme} />
        <title>{texts.title}</title>
        <link rel="icon" type="image/svg+xml" href={path("/favicon.svg")} />
        {STYLES.map((name) => <link key={name} rel="stylesheet" href={path(`/css/${name}.css`)} />)}
        {theme !== "light" && (
          <link
            rel="stylesheet"
            href={path("/css/dark.css")}
            media={theme === "dark" ? "screen" : "screen and (prefers-color-scheme: dark)"}
          />
        )}
        {!isForm && (
          <noscript>
            <meta http-equiv="refresh" content="60" />
          </noscript>
        )}
      </head>
      <body>
        <a class="skip" href="#content">{texts.skip}</a>
        <Component />
      </body>
    </html>
  );
});
