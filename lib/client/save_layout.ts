import type { Arrangement, Page } from "../shared/layout.ts";
import type { Language, Text } from "../shared/text.ts";

export interface SavedAnswer {
  readonly done: boolean;
  /** What the server said; null where it said nothing. */
  readonly message: string | null;
}

/** Has the server arrange a page's cards; null: as its configuration file says. */
export async function saveLayout(
  url: string,
  { page, arrangement, language, send = fetch }: {
    readonly page: Page;
    readonly arrangement: Arrangement | null;
    readonly language: Language;
    readonly send?: typeof fetch;
  },
): Promise<SavedAnswer> {
  try {
    const response = await send(url, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ [page]: arrangement }),
    });
    const { error } = await response.json() as { error?: { message: Text } };
    return { done: response.ok, message: error?.message[language] ?? null };
  } catch {
    return { done: false, message: null };
  }
}
