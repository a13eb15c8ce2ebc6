/** A sentence for people in both of the product's languages. What a page shows of it depends on its viewer. */
export interface Text {
  readonly ko: string;
  readonly en: string;
}

/** The product's languages, the first one is the default. */
export const LANGUAGES = ["ko", "en"] as const;
export type Language = (typeof LANGUAGES)[number];
