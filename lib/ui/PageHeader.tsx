import type { ComponentChildren } from "preact";
import type { PageTexts } from "../shared/i18n/catalogue.ts";
import type { Language } from "../shared/text.ts";
import type { Viewer } from "../shared/viewer.ts";
import { Account } from "./Account.tsx";
import { Preferences, type Theme } from "./Preferences.tsx";

interface PageHeaderProps {
  basePath: string;
  language: Language;
  theme: Theme;
  texts: PageTexts;
  /** What of the page's own address has to stay when a preference changes. */
  query?: string;
  /** Who looks at the page. */
  viewer?: Pick<Viewer, "name" | "kind"> | null;
  /** Whether other machines see it without a login. */
  exposed?: boolean;
  /** What a page has to say about itself, between the name and the preferences. */
  children?: ComponentChildren;
}

export function PageHeader(
  { children, basePath, viewer = null, exposed = false, ...preferences }: PageHeaderProps,
) {
  const { texts } = preferences;
  return (
    <header class="masthead">
      <a class="brand" href={`${basePath}/`}>
        <svg class="brand__mark" viewBox="0 0 32 32" aria-hidden="true">
          <rect class="brand__tile" width="32" height="32" rx="8" />
          <path class="brand__pulse" d="M5 17h5l3-8 5 14 3-6h6" />
        </svg>
        MarketPulse
      </a>
      {children}
      <Preferences {...preferences} />
      <Account viewer={viewer} basePath={basePath} texts={texts} />
      {exposed && <p class="exposed" role="note">{texts.exposed}</p>}
    </header>
  );
}
