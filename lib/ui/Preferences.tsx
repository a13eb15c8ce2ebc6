import type { PageTexts } from "../shared/i18n/catalogue.ts";
import { LANGUAGE_NAMES } from "../shared/language_names.ts";
import { type Language, LANGUAGES } from "../shared/text.ts";

export type Theme = "auto" | "light" | "dark";

interface PreferencesProps {
  language: Language;
  theme: Theme;
  texts: PageTexts;
  /** What of the page's own address has to stay, such as `to=%2F`. */
  query?: string;
}

/** Language and theme as plain links to the same page, which work without a script; the server remembers the choice. */
export function Preferences({ language, theme, texts, query }: PreferencesProps) {
  const kept = query ? `${query}&` : "";
  const themes = { auto: texts.themeAuto, light: texts.themeLight, dark: texts.themeDark };
  return (
    <div class="preferences">
      <nav class="choice" aria-label={texts.language}>
        {LANGUAGES.map((code) => (
          <a
            key={code}
            class="choice__link"
            href={`?${kept}lang=${code}`}
            lang={code}
            aria-current={code === language ? "true" : "false"}
          >
            {LANGUAGE_NAMES[code]}
          </a>
        ))}
      </nav>
      <nav class="choice" aria-label={texts.theme}>
        {Object.entries(themes).map(([name, word]) => (
          <a
            key={name}
            class="choice__link"
            href={`?${kept}theme=${name}`}
            aria-current={name === theme ? "true" : "false"}
          >
            {word}
          </a>
        ))}
      </nav>
    </div>
  );
}
