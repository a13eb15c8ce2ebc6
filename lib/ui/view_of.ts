import { liveTexts } from "../shared/i18n/catalogue.ts";
import type { Language } from "../shared/text.ts";
import type { View } from "./view.ts";

interface Viewing {
  readonly language: Language;
  readonly services: Omit<View, "language" | "texts">;
}

/** How whoever asks for a page is shown it. */
export function viewOf({ language, services }: Viewing): View {
  const { timezone, basePath, marketNames } = services;
  return { language, timezone, basePath, marketNames, texts: liveTexts(language) };
}
