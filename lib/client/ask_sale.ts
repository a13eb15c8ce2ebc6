import type { Language, Text } from "../shared/text.ts";

/** What came of the wish; without a message where the server did not say one. */
export interface SaleAnswer {
  readonly done: boolean;
  readonly message: string | null;
}

interface SaleWish {
  /** 0 ends it. */
  readonly hours: number;
  readonly language: Language;
  readonly send?: typeof fetch;
}

/** Asks the server to begin or to end the big-sale mode; that it did so, the snapshot tells everybody. */
export async function askSale(url: string, { hours, language, send = fetch }: SaleWish): Promise<SaleAnswer> {
  try {
    const response = await send(url, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ hours }),
    });
    const { error } = await response.json() as { error?: { message: Text } };
    return { done: response.ok, message: error?.message[language] ?? null };
  } catch {
    return { done: false, message: null };
  }
}
