import type { ComponentChildren } from "preact";
import type { PageTexts } from "../shared/i18n/catalogue.ts";
import type { Language } from "../shared/text.ts";
import { Preferences, type Theme } from "./Preferences.tsx";

interface PageHeaderProps {
  basePath: string;
  language: Language;
  theme: Theme;
  texts: PageTexts;
  /** What a page has to say about itself, between the name and the preferences. */
  children?: ComponentChildren;
}

export function PageHeader({ children, basePath, ...preferences }: PageHeaderProps) {
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
    </header>
  );
}
