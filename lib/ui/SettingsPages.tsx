import type { SettingsTexts } from "../shared/i18n/settings_texts.ts";
import { type Page, PAGES } from "../shared/layout.ts";
import { settingsPath } from "./settings_path.ts";

const NAMES = { dashboard: "dashboardPage", market: "marketPage" } as const satisfies Record<Page, string>;

/** Links to the pages that can be arranged. */
export function SettingsPages(
  { page, texts, basePath }: { page: Page; texts: SettingsTexts; basePath: string },
) {
  return (
    <nav class="settings-pages" aria-label={texts.pages}>
      {PAGES.map((one) => (
        <a key={one} href={settingsPath(one, basePath)} aria-current={one === page ? "page" : undefined}>
          {texts[NAMES[one]]}
        </a>
      ))}
    </nav>
  );
}
